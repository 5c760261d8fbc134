"""Times the examples with shared libraries against the same in a venv with the same wheels.

The first run is with an empty cache folder each time, the second run with the one that the first
has filled. Everything is measured in turns within one run; compare the ratios, not the
milliseconds.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks import measure, venv
from benchmarks.measure import Command

_CACHE_VARIABLE = "RULES_PYTHON_EXECUTABLE_CACHE"
_EXAMPLES = ("sci", "crypto")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="shared_libraries", description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="per command (default: %(default)s)")
    for name in ("installation", *_EXAMPLES, *(f"{example}-main" for example in _EXAMPLES)):
        parser.add_argument(f"--{name}", type=Path, required=True, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="shared_libraries-") as name:
        folder = Path(name)
        print("laying out a venv ...", file=sys.stderr)
        python = venv.create(arguments.installation, venv.runfiles_site_packages(), folder)
        for example in _EXAMPLES:
            executable = getattr(arguments, example)
            main_script = getattr(arguments, f"{example}_main")
            _measure(executable, main_script, python, folder, arguments.runs)


def _measure(executable: Path, main_script: Path, python: Path, folder: Path, runs: int) -> None:
    first = folder / f"{executable.name}_first"
    second = folder / f"{executable.name}_second"
    commands = [
        Command("venv -I", [python, "-I", main_script], {}),
        # The unmeasured start fills the folder.
        Command("second run", [executable], {_CACHE_VARIABLE: str(second)}),
        Command(
            "first run",
            [executable],
            {_CACHE_VARIABLE: str(first)},
            prepare=lambda: shutil.rmtree(first, ignore_errors=True),
        ),
    ]
    times = measure.interleaved(commands, runs)
    for cache in (first, second):
        if not any(cache.rglob("*.so")):
            raise SystemExit(f"{executable.name}: nothing was unpacked to {cache}")
    measure.report(f"{executable.name}: start to exit", times, commands[0].name)


if __name__ == "__main__":
    main()
