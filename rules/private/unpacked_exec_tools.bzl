"""The rule that gives the toolchain's interpreter a library to run from its folder."""

load("//toolchains/python:exec_tools_info.bzl", "PythonExecToolsInfo")
load("//toolchains/python:runfiles_path.bzl", "runfiles_path")
load(":py_info.bzl", "PY_INFO_PROVIDERS", "py_info_of")
load(":toolchain.bzl", "PYTHON_TOOLCHAIN", "PYTHON_TOOLCHAIN_ATTRIBUTES", "python_toolchain_of")

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
            if path.startswith(root + "/"):
                folders[file.path.removesuffix(path.removeprefix(root + "/")).rstrip("/")] = None
    return folders.keys()

def _unpacked_exec_tools_impl(ctx):
    exec_tools = python_toolchain_of(ctx).exec_tools
    py_info = py_info_of(ctx.attr.library)
    files = depset(transitive = [
        ctx.attr.library[DefaultInfo].files,
        ctx.attr.library[DefaultInfo].default_runfiles.files,
        py_info.transitive_sources,
    ])
    folders = _folders(files.to_list(), py_info.imports.to_list())
    return [PythonExecToolsInfo(
        inputs = depset(transitive = [files, exec_tools.inputs]),
        interpreter = exec_tools.interpreter,
        search_path = tuple(folders) + tuple(exec_tools.search_path),
    )]

unpacked_exec_tools = rule(
    implementation = _unpacked_exec_tools_impl,
    doc = """An interpreter for actions that can import a library, and all it depends on, from the
folders it lies in: for libraries that read files beside their modules.

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
