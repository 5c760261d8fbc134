"""Runs CPython's own test-suite inside a packed executable, and in an ordinary installation of
the same interpreter, and compares them test by test.

Each test file runs on both sides, next to each other, in a process of its own by upstream's own
runner (`python -m test`). One that ends differently is run once more by itself: many tests measure
time, on a machine that is busy. What still differs has to be in the table of known differences, and
what is in the table has to differ.

Ends with exit code 0 if what differs is what the table says; 1 if not; 2 if it was called wrongly.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.cpython_suite.packed_differences import (
    Difference,
    differences,
    read_known_differences,
    surprises,
)
from tests.cpython_suite.sides import Run, Side, lay_out

_SIGN_OF_LIFE = 60
"""Seconds after which a line says which test files are running, if nothing else has been said."""


@dataclass(frozen=True)
class Comparison:
    """A test file that has run on both sides.

    Attributes:
        file: its name.
        packed: what it came to in the executable.
        folder: what it came to in the installation.
    """

    file: str
    packed: Run
    folder: Run

    @property
    def differences(self) -> list[Difference]:
        """What is not the same."""
        return differences(self.packed.results, self.folder.results)


class Progress:
    """Lines that say how far a run is, also where a test file takes minutes.

    Args:
        total: number of test files.
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._running: list[str] = []
        self._said = time.monotonic()
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._show_signs_of_life, daemon=True)

    def __enter__(self) -> Progress:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def say(self, line: str) -> None:
        """Writes a line."""
        with self._lock:
            self._say(line)

    def started(self, run: str) -> None:
        """Notes that a test file runs on one of the sides."""
        with self._lock:
            self._running.append(run)

    def ended(self, run: str) -> None:
        """Notes that it does not run any more."""
        with self._lock:
            self._running.remove(run)

    def compared(self, comparison: Comparison) -> None:
        """Says what a test file has come to."""
        with self._lock:
            self._done += 1
            self._say(f"[{self._done}/{self._total}] {_summary(comparison)}")

    def _say(self, line: str) -> None:
        self._said = time.monotonic()
        print(line, flush=True)

    def _show_signs_of_life(self) -> None:
        while not self._ended.wait(1):
            with self._lock:
                if self._running and time.monotonic() - self._said > _SIGN_OF_LIFE:
                    self._say(f"... running: {', '.join(self._running)}")


def _summary(comparison: Comparison) -> str:
    packed, folder = comparison.packed, comparison.folder
    counts = Counter(folder.results.outcomes.values())
    outcomes = ", ".join(f"{counts[outcome]} {outcome}" for outcome in sorted(counts))
    word = f"DIFFERS in {len(comparison.differences)}" if comparison.differences else "same"
    state = folder.results.state or "ended before its time"
    return (
        f"{comparison.file}: {word} ({state}: {outcomes or 'no tests'}; "
        f"{packed.seconds:.1f} s packed, {folder.seconds:.1f} s in a folder)"
    )


class Comparer:
    """Runs test files on both sides.

    Args:
        sides: the packed one and the one in a folder.
        jobs: how many processes at a time.
        timeout: seconds for a test file on one side.
        progress: is told what happens.
    """

    def __init__(
        self, sides: tuple[Side, Side], jobs: int, timeout: int, progress: Progress
    ) -> None:
        self._sides = sides
        self._jobs = jobs
        self._timeout = timeout
        self._progress = progress

    def compare(self, files: list[str]) -> Iterator[Comparison]:
        """Yields a comparison of each test file; of those that differ, that of a run by itself."""
        differing = []
        with ThreadPoolExecutor(self._jobs) as pool:
            pairs = deque(
                (file, [pool.submit(self._run, side, file) for side in self._sides])
                for file in files
            )
            while pairs:
                file, (packed, folder) = pairs.popleft()
                comparison = Comparison(file, packed.result(), folder.result())
                if comparison.differences:
                    differing.append(file)
                    self._progress.say(f"{_summary(comparison)}: to be run once more, by itself")
                else:
                    self._progress.compared(comparison)
                    yield comparison
        for file in differing:
            comparison = Comparison(file, *(self._run(side, file) for side in self._sides))
            self._progress.compared(comparison)
            yield comparison

    def _run(self, side: Side, file: str) -> Run:
        run = f"{file} ({side.name})"
        self._progress.started(run)
        try:
            return side.run(file, self._timeout)
        finally:
            self._progress.ended(run)


def choose(files: list[str], wanted: list[str]) -> list[str]:
    """Returns the test files that names on the command line stand for; all of them for none.

    Args:
        files: names that upstream's runner lists, `test_json` or `test.test_asyncio.test_tasks`.
        wanted: such names, with or without `test.`, or those of packages.

    Raises:
        ValueError: a name stands for nothing.
    """
    chosen: dict[str, None] = {}
    for name in wanted:
        short = name.removeprefix("test.")
        matching = [
            file for file in files if f"{file.removeprefix('test.')}.".startswith(f"{short}.")
        ]
        if not matching:
            raise ValueError(f"there is no test file {name}; --list shows all of them")
        chosen.update(dict.fromkeys(matching))
    return list(chosen) if wanted else files


