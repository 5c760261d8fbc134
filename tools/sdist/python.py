"""`python -m tools.sdist.python SELF TARGET ...`: the command `python` of a build.

SELF is the script that calls this, which becomes `sys.executable`. TARGET is a JSON file with the
target that it answers for. What follows is an ordinary command line of `python`: `-c`, `-m`, a
script or nothing; or `--entry-point PROGRAM MODULE:NAME`, which runs a console script, or
`--entry-point-here`, which does so with the answers of this machine.
"""

from __future__ import annotations

import importlib
import runpy
import sys
from pathlib import Path

from tools.sdist.target import pass_for, read_json, read_target

_VERSION_OPTIONS = ("-V", "--version")
# Options of the command `python` that take a value; the others are letters, and change nothing.
_WITH_VALUE = ("-W", "-X")


def main(arguments: list[str]) -> int:
    """Runs it; returns the exit code."""
    own, target, *rest = arguments
    sys.executable = own
    if rest[:1] == ["--entry-point-here"]:
        return _run_entry_point(rest[1], rest[2], rest[3:])
    pass_for(read_target(read_json(Path(target))["target"]))
    if rest[:1] == ["--entry-point"]:
        return _run_entry_point(rest[1], rest[2], rest[3:])
    while rest and rest[0].startswith("-") and rest[0] not in ("-", "-c", "-m"):
        option = rest.pop(0)
        if option in _VERSION_OPTIONS:
            print("Python " + sys.version.partition(" ")[0])
            return 0
        if option in _WITH_VALUE:
            rest.pop(0)
        elif option[-1] in "cm" and not option.startswith("--"):
            rest.insert(0, f"-{option[-1]}")  # such as `-Ic CODE`
    if rest[:1] == ["-c"]:
        sys.argv = ["-c", *rest[2:]]
        exec(compile(rest[1], "<string>", "exec"), {"__name__": "__main__"})
    elif rest[:1] == ["-m"]:
        sys.argv = rest[1:]
        runpy.run_module(rest[1], run_name="__main__", alter_sys=True)
    elif not rest or rest[0] == "-":
        sys.argv = ["-", *rest[1:]]
        exec(compile(sys.stdin.read(), "<stdin>", "exec"), {"__name__": "__main__"})
    else:
        sys.argv = rest
        sys.path.insert(0, str(Path(rest[0]).absolute().parent))
        runpy.run_path(rest[0], run_name="__main__")
    return 0


def _run_entry_point(program: str, entry_point: str, arguments: list[str]) -> int:
    """Runs a console script as the one that an installation writes does."""
    sys.argv = [program, *arguments]
    module_name, _, attributes = entry_point.partition(" ")[0].partition(":")
    function = importlib.import_module(module_name)
    for attribute in attributes.split("."):
        function = getattr(function, attribute)
    return function() or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
