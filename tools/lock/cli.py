"""Makes or updates a lock file of Python packages, for all platforms at once.

The packages are resolved by uv, for every platform and for the given version of Python and all
later ones; what differs by platform gets environment markers. Versions that the lock file has stay,
unless the input excludes them or --upgrade is said. The format follows from the name of the output:
`pylock.toml` and `pylock.NAME.toml` (PEP 751), or else a requirements file with hashes. With
--project, uv.lock of a project is made or updated; for that, uv needs a Python that the project's
`requires-python` allows: //tools:lock_project brings the one of these rules.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.common.command_line import argument_parser, user_path
from tools.common.errors import ToolError
from tools.lock.uv import index_environment, uv_program

_HEAD = "\n".join(
    (
        "#",
        "# Locked for all platforms. To update it:",
        "#",
        "#    {command}",
        "#",
        "",
    )
)


_COMMAND = "bazel run @rules_python_executable//tools:lock"

# A path relative to the current folder, as `bazel run` starts it: an interpreter for uv.
_PYTHON_VARIABLE = "RULES_PYTHON_EXECUTABLE_LOCK_PYTHON"


@dataclass(frozen=True)
class Options:
    """What is to be locked.

    Attributes:
        inputs: requirements files, or `pyproject.toml` files.
        output: the lock file.
        project: folder of a uv project, whose `uv.lock` is made instead.
        python_version: lowest version of Python it is for, `3.13`.
        upgrade: whether newer versions are taken of all packages.
        upgrade_packages: packages that newer versions are taken of.
        check: change nothing; fail if something would change.
        command: how people call this, for the head of the file.
    """

    inputs: tuple[Path, ...]
    output: Path
    project: Path | None
    python_version: str
    upgrade: bool
    upgrade_packages: tuple[str, ...]
    check: bool
    command: str


Runner = Callable[[list[str], Path], None]
"""Takes arguments for uv and the folder to run it in."""


def main(arguments: list[str]) -> int:
    """Runs the tool; returns its exit code.

    Raises:
        ToolError: it cannot be locked, or --check finds a difference.
        OSError: a file cannot be read or written.
    """
    parser = argument_parser("lock", __doc__ or "")
    parser.add_argument(
        "--input",
        type=_user_path,
        nargs="+",
        default=[_user_path("requirements.in")],
        metavar="FILE",
        help="what is wanted: requirements files or pyproject.toml (default: requirements.in)",
    )
    parser.add_argument(
        "--output",
        type=_user_path,
        default=_user_path("requirements_lock.txt"),
        metavar="FILE",
        help="the lock file (default: requirements_lock.txt)",
    )
    parser.add_argument(
        "--project", type=_user_path, metavar="FOLDER", help="make uv.lock of the project there"
    )
    parser.add_argument(
        "--python-version",
        default="3.13",
        metavar="VERSION",
        help="lowest version of Python that it is for (default: %(default)s)",
    )
    parser.add_argument(
        "--upgrade", action="store_true", help="take newer versions of all packages"
    )
    parser.add_argument(
        "--upgrade-package",
        action="append",
        default=[],
        metavar="NAME",
        help="take a newer version of this package; may be repeated",
    )
    parser.add_argument(
        "--check", action="store_true", help="change nothing; fail if the file is out of date"
    )
    options = parser.parse_args(arguments)
    lock(
        Options(
            inputs=tuple(options.input),
            output=options.output,
            project=options.project,
            python_version=options.python_version,
            upgrade=options.upgrade,
            upgrade_packages=tuple(options.upgrade_package),
            check=options.check,
            command=_command(arguments),
        ),
        _run_uv,
    )
    return 0


def _user_path(argument: str) -> Path:
    """Returns an absolute path of the command line: uv runs in another folder."""
    return user_path(argument).absolute()


def _command(arguments: list[str]) -> str:
    """Returns the command that locks again and changes nothing else."""
    kept = []
    skip_value = False
    for argument in arguments:
        if skip_value:
            skip_value = False
        elif argument == "--upgrade-package":
            skip_value = True
        elif argument != "--check" and not argument.startswith("--upgrade"):
            kept.append(shlex.quote(argument))
    return " ".join([_COMMAND, *(["--", *kept] if kept else [])])


def _run_uv(arguments: list[str], folder: Path) -> None:
    """Runs uv, which shows what it does on stderr."""
    process = subprocess.run(
        [str(uv_program()), *arguments],
        check=False,
        cwd=folder,
        env={**os.environ, **index_environment(), **python_environment()},
        stdout=subprocess.DEVNULL,
    )
    if process.returncode != 0:
        raise ToolError(
            "uv could not resolve the packages; what it says is above"
            + _hint_at_python("--project" in arguments)
        )


def _hint_at_python(is_project: bool) -> str:
    """Returns the end of a message: where uv may have found no Python."""
    if not is_project or _PYTHON_VARIABLE in os.environ:
        return ""
    return f"; if it is that there is no Python of the project's version: {_COMMAND}_project"


def python_environment() -> dict[str, str]:
    """Returns the environment variables that tell uv which Python to take.

    It fetches none: nothing would pin that one by hash.
    """
    python = os.environ.get(_PYTHON_VARIABLE)
    chosen = {"UV_PYTHON": str(Path(python).absolute())} if python else {}
    return {"UV_PYTHON_DOWNLOADS": "never", **chosen}


def lock(options: Options, run: Runner) -> None:
    """Makes or updates a lock file.

    Args:
        options: what is to be locked.
        run: runs uv.

    Raises:
        ToolError: a file is missing, uv fails, or `check` finds a difference.
    """
    if options.project is not None:
        _lock_project(options, options.project, run)
        return
    for path in options.inputs:
        if not path.is_file():
            raise ToolError(f"{path}: no such file: write the wanted packages into it, one a line")
    folder = options.output.parent
    old = options.output.read_bytes() if options.output.exists() else None
    is_pylock = options.output.name.endswith(".toml")
    with tempfile.TemporaryDirectory(prefix=".lock-", dir=folder) as temporary:
        # uv takes the versions that stay from the file it writes to.
        new = Path(temporary, options.output.name)
        if old is not None:
            new.write_bytes(old)
        run(
            [
                *("pip", "compile", "--universal", "--no-header", "--no-emit-index-url"),
                *("--quiet", "--python-version", options.python_version),
                *(["--format", "pylock.toml"] if is_pylock else ["--generate-hashes"]),
                *_upgrades(options),
                *("--output-file", str(new)),
                *(os.path.relpath(path, folder) for path in options.inputs),
            ],
            folder,
        )
        if not is_pylock:
            text = new.read_text(encoding="utf-8")
            new.write_text(
                _HEAD.format(command=options.command) + text, encoding="utf-8", newline="\n"
            )
        if new.read_bytes() == old:
            print(f"lock: {options.output.name} is up to date", file=sys.stderr)
            return
        if options.check:
            raise ToolError(f"{options.output}: is out of date: {options.command}")
        new.replace(options.output)
    print(f"lock: wrote {options.output.name}", file=sys.stderr)


def _lock_project(options: Options, project: Path, run: Runner) -> None:
    if not (project / "pyproject.toml").is_file():
        raise ToolError(f"{project}: has no pyproject.toml")
    check = ["--check"] if options.check else []
    run(["lock", "--project", ".", *check, *_upgrades(options)], project)


def _upgrades(options: Options) -> list[str]:
    arguments = ["--upgrade"] if options.upgrade else []
    for name in options.upgrade_packages:
        arguments += ["--upgrade-package", name]
    return arguments
