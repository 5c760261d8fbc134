"""Runs one of the action tools."""

def run_tool(actions, exec_tools, module, arguments, inputs, **kwargs):
    """Declares an action that runs a module of `//tools`.

    Args:
        actions: `ctx.actions`.
        exec_tools: PythonExecToolsInfo: the interpreter, and where it finds the module.
        module: string: the dotted name of the module to run.
        arguments: Args: its arguments.
        inputs: depset of Files: what it reads, besides itself.
        **kwargs: further arguments of `actions.run`.
    """
    start = actions.args()
    start.add_all(exec_tools.search_path, before_each = "--path")
    start.add("-m", module)
    generated = [
        path
        for path in exec_tools.search_path
        if type(path) == "string" and path.startswith("bazel-out/")
    ]
    actions.run(
        executable = exec_tools.interpreter,
        arguments = [start, arguments],
        inputs = depset(transitive = [exec_tools.inputs, inputs]),
        # With `--experimental_output_paths=strip` an action that only differs in the configuration
        # is the same one to a cache. Paths are in `Args`, which maps Files.
        execution_requirements = {} if generated else {"supports-path-mapping": ""},
        **kwargs
    )
