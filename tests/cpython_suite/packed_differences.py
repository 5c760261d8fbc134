"""What differs when CPython's test-suite is packed, as data: see `packed_differences.tsv`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.cpython_suite.results import Results

MOST_FILES = 10
"""How many test files may differ."""

ABSENT = "absent"
"""The outcome of a test that one side has and the other has not."""

FILE = "(file)"
"""Stands for the file as a whole, as opposed to the tests in it."""


@dataclass(frozen=True, order=True)
class Difference:
    """A test that does not end alike on both sides.

    Attributes:
        test: its ID; or `FILE`, for what upstream's runner says of the file or how it has ended.
        packed: the outcome in the packed executable.
        folder: the outcome in the ordinary installation.
    """

    test: str
    packed: str
    folder: str


def differences(packed: Results, folder: Results) -> list[Difference]:
    """Compares the outcomes of one test file; returns an empty list if they are the same.

    Where a side has not come to the tests or to their end, that is the difference, and not each
    test that it has missed.
    """
    whole = Difference(FILE, _state(packed), _state(folder))
    if whole.packed != whole.folder and not (_is_whole(packed) and _is_whole(folder)):
        return [whole]
    found = [
        Difference(test, packed.outcomes.get(test, ABSENT), folder.outcomes.get(test, ABSENT))
        for test in {**packed.outcomes, **folder.outcomes}
    ]
    found.append(whole)
    return sorted(difference for difference in found if difference.packed != difference.folder)


def _is_whole(results: Results) -> bool:
    return results.ended and bool(results.outcomes)


def _state(results: Results) -> str:
    if results.state in ("PASSED", "FAILED"):
        return "run"  # which of its tests have failed, is told one by one
    if results.state is not None:
        return results.state
    return f"ended at {results.running}" if results.running else "ended between two tests"


@dataclass(frozen=True)
class KnownDifference:
    """A row of the table.

    Attributes:
        file: name of the test file, as upstream's runner lists it.
        difference: what differs.
        reason: why, in a sentence.
    """

    file: str
    difference: Difference
    reason: str

    def covers(self, file: str, difference: Difference) -> bool:
        """Tells whether this row is about a difference in a file."""
        return (file, difference) == (self.file, self.difference)


def read_known_differences(path: Path) -> list[KnownDifference]:
    """Reads the table: five columns divided by tabs, a line each; `#` begins a comment.

    Raises:
        ValueError: a line is not such a row, or there are too many test files in it.
    """
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) != 5 or not all(columns):
            raise ValueError(
                f"{path}:{number}: expected the test file, the test, its outcome packed, its "
                "outcome in a folder and the reason, divided by tabs"
            )
        file, test, packed, folder, reason = columns
        rows.append(KnownDifference(file, Difference(test, packed, folder), reason))
    files = {row.file for row in rows}
    if len(files) > MOST_FILES:
        raise ValueError(f"{path}: {len(files)} test files differ; at most {MOST_FILES} may")
    return rows


def surprises(
    found: Mapping[str, Iterable[Difference]], known: Iterable[KnownDifference]
) -> list[str]:
    """Compares what a run has found with the table.

    Args:
        found: the differences, by name of each test file that has been run.
        known: the rows of the table. Those about other files do not count.

    Returns:
        a line for every difference that is in only one of the two; empty if there is none.
    """
    rows = [row for row in known if row.file in found]
    lines = [
        f"{file}: {difference.test}: {difference.packed} in the executable, "
        f"{difference.folder} in a folder; this is not in the table"
        for file, found_in_file in found.items()
        for difference in found_in_file
        if not any(row.covers(file, difference) for row in rows)
    ]
    lines += [
        f"{row.file}: {row.difference.test}: is in the table, but does not differ like that; "
        "take it out"
        for row in rows
        if not any(row.covers(row.file, difference) for difference in found[row.file])
    ]
    return lines
