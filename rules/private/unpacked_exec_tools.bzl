"""The rule that gives the toolchain's interpreter a library to run from its folder."""

load("//toolchains/python:exec_tools_info.bzl", "PythonExecToolsInfo")
load("//toolchains/python:runfiles_path.bzl", "runfiles_path")
load(":py_info.bzl", "PY_INFO_PROVIDERS", "py_info_of")
load(":toolchain.bzl", "PYTHON_TOOLCHAIN", "PYTHON_TOOLCHAIN_ATTRIBUTES", "python_toolchain_of")

# The tool that runs a module of such a library: the interpreter cannot load native modules.
WITHOUT_NATIVE_MODULES = "tools.common.without_native_modules"

def _folders(files, import_roots):
    """The folders in which files lie that import roots stand for.

    Args:
        files: list of Files.
        import_roots: list of strings: folders relative to the runfiles root.

    Returns:
        a list of strings: folders relative to the execution root.
    """
    folders = {}
    for file in files:
        path = runfiles_path(file)
        for root in import_roots:
            if path == root:
                # A folder that a source distribution was unpacked to.
                folders[file.path] = None
            elif path.startswith(root + "/"):
                folders[file.path.removesuffix(path.removeprefix(root + "/")).rstrip("/") or "."] = None
    return folders.keys()

def unpacked_library(exec_tools, library):
    """An interpreter that can import a library, and all it depends on, from its folders.

    Run its modules by `WITHOUT_NATIVE_MODULES`.

    Args:
        exec_tools: PythonExecToolsInfo: the interpreter.
        library: a Target with `PyInfo`, in the exec configuration.

    Returns:
        PythonExecToolsInfo.
    """
    py_info = py_info_of(library)
    files = depset(transitive = [
        library[DefaultInfo].files,
        library[DefaultInfo].default_runfiles.files,
        py_info.transitive_sources,
    ])
    folders = _folders(files.to_list(), py_info.imports.to_list())
    return PythonExecToolsInfo(
        inputs = depset(transitive = [files, exec_tools.inputs]),
        interpreter = exec_tools.interpreter,
        search_path = tuple(folders) + tuple(exec_tools.search_path),
    )

def _unpacked_exec_tools_impl(ctx):
    return [unpacked_library(python_toolchain_of(ctx).exec_tools, ctx.attr.library)]

unpacked_exec_tools = rule(
    implementation = _unpacked_exec_tools_impl,
    doc = """An interpreter for actions that can import a library, and all it depends on, from the
folders it lies in: for libraries that read files beside their modules. Run these modules by
`WITHOUT_NATIVE_MODULES`.

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
