"""What is known not to pass, as data: see `expectations.tsv`."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass
from pathlib import Path

from tests.cpython_suite.results import Results

FAILS = "fails"
NOT_RUN = "not run"


@dataclass(frozen=True)
class Expectation:
    """A test that does not pass.

    Attributes:
        platforms: names of platforms, or a pattern of shell wildcards that matches them.
        outcome: `FAILS`, or `NOT_RUN` for a test that hangs or ends the process.
        test: ID of the test, or of a class or module whose set-up fails.
        reason: why, in a sentence.
    """

    platforms: str
    outcome: str
    test: str
    reason: str


def read_expectations(path: Path) -> list[Expectation]:
    """Reads the table: four columns divided by tabs, a line each; `#` begins a comment.

    Raises:
        ValueError: a line is not such a row.
    """
    expectations = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = line.split("\t")
        if len(row) != 4 or not all(row) or row[1] not in (FAILS, NOT_RUN):
            raise ValueError(
                f"{path}:{number}: expected platforms, '{FAILS}' or '{NOT_RUN}', a test and the "
                "reason, divided by tabs"
            )
        expectations.append(Expectation(*row))
    return expectations


def for_module(
    expectations: list[Expectation], platform: str, module: str
) -> dict[str, Expectation]:
    """Returns what is expected of a module's tests on a platform, by the tests' IDs."""
    return {
        row.test: row
        for row in expectations
        if any(fnmatch.fnmatchcase(platform, pattern) for pattern in row.platforms.split(","))
        and _module_of(row.test) == module
    }


def _module_of(test: str) -> str:
    """Returns `test_json` for `test.test_json.X.y` and for `setUpModule (test.test_json)`."""
    return test.partition("test.")[2].partition(".")[0].rstrip(")")


def surprises(results: Results, expected: dict[str, Expectation]) -> list[str]:
    """Returns a line for every outcome that is not the expected one; empty if there is none."""
    lines = []
    for test, outcome in results.outcomes.items():
        if (outcome == "fail") != (test in expected and expected[test].outcome == FAILS):
            lines.append(
                f"{test}: fails, which is not expected"
                if outcome == "fail"
                else f"{test}: {outcome}, but it is expected to fail; take it out of the table"
            )
    for test, row in expected.items():
        if row.outcome == FAILS and test not in results.outcomes:
            lines.append(f"{test}: is expected to fail, but there is no such test")
    if not results.ended:
        at = f"at {results.running}" if results.running else "between two tests"
        lines.append(f"the interpreter has ended {at}")
    return lines
