"""The rule that makes SQLite's amalgamation from its source tree."""

load("//toolchains/python:exec_tools_info.bzl", "PythonExecToolsInfo")
load("//toolchains/python:run_tool.bzl", "run_tool")

_FILES = ["sqlite3.c", "sqlite3.h", "sqlite3ext.h"]

def _folder(file):
    """The folder of a file, for `Args.add_all`."""
    return file.dirname

def _sqlite_amalgamation_impl(ctx):
    outputs = [ctx.actions.declare_file(ctx.label.name + "/" + file) for file in _FILES]
    arguments = ctx.actions.args()
    arguments.add("--source", ctx.file.version_file.dirname)
    arguments.add("--lemon", ctx.executable.lemon)
    arguments.add("--mkkeywordhash", ctx.executable.mkkeywordhash)
    arguments.add_all("--output", outputs[:1], map_each = _folder)
    run_tool(
        ctx.actions,
        ctx.attr._exec_tools[PythonExecToolsInfo],
        module = "tools.sqlite_amalgamation",
        arguments = arguments,
        inputs = depset(
            [ctx.file.version_file] + ctx.files.srcs + ctx.files._tool,
        ),
        outputs = outputs,
        mnemonic = "SqliteAmalgamation",
        progress_message = "Making SQLite's amalgamation for %{label}",
        tools = [
            ctx.attr.lemon[DefaultInfo].files_to_run,
            ctx.attr.mkkeywordhash[DefaultInfo].files_to_run,
        ],
    )
    return [
        DefaultInfo(files = depset(outputs)),
        OutputGroupInfo(
            headers = depset([output for output in outputs if output.extension == "h"]),
            source = depset([output for output in outputs if output.extension == "c"]),
        ),
    ]

sqlite_amalgamation = rule(
    implementation = _sqlite_amalgamation_impl,
    doc = """Makes SQLite's amalgamation from its source tree.

The files are `<name>/sqlite3.c`, `<name>/sqlite3.h` and `<name>/sqlite3ext.h`, the same as those of
upstream's own scripts. Output groups: `source` and `headers`.
""",
    attrs = {
        "lemon": attr.label(
            doc = "The parser generator, made of `tool/lemon.c`.",
            cfg = "exec",
            executable = True,
            mandatory = True,
        ),
        "mkkeywordhash": attr.label(
            doc = "The generator of the keyword table, made of `tool/mkkeywordhash.c`.",
            cfg = "exec",
            executable = True,
            mandatory = True,
        ),
        "srcs": attr.label_list(
            doc = "The files of the source tree.",
            allow_files = True,
            mandatory = True,
        ),
        "version_file": attr.label(
            doc = "The file `VERSION` in the root of the source tree.",
            allow_single_file = True,
            mandatory = True,
        ),
        # The interpreter needs no SQLite itself.
        "_exec_tools": attr.label(
            default = "//toolchains/cpython/distributions:bootstrap_exec_tools_3.13.5",
            cfg = "exec",
            providers = [PythonExecToolsInfo],
        ),
        "_tool": attr.label(default = "//tools/sqlite_amalgamation:sources"),
    },
)
