"""Runs one module of CPython's test-suite inside the interpreter that executes this script.

    python run_module.py RESULTS SUITE EXECUTABLE MODULE [NAME ...]

SUITE is the folder of the package `test`; EXECUTABLE is what `sys.executable` is to be: under an
emulator, child processes cannot be started by the interpreter's own path.

Writes the outcomes to the file RESULTS, see `outcome_recorder.py`, and `end` after the last test.
Only the tests whose IDs are given are run, all of them by default; those after `--without` are left
out. Messages of the tests go to standard output and error.
"""

from __future__ import annotations

import os
import sys
import unittest
from pathlib import Path

from outcome_recorder import OutcomeRecorder

_SLOW_MACHINE = 4
"""Factor by which the tests' own limits of time are raised: machines for builds are busy."""


class _Recorder(OutcomeRecorder, unittest.TextTestResult):
    """Writes the outcome of each test to a file as soon as it is known."""


def _tests(suite: unittest.TestSuite) -> list[unittest.TestCase]:
    found: list[unittest.TestCase] = []
    for item in suite:
        found += _tests(item) if isinstance(item, unittest.TestSuite) else [item]
    return found


def _wanted(suite: unittest.TestSuite, names: list[str]) -> unittest.TestSuite:
    """Returns the tests that the command line asks for, in order."""
    split = names.index("--without") if "--without" in names else len(names)
    only, without = set(names[:split]), set(names[split + 1 :])
    return unittest.TestSuite(
        test
        for test in _tests(suite)
        if test.id() not in without and (not only or test.id() in only)
    )


def main() -> None:
    _, _, suite_folder, sys.executable, module, *names = sys.argv
    # For child processes as well. The packed modules of the tests are for those started with -I.
    os.environ["PYTHONPATH"] = suite_folder
    sys.path.insert(1, suite_folder)
    from test import support

    if sys.version_info >= (3, 12):  # 3.11 has one function for this and for its runner's options
        from test.libregrtest.setup import setup_process

        setup_process()
    support.verbose = 1
    # No network, no tests that need minutes or gigabytes: what is not a resource runs.
    support.use_resources = {}
    for limit in ("LOOPBACK_TIMEOUT", "SHORT_TIMEOUT", "LONG_TIMEOUT"):
        setattr(support, limit, getattr(support, limit) * _SLOW_MACHINE)

    recorder = None
    try:
        loader = unittest.TestLoader()
        suite = loader.loadTestsFromName(f"test.{module}")
    except unittest.SkipTest as reason:
        print(f"{module} is skipped: {reason}")
        suite = unittest.TestSuite()
    runner = unittest.TextTestRunner(
        stream=sys.stdout, verbosity=2, resultclass=_Recorder, descriptions=False
    )
    recorder = runner.run(_wanted(suite, names))
    assert isinstance(recorder, _Recorder)
    recorder.write("end")


if __name__ == "__main__":
    OutcomeRecorder.results = Path(sys.argv[1]).absolute()
    main()
