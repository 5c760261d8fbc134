"""Compiles Python sources to a zip of bytecode: the action, a rule for parts of distributions."""

load(":exec_tools_info.bzl", "PythonExecToolsInfo")
load(":run_tool.bzl", "run_tool")
load(":runfiles_path.bzl", "runfiles_path")

def _source_argument(file):
    """A value of `--source`, or nothing for files that are not Python sources."""
    if file.extension == "py":
        return "{}={}".format(runfiles_path(file), file.path)
    return None

def compile_bytecode(
        actions,
        exec_tools,
        output,
        sources,
        optimize,
        import_roots = depset(),
        include_source = False,
        third_party = False,
        compress = [],
        source_argument = _source_argument,
        extra_sources = {},
        toolchain = None,
        subject = None):
    """Declares the action that compiles sources to a zip of bytecode.

    Args:
        actions: `ctx.actions`.
        exec_tools: PythonExecToolsInfo: the interpreter to compile with and for.
        output: File: the zip to write.
        sources: depset of Files or directories; files that do not end in `.py` are passed over.
        optimize: int: 0, 1 (no asserts) or 2 (no asserts, no docstrings).
        import_roots: depset of strings: folders relative to the runfiles root that names of modules
            start from. The repository a source belongs to always counts as one.
        include_source: bool: whether the zip also holds the sources, compressed.
        third_party: bool: whether the sources are not the user's, so that a syntax error in them is
            left to whoever imports the module.
        compress: list of strings: modules, with their submodules, whose bytecode is compressed. An
            interpreter cannot import these from the zip itself, but executables can.
        source_argument: function from a File to a value of the tool's `--source`, or None.
        extra_sources: dict from runfiles path to File: sources under another name than their own.
        toolchain: label of the toolchain type that `exec_tools` comes from, if any.
        subject: what is compiled, for progress messages: a label, or None for the output.
    """
    arguments = actions.args()
    arguments.use_param_file("@%s", use_always = True)
    arguments.set_param_file_format("multiline")
    arguments.add("--output", output)
    arguments.add("--optimize", optimize)
    if include_source:
        arguments.add("--include-source")
    if third_party:
        arguments.add("--third-party")
    arguments.add_all("--compress", compress)
    arguments.add_all("--import-root", import_roots, uniquify = True)
    for name, file in extra_sources.items():
        arguments.add("--source")
        arguments.add(file, format = name.replace("%", "%%") + "=%s")
    arguments.add_all(
        "--source",
        sources,
        allow_closure = True,
        map_each = source_argument,
        uniquify = True,
    )
    run_tool(
        actions,
        exec_tools,
        module = "tools.bytecode",
        arguments = arguments,
        inputs = depset(extra_sources.values(), transitive = [sources]),
        outputs = [output],
        mnemonic = "PythonBytecode",
        progress_message = "Compiling Python bytecode of {}".format(subject or output.short_path),
        toolchain = toolchain,
    )

def _python_bytecode_impl(ctx):
    output = ctx.actions.declare_file(ctx.label.name + ".zip")
    prefix = ctx.attr.strip_prefix + "/" if ctx.attr.strip_prefix else ""

    def source_argument(file):
        # Below a top folder of its own: what is above the prefix must not become part of a name.
        path = runfiles_path(file).partition("/")[2].removeprefix(prefix)
        return "sources/{}={}".format(path, file.path)

    compile_bytecode(
        ctx.actions,
        exec_tools = ctx.attr.exec_tools[PythonExecToolsInfo],
        output = output,
        sources = depset(ctx.files.srcs),
        optimize = ctx.attr.optimize,
        compress = ctx.attr.compress,
        include_source = ctx.attr.include_source,
        source_argument = source_argument,
        subject = ctx.label,
        third_party = ctx.attr.third_party,
    )
    return DefaultInfo(files = depset([output]))

python_bytecode = rule(
    implementation = _python_bytecode_impl,
    doc = "A zip of the bytecode of sources, for the parts of a distribution.",
    attrs = {
        "compress": attr.string_list(
            doc = """Modules, with their submodules, whose bytecode is compressed. Only executables
can import these, not an interpreter that has the zip on its path.""",
        ),
        "exec_tools": attr.label(
            doc = "The interpreter to compile with and for, and its tools.",
            cfg = "exec",
            mandatory = True,
            providers = [PythonExecToolsInfo],
        ),
        "include_source": attr.bool(
            doc = "Whether the zip also holds the sources, compressed.",
        ),
        "optimize": attr.int(
            doc = "0, 1 (no asserts) or 2 (no asserts, no docstrings).",
            values = [0, 1, 2],
        ),
        "srcs": attr.label_list(
            doc = "Python sources.",
            allow_files = [".py"],
            mandatory = True,
        ),
        "strip_prefix": attr.string(
            doc = "Folder, relative to the repository, that the names of modules start from.",
        ),
        "third_party": attr.bool(
            doc = "Whether a syntax error is left to whoever imports the module.",
        ),
    },
)
