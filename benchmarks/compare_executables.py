"""Compares the start of two executables, such as those built before a change and after it.

They run in turns, from start to exit, each time in a random order; what counts is the ratio of the
two runs of a turn, since machines are noisy. Copies are run, so that both lie in the same kind of
place: TMPDIR says where.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import measure
from benchmarks.measure import Command, Sample

_INTERVAL = 0.95
"""How sure it is that the ratio is in the interval that is printed."""

_RESAMPLES = 2000


def main() -> None:
    """Measure and print."""
    arguments = _parser().parse_args()
    if arguments.instructions and shutil.which("valgrind") is None:
        raise SystemExit("compare_executables: --instructions needs valgrind: install it")
    with tempfile.TemporaryDirectory(prefix="compare-") as folder:
        commands = [
            Command(name, [_copy(path, Path(folder, name)), *arguments.arguments], {})
            for name, path in (("before", arguments.before), ("after", arguments.after))
        ]
        pairs = _measure(commands, arguments.runs)
        _report("wall time", pairs, lambda sample: sample.wall)
        _report("processor time", pairs, lambda sample: sample.processor)
        if arguments.instructions:
            _report_instructions(commands, arguments.instructions)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="compare_executables",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("before", type=Path, help="an executable")
    parser.add_argument("after", type=Path, help="the executable to compare with it")
    parser.add_argument("arguments", nargs="*", help="what both are run with")
    parser.add_argument("--runs", type=int, default=200, help="of each (default: %(default)s)")
    parser.add_argument(
        "--instructions",
        type=int,
        default=0,
        metavar="RUNS",
        help="also count instructions with valgrind, this often (default: do not)",
    )
    return parser


def _copy(executable: Path, folder: Path) -> Path:
    folder.mkdir()
    # What `bazel run` was called in; the process itself is among the runfiles.
    current = Path(os.environ.get("BUILD_WORKING_DIRECTORY", ""))
    return Path(shutil.copy(current / executable, folder / "executable"))


def _measure(commands: Sequence[Command], runs: int) -> list[tuple[Sample, Sample]]:
    for command in commands:
        measure.once(command)
    pairs = []
    for turn in range(runs):
        order = random.sample(range(len(commands)), len(commands))
        samples = {index: measure.once(commands[index]) for index in order}
        pairs.append((samples[0], samples[1]))
        if sys.stderr.isatty():
            print(f"\r{turn + 1}/{runs}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print("\r", end="", file=sys.stderr)
    return pairs


def _report(
    title: str, pairs: Sequence[tuple[Sample, Sample]], value: Callable[[Sample], float]
) -> None:
    before, after = ([value(pair[side]) for pair in pairs] for side in (0, 1))
    ratios = [new / old for old, new in zip(before, after, strict=True)]
    low, high = _interval(ratios)
    print(
        f"{title:15} before {statistics.median(before):8.2f} ms   "
        f"after {statistics.median(after):8.2f} ms   "
        f"ratio {statistics.median(ratios):.3f} ({low:.3f} to {high:.3f})",
        flush=True,
    )


def _interval(values: Sequence[float]) -> tuple[float, float]:
    """The bootstrap interval of a median."""
    generator = random.Random(1)
    medians = sorted(
        statistics.median(generator.choices(values, k=len(values))) for _ in range(_RESAMPLES)
    )
    outside = int(_RESAMPLES * (1 - _INTERVAL) / 2)
    return medians[outside], medians[-1 - outside]


def _report_instructions(commands: Sequence[Command], runs: int) -> None:
    before, after = (
        statistics.median(_instructions(command) for _ in range(runs)) for command in commands
    )
    print(
        f"{'instructions':15} before {before / 1e6:8.2f} M    after {after / 1e6:8.2f} M    "
        f"ratio {after / before:.3f}"
    )


def _instructions(command: Command) -> int:
    valgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    result = subprocess.run(
        [*valgrind, *command.arguments], capture_output=True, check=True, text=True
    )
    return int(re.search(r"Collected : (\d+)", result.stderr)[1])


if __name__ == "__main__":
    main()
