"""Writes the outcomes of unit tests to a file while they run; inside the interpreter under test.

One line as each test begins, and one as it ends, so that a crash leaves behind which test it was:
`start ID`, then `ok ID`, `skip ID`, `fail ID` or `expected-failure ID`. `results.py` reads them.
"""

from __future__ import annotations

import unittest
from pathlib import Path


def write_line(results: Path, line: str) -> None:
    """Adds a line to the file: at once, as the process may end before its time."""
    with results.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


class OutcomeRecorder(unittest.TestResult):
    """To be put in front of a subclass of `unittest.TestResult`.

    Attributes:
        results: the file to write to; assigned to the class before it is used.
    """

    results: Path
    _outcomes: dict[str, str]

    def __init__(self, *arguments: object, **keywords: object) -> None:
        super().__init__(*arguments, **keywords)  # type: ignore[arg-type]
        self._outcomes = {}

    def write(self, outcome: str, test: unittest.TestCase | None = None) -> None:
        """Writes a line with the outcome of a test, or of none in particular."""
        identity = f" {test.id()}" if test is not None else ""
        write_line(self.results, f"{outcome}{identity}")

    def _set(self, test: unittest.TestCase, outcome: str) -> None:
        # A failure of a part (subTest) or of the clean-up is the test's.
        if self._outcomes.get(test.id()) != "fail":
            self._outcomes[test.id()] = outcome

    def startTest(self, test: unittest.TestCase) -> None:
        self.write("start", test)
        self._set(test, "ok")
        super().startTest(test)

    def stopTest(self, test: unittest.TestCase) -> None:
        super().stopTest(test)
        self.write(self._outcomes.pop(test.id()), test)

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:
        super().addSkip(test, reason)
        if test.id() in self._outcomes:
            self._set(test, "skip")

    def addError(self, test: unittest.TestCase, error: object) -> None:
        super().addError(test, error)  # type: ignore[arg-type]
        self._failed(test)

    def addFailure(self, test: unittest.TestCase, error: object) -> None:
        super().addFailure(test, error)  # type: ignore[arg-type]
        self._failed(test)

    def addUnexpectedSuccess(self, test: unittest.TestCase) -> None:
        super().addUnexpectedSuccess(test)
        self._failed(test)

    def addExpectedFailure(self, test: unittest.TestCase, error: object) -> None:
        super().addExpectedFailure(test, error)  # type: ignore[arg-type]
        self._set(test, "expected-failure")

    def addSubTest(
        self, test: unittest.TestCase, subtest: unittest.TestCase, error: object
    ) -> None:
        super().addSubTest(test, subtest, error)  # type: ignore[arg-type]
        if error is not None:
            self._failed(test)

    def _failed(self, test: unittest.TestCase) -> None:
        if test.id() in self._outcomes:
            self._set(test, "fail")
        else:
            # Not a test, but what comes before or after those of a class or a module.
            self.write("fail", test)
