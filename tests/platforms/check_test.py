"""Runs a module of checks inside an executable of the platform under test.

    check_test.py MODULE [NAME=VALUE...]

The arguments after the module are environment variables that it gets.
"""

from __future__ import annotations

import sys
import unittest

from tests.emulators import emulators

_SECONDS = 800.0
"""An emulator on a busy machine takes its time; below the time limit of a large test."""


class CheckTest(unittest.TestCase):
    """The checks are a test program of their own."""

    module: str
    variables: dict[str, str]

    def test_passes(self) -> None:
        result = emulators.under_test(
            "-m", self.module, "--verbose", env=self.variables, timeout=_SECONDS
        )
        print(result.stdout, result.stderr, sep="\n")
        self.assertEqual(0, result.returncode)
        self.assertRegex(result.stderr, r"(?m)^Ran [1-9]\d* tests? in ")


if __name__ == "__main__":
    CheckTest.module, *assignments = sys.argv[1:]
    CheckTest.variables = dict(assignment.split("=", 1) for assignment in assignments)
    unittest.main(argv=sys.argv[:1])