def shard(files: list[str], environment: dict[str, str]) -> list[str]:
    """Returns the part of the test files that this shard of a Bazel test has to run."""
    if "TEST_SHARD_STATUS_FILE" in environment:
        Path(environment["TEST_SHARD_STATUS_FILE"]).touch()
    index = int(environment.get("TEST_SHARD_INDEX", "0"))
    return files[index :: int(environment.get("TEST_TOTAL_SHARDS", "1"))]


def test_files_of(sides: tuple[Side, Side]) -> list[str]:
    """Returns the names of all test files.

    Raises:
        ValueError: one of the sides lacks some.
    """
    packed, folder = (side.test_files() for side in sides)
    only = sorted(set(packed) ^ set(folder))
    if only:
        raise ValueError(f"test files that only one of the two sides has: {', '.join(only)}")
    return folder


class Report:
    """A table with a line for each test file, and below it one for each difference.

    Every line is written at once, so that there is something to look at after half a run.

    Args:
        path: the file to write.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        path.write_text("", encoding="utf-8")
        self._add("file", "test", "packed", "folder", "packed seconds", "folder seconds")

    def _add(self, *columns: str) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write("\t".join(columns) + "\n")

    def add(self, comparison: Comparison) -> None:
        """Adds the lines of a test file."""
        file, packed, folder = comparison.file, comparison.packed, comparison.folder
        states = (str(run.results.state) for run in (packed, folder))
        self._add(file, "", *states, f"{packed.seconds:.1f}", f"{folder.seconds:.1f}")
        for difference in comparison.differences:
            self._add(file, difference.test, difference.packed, difference.folder, "", "")


def _write_logs(comparison: Comparison, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, run in (("packed", comparison.packed), ("folder", comparison.folder)):
        log = folder / f"{comparison.file}.{name}.log"
        log.write_text(run.log, encoding="utf-8")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def _paths(text: str) -> list[Path]:
    return [Path(path) for path in text.split()]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="compare", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="names of test files or packages, such as test_json or test_asyncio; all by default",
    )
    parser.add_argument(
        "--jobs",
        type=_positive,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes at a time (default: the number of processors)",
    )
    parser.add_argument(
        "--timeout",
        type=_positive,
        default=1200,
        metavar="SECONDS",
        help="for a test file on one side (default: 1200)",
    )
    parser.add_argument("--output", type=Path, metavar="TSV", help="write a table of the outcomes")
    parser.add_argument(
        "--logs", type=Path, metavar="FOLDER", help="write what the test files print"
    )
    parser.add_argument("--list", action="store_true", help="list the test files, and run none")
    given = parser.add_argument_group("given by //tests/cpython_suite:compare")
    given.add_argument("--packed", type=Path, required=True, help="executable with the test-suite")
    given.add_argument(
        "--installation", type=Path, required=True, help="folder with the ordinary installation"
    )
    given.add_argument(
        "--extensions",
        type=_paths,
        required=True,
        metavar="FILES",
        help="upstream's extension modules for tests, divided by spaces",
    )
    given.add_argument(
        "--differences", type=Path, required=True, help="table of the known differences"
    )
    return parser


def _run(options: argparse.Namespace, folder: Path) -> int:
    """Does what the command line says, with the interpreters in `folder`."""
    # What `bazel run` was called in; the process itself is among the runfiles.
    current = Path(os.environ.get("BUILD_WORKING_DIRECTORY", ""))
    known = read_known_differences(options.differences)
    sides = lay_out(options.packed, options.installation, options.extensions, folder)
    files = shard(choose(test_files_of(sides), options.files), dict(os.environ))
    if options.list:
        print("\n".join(files))
        return 0

    report = Report(current / options.output) if options.output else None
    found = {}
    with Progress(len(files)) as progress:
        for comparison in Comparer(sides, options.jobs, options.timeout, progress).compare(files):
            found[comparison.file] = comparison.differences
            if report:
                report.add(comparison)
            if options.logs:
                _write_logs(comparison, current / options.logs)
            elif comparison.differences:
                for run in (comparison.packed, comparison.folder):
                    progress.say(run.log)

    lines = surprises(found, known)
    for line in lines:
        print(f"UNEXPECTED: {line}")
    differing = sorted(file for file, in_file in found.items() if in_file)
    print(
        f"{len(files)} test files, {len(differing)} of them differ"
        + (f": {', '.join(differing)}" if differing else "")
    )
    return 1 if lines else 0


def main() -> int:
    """Runs the command; returns its exit code."""
    options = _parser().parse_args()
    # Not ignored, as it is in a shell's background: child processes inherit that, and tests hang.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    folder = Path(tempfile.mkdtemp(prefix="suite-"))
    try:
        return _run(options, folder)
    except ValueError as error:
        print(f"compare: {error}", file=sys.stderr)
        return 2
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
