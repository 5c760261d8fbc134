"""Times the examples from start to exit against the same application in a venv of the same CPython.

Everything is measured in turns within one run; compare the ratios, not the milliseconds.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import measure, unused_modules, venv
from benchmarks.measure import Command

NOTHING: dict[str, str] = {}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="startup", description=__doc__)
    parser.add_argument("--runs", type=int, default=40, help="per command (default: %(default)s)")
    parser.add_argument(
        "--python",
        default=_python_of_this_machine(),
        help="an ordinary CPython 3.13 to compare hello with as well (default: python3.13 on PATH)",
    )
    for name in ("hello", "cli", "web", "installation", "native-image"):
        parser.add_argument(f"--{name}", type=Path, required=True, help=argparse.SUPPRESS)
    for name in ("cli-library", "web-library"):
        parser.add_argument(f"--{name}", type=Path, required=True, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="startup-") as name:
        folder = Path(name)
        print("laying out a venv ...", file=sys.stderr)
        packages = [
            *venv.runfiles_site_packages(),
            arguments.cli_library.parent.parent,
            arguments.web_library.parent.parent,
        ]
        python = venv.create(arguments.installation, packages, folder)
        _hello(arguments, python)
        _application(arguments, python, arguments.cli, "elements.cli", ["mass", "Ca(OH)2"])
        _application(arguments, python, arguments.cli, "elements.cli", ["list"])
        _application(arguments, python, arguments.web, "guestbook.cli", ["check"])
        _unused_modules(arguments, folder)


def _python_of_this_machine() -> str | None:
    """The real file of `python3.13`: what is on PATH may be a script that looks for it."""
    found = shutil.which("python3.13")
    if found is None:
        return None
    words = [found, "-I", "-c", "import sys; print(sys.executable)"]
    try:
        return measure.output(words).strip()
    except subprocess.CalledProcessError:
        return None


def _hello(arguments: argparse.Namespace, python: Path) -> None:
    nothing = ["-I", "-S", "-c", "pass"]
    commands = [Command("same CPython, -I -S -c pass", [python.resolve(), *nothing], NOTHING)]
    if arguments.python:
        name = f"{Path(arguments.python).name} of this machine, -I -S -c pass"
        commands.append(Command(name, [arguments.python, *nothing], NOTHING))
    commands.append(Command("hello", [arguments.hello], NOTHING))
    times = measure.interleaved(commands, arguments.runs)
    measure.report("hello: start to exit", times, commands[-2].name)


def _application(
    arguments: argparse.Namespace, python: Path, executable: Path, module: str, words: list[str]
) -> None:
    program = f"import sys; from {module} import main; sys.argv[0] = 'app'; main()"
    commands = [
        Command("venv -I", [python, "-I", "-c", program, *words], NOTHING),
        Command(executable.name, [executable, *words], NOTHING),
    ]
    title = f"{executable.name} {' '.join(words)}: start to exit"
    measure.report(title, measure.interleaved(commands, arguments.runs), commands[0].name)


def _unused_modules(arguments: argparse.Namespace, folder: Path) -> None:
    """hello, and hello with 10,000 further modules that it never imports."""
    larger = folder / "hello"
    unused_modules.add(arguments.hello, arguments.native_image, 10_000, larger)
    commands = [
        Command("hello", [arguments.hello], NOTHING),
        Command("hello and 10,000 unused modules", [larger], NOTHING),
    ]
    times = measure.interleaved(commands, arguments.runs)
    measure.report("10,000 unused modules", times, commands[0].name)


if __name__ == "__main__":
    main()
