"""The rule that gives the toolchain's interpreter a Python library to run."""

load("//toolchains/python:bytecode.bzl", "compile_bytecode")
load("//toolchains/python:exec_tools_info.bzl", "PythonExecToolsInfo")
load(":py_info.bzl", "PY_INFO_PROVIDERS", "py_info_of")
load(":toolchain.bzl", "PYTHON_TOOLCHAIN", "PYTHON_TOOLCHAIN_ATTRIBUTES", "TOOLCHAIN_TYPE", "python_toolchain_of")

def _library_exec_tools_impl(ctx):
    exec_tools = python_toolchain_of(ctx).exec_tools
    py_info = py_info_of(ctx.attr.library)
    bytecode = ctx.actions.declare_file(ctx.label.name + ".zip")
    compile_bytecode(
        ctx.actions,
        exec_tools,
        output = bytecode,
        sources = py_info.transitive_sources,
        optimize = 0,
        import_roots = py_info.imports,
        subject = ctx.label,
        third_party = True,
        toolchain = TOOLCHAIN_TYPE,
    )
    return [
        DefaultInfo(files = depset([bytecode])),
        PythonExecToolsInfo(
            inputs = depset([bytecode], transitive = [exec_tools.inputs]),
            interpreter = exec_tools.interpreter,
            # Before the others: the library brings its own `tools`.
            search_path = (bytecode,) + tuple(exec_tools.search_path),
        ),
    ]

library_exec_tools = rule(
    implementation = _library_exec_tools_impl,
    doc = """An interpreter for actions that can import a library and all it depends on.

Depend on it with `cfg = "exec"`: its interpreter is for the platform it is built for.
""",
    attrs = PYTHON_TOOLCHAIN_ATTRIBUTES | {
        "library": attr.label(
            doc = "The library.",
            mandatory = True,
            providers = PY_INFO_PROVIDERS,
        ),
    },
    provides = [PythonExecToolsInfo],
    toolchains = [PYTHON_TOOLCHAIN],
)
