"""Runs modules of `//tools` with the machine's Python, in repository rules and module extensions."""

# All files of the modules that are run, relative to this repository.
_TOOL = [
    "tools/__init__.py",
    "tools/common/__init__.py",
    "tools/common/alignment.py",
    "tools/common/command_line.py",
    "tools/common/errors.py",
    "tools/pe/__init__.py",
    "tools/pe/image.py",
    "tools/pe/linkage.py",
    "tools/pe/visual_cpp_runtime.py",
    "tools/wheel/__init__.py",
    "tools/wheel/__main__.py",
    "tools/wheel/backends.py",
    "tools/wheel/candidates.py",
    "tools/wheel/cli.py",
    "tools/wheel/download.py",
    "tools/wheel/locked.py",
    "tools/wheel/metadata.py",
    "tools/wheel/native_requirements.py",
    "tools/wheel/packaging_library.py",
    "tools/wheel/pip_without_metadata.py",
    "tools/wheel/pylock.py",
    "tools/wheel/read_lock.py",
    "tools/wheel/sdist.py",
    "tools/wheel/survey.py",
    "tools/wheel/tags.py",
    "tools/wheel/toml.py",
    "tools/wheel/unpack.py",
    "tools/wheel/uv_lock.py",
]

def _root(ctx):
    """The folder of this repository."""
    return ctx.path(Label("//:BUILD.bazel")).dirname

def watch_tool(ctx):
    """Makes results depend on the files of the tool: whoever changes it wants its new results.

    Args:
        ctx: the context of a repository rule or a module extension.
    """
    root = _root(ctx)
    for file in _TOOL:
        ctx.watch(root.get_child(file))

def run_machine_python(ctx, module, arguments, subject):
    """Runs a module. Fails with what it says if it does.

    Args:
        ctx: the context of a repository rule or a module extension.
        module: string: its dotted name.
        arguments: list of strings and paths.
        subject: string: what it is about, for the message that there is no Python.
    """
    python = ctx.which("python3") or ctx.which("python")
    if not python:
        fail("{}: no python3 on PATH; install Python 3.9 or newer with pip".format(subject))
    result = ctx.execute(
        [python, "-B", "-m", module] + arguments,
        environment = {"PYTHONPATH": str(_root(ctx))},
        timeout = 3600,
    )
    if result.return_code != 0:
        # The tool's own line, or the end of a traceback.
        lines = result.stderr.strip().split("\n")
        fail(lines[-1] or "python3 ended with exit code {}".format(result.return_code))
