"""Runs an example of the platform under test: `example_test.py hello`."""

from __future__ import annotations

import sys
import unittest

from tests.emulators import emulators

_EXPECTED = {
    "cli": (["mass", "Ca(OH)2"], "Ca(OH)2: 74.092 g/mol\n"),
    "extension": (
        ["0,0", "4,0", "0,3", "1,1"],
        "hull: 0,0 4,0 0,3\narea: 6\ncentre: 1.33333,1\n",
    ),
    "hello": (["Ada", "Bob"], "Hello, Ada and Bob! This is Python 3.13.5.\n"),
    "web": (
        ["check"],
        "".join(
            f"ok     {page}\n"
            for page in ("empty", "signed", "listed", "style sheet", "refused", "not found")
        ),
    ),
}
"""Name of the example -> its arguments, and what it writes."""


class ExampleTest(unittest.TestCase):
    """What the example does, in short; tests/e2e looks closer at those of Linux."""

    name: str

    def test_output(self) -> None:
        arguments, output = _EXPECTED[self.name]
        result = emulators.under_test(*arguments)
        self.assertEqual((0, output), (result.returncode, result.stdout), result.stderr)


if __name__ == "__main__":
    ExampleTest.name = sys.argv[1]
    unittest.main(argv=sys.argv[:1])
