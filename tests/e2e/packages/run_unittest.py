"""Runs the tests of a package with unittest, in this interpreter, and writes their outcomes.

    run_unittest.py RESULTS PACKAGE

PACKAGE is the name of the package that has the tests, in modules whose names begin with `test_`. As
for zope.testrunner, such a module may have a function `test_suite()` that returns its tests.
RESULTS becomes a JSON object: the names of the tests, each with the sorted list of its outcomes.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
import unittest
from pathlib import Path


class _Result(unittest.TextTestResult):
    """Keeps the outcomes.

    Attributes:
        outcomes: outcomes by the name of the test.
    """

    def __init__(self, *arguments: object, **keywords: object) -> None:
        super().__init__(*arguments, **keywords)  # type: ignore[arg-type]
        self.outcomes: dict[str, set[str]] = {}

    def _add(self, test: unittest.TestCase, outcome: str) -> None:
        self.outcomes.setdefault(test.id(), set()).add(outcome)

    def addSuccess(self, test: unittest.TestCase) -> None:
        super().addSuccess(test)
        self._add(test, "passed")

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:
        super().addSkip(test, reason)
        self._add(test, "skipped")

    def addExpectedFailure(self, test: unittest.TestCase, error: object) -> None:
        super().addExpectedFailure(test, error)  # type: ignore[arg-type]
        self._add(test, "xfailed")

    def addUnexpectedSuccess(self, test: unittest.TestCase) -> None:
        super().addUnexpectedSuccess(test)
        self._add(test, "failed")

    def addFailure(self, test: unittest.TestCase, error: object) -> None:
        super().addFailure(test, error)  # type: ignore[arg-type]
        self._add(test, "failed")

    def addError(self, test: unittest.TestCase, error: object) -> None:
        super().addError(test, error)  # type: ignore[arg-type]
        self._add(test, "error")

    def addSubTest(
        self, test: unittest.TestCase, subtest: unittest.TestCase, error: object
    ) -> None:
        super().addSubTest(test, subtest, error)  # type: ignore[arg-type]
        if error is not None:
            self._add(test, "failed")


def _tests(package: str) -> unittest.TestSuite:
    suite = unittest.TestSuite()
    folders = importlib.import_module(package).__path__
    for information in pkgutil.iter_modules(folders, f"{package}."):
        if not information.name.rpartition(".")[2].startswith("test_"):
            continue
        module = importlib.import_module(information.name)
        if hasattr(module, "test_suite"):
            suite.addTest(module.test_suite())
        else:
            suite.addTest(unittest.defaultTestLoader.loadTestsFromModule(module))
    return suite


def main() -> int:
    """Runs the program; returns 1 if a test fails."""
    results, package = sys.argv[1:]
    runner = unittest.TextTestRunner(stream=sys.stdout, verbosity=2, resultclass=_Result)
    result = runner.run(_tests(package))
    assert isinstance(result, _Result)
    outcomes = {name: sorted(categories) for name, categories in result.outcomes.items()}
    Path(results).write_text(json.dumps(outcomes), encoding="utf-8")
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
