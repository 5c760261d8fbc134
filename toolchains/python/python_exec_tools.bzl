"""The rule that joins an interpreter for the execution platform and the tools that it runs."""

load(":exec_tools_info.bzl", "PythonExecToolsInfo")

def _search_path_entry(files, landmark):
    """What makes files importable.

    Args:
        files: list of Files: a single zip, or the files of a folder.
        landmark: File that lies at the top of the folder, or None for a zip.

    Returns:
        a File or a string, see `PythonExecToolsInfo.search_path`.
    """
    if landmark:
        return landmark.dirname
    if len(files) != 1 or files[0].extension != "zip":
        fail("expected one .zip, or a folder and the landmark at its top, got: {}".format(files))
    return files[0]

def _python_exec_tools_impl(ctx):
    tools = _search_path_entry(ctx.files.action_tools, ctx.file.action_tools_landmark)
    if type(tools) == "string":
        # The landmark is `tools/__init__.py`; what has to be on the path is the folder above.
        tools = tools.rpartition("/")[0] or "."
    files = ctx.files.standard_library + ctx.files.action_tools
    return [
        DefaultInfo(files = depset([ctx.file.interpreter] + files)),
        PythonExecToolsInfo(
            inputs = depset(files),
            interpreter = ctx.file.interpreter,
            search_path = (
                _search_path_entry(ctx.files.standard_library, ctx.file.standard_library_landmark),
                tools,
            ),
        ),
    ]

python_exec_tools = rule(
    implementation = _python_exec_tools_impl,
    doc = """Joins an interpreter and the tools that it runs.

Standard library and tools are zips of bytecode, so that actions start quickly. Only the actions
that make these zips use them as folders of sources.
""",
    attrs = {
        "action_tools": attr.label(
            doc = "The package `tools`: one zip, or sources.",
            allow_files = True,
            mandatory = True,
        ),
        "action_tools_landmark": attr.label(
            doc = "For sources: the file `tools/__init__.py`.",
            allow_single_file = True,
        ),
        "interpreter": attr.label(
            doc = "The interpreter, for the platform this target is built for.",
            allow_single_file = True,
            mandatory = True,
        ),
        "standard_library": attr.label(
            doc = "The standard library: one zip, or sources.",
            allow_files = True,
            mandatory = True,
        ),
        "standard_library_landmark": attr.label(
            doc = "For sources: the file `os.py`.",
            allow_single_file = True,
        ),
    },
    provides = [PythonExecToolsInfo],
)
