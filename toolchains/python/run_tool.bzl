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
    actions.run(
        executable = exec_tools.interpreter,
        arguments = [start, arguments],
        inputs = depset(transitive = [exec_tools.inputs, inputs]),
        # All paths are in `Args`, so that with `--experimental_output_paths=strip` an action that
        # only differs in the configuration is the same one to a cache.
        execution_requirements = {"supports-path-mapping": ""},
        **kwargs
    )
