"""Runs the tests of a package with pytest, in this interpreter, and writes their outcomes.

    run_pytest.py RESULTS PACKAGE [ARGUMENT ...]

PACKAGE is the name of the package that has the tests, such as `stevedore.tests`; the arguments are
further ones for pytest. RESULTS becomes a JSON object: the names of the tests, each with the sorted
list of what pytest calls its outcomes (a test with subtests has several).
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest


class _Outcomes:
    """A plugin of pytest that keeps the outcomes.

    Attributes:
        outcomes: outcomes by the name of the test.
    """

    def __init__(self) -> None:
        self.outcomes: dict[str, set[str]] = {}
        self._config: pytest.Config | None = None

    def pytest_configure(self, config: pytest.Config) -> None:
        self._config = config

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.outcomes.setdefault(report.nodeid, set()).add("error")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        assert self._config is not None
        category, *_ = self._config.hook.pytest_report_teststatus(
            report=report, config=self._config
        )
        if category:  # before and after the test itself there is none, unless something is wrong
            self.outcomes.setdefault(report.nodeid, set()).add(category)


def main() -> int:
    """Runs the program; returns pytest's exit code."""
    results, package, *arguments = sys.argv[1:]
    spec = importlib.util.find_spec(package)
    assert spec is not None and spec.origin is not None
    plugin = _Outcomes()
    code = pytest.main(
        [
            "-p",
            "no:cacheprovider",  # writes beside the tests
            f"--rootdir={Path(spec.origin).parent}",  # names of tests begin there
            "--pyargs",
            package,
            *arguments,
        ],
        plugins=[plugin],
    )
    outcomes = {name: sorted(categories) for name, categories in plugin.outcomes.items()}
    Path(results).write_text(json.dumps(outcomes), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
