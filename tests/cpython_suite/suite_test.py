"""Runs modules of CPython's own test-suite inside an executable, on the platform it is for.

Passes if exactly those tests fail that `expectations.tsv` names. A test that fails is run once more
by itself, as upstream's own runner does (`--rerun`): many measure time, on a machine that is busy.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from tests.cpython_suite.expectations import (
    NOT_RUN,
    for_module,
    read_expectations,
    surprises,
)
from tests.cpython_suite.results import Results, read_results
from tests.emulators import emulators

_TIMEOUT = 3000
"""Seconds for one module."""


class _Runner:
    """Runs modules of the test-suite."""

    def __init__(self, platform: str, executable: Path, suite: Path) -> None:
        self._platform = platform
        self._executable = executable
        self._suite = suite

    def run(self, module: str, names: list[str]) -> Results:
        """Runs tests of a module in a process and a folder of their own."""
        with tempfile.TemporaryDirectory() as folder:
            results = Path(folder, "results.txt")
            work = Path(folder, "work")
            work.mkdir()
            try:
                process = emulators.run(
                    self._platform,
                    self._executable,
                    Path(__file__).with_name("run_module.py").absolute(),
                    results,
                    self._suite,
                    emulators.startable(self._platform, self._executable, Path(folder)),
                    module,
                    *names,
                    cwd=work,
                    env={"HOME": str(work), "PATH": os.defpath, "TMPDIR": str(work)},
                    timeout=_TIMEOUT,
                )
                print(process.stdout, process.stderr, f"exit code {process.returncode}", sep="\n")
            except subprocess.TimeoutExpired as error:
                for output in filter(None, (error.stdout, error.stderr)):
                    print(output.decode(errors="replace"))
                print(f"{module}: not finished after {_TIMEOUT} s", flush=True)
            return read_results(results)


def _run_module(runner: _Runner, module: str, table: Path, platform: str) -> list[str]:
    """Runs a module; returns what is not as expected."""
    expected = for_module(read_expectations(table), platform, module)
    without = [row.test for row in expected.values() if row.outcome == NOT_RUN]
    results = runner.run(module, ["--without", *without] if without else [])
    again = [
        test
        for test, outcome in results.outcomes.items()
        if outcome == "fail" and test not in expected and " " not in test
    ]
    if results.ended and again:
        print(f"{module}: run again: {', '.join(again)}", flush=True)
        repeated = runner.run(module, again)
        results.outcomes.update(repeated.outcomes)
    print(f"{module} on {platform}: {_counts(results)}", flush=True)
    lines = surprises(results, expected)
    if not results.outcomes:
        lines.append("no test has run")
    return [f"{module}: {line}" for line in lines]


def _counts(results: Results) -> str:
    outcomes = list(results.outcomes.values())
    return ", ".join(f"{outcomes.count(name)} {name}" for name in sorted(set(outcomes)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--platform", required=True, help="name of the executable's platform")
    parser.add_argument("--executable", type=Path, required=True, help="acts as an interpreter")
    parser.add_argument("--suite", type=Path, required=True, help="a file of the package `test`")
    parser.add_argument("--expectations", type=Path, required=True, help="the table")
    parser.add_argument("modules", nargs="+", help="names such as test_json")
    options = parser.parse_args()
    # Bazel runs a part of the modules in each shard, and wants to be told that this is understood.
    shard = int(os.environ.get("TEST_SHARD_INDEX", "0"))
    shards = int(os.environ.get("TEST_TOTAL_SHARDS", "1"))
    if "TEST_SHARD_STATUS_FILE" in os.environ:
        Path(os.environ["TEST_SHARD_STATUS_FILE"]).touch()

    suite = options.suite.absolute().parent.parent
    runner = _Runner(options.platform, options.executable.absolute(), suite)
    lines = []
    for module in options.modules[shard::shards]:
        try:
            lines += _run_module(runner, module, options.expectations, options.platform)
        except unittest.SkipTest:
            break  # it has said why
    for line in lines:
        print(f"UNEXPECTED: {line}")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
