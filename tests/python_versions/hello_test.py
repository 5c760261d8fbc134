"""Runs an executable that says which Python it has.

hello_test.py VERSION
"""

from __future__ import annotations

import sys
import unittest

from tests.emulators import emulators


class HelloTest(unittest.TestCase):
    version: str

    def test_has_the_version_and_needs_nothing(self) -> None:
        result = emulators.under_test()
        self.assertEqual(
            (0, f"Python {self.version}, packed\n", ""),
            (result.returncode, result.stdout, result.stderr),
        )


if __name__ == "__main__":
    HelloTest.version = sys.argv[1]
    unittest.main(argv=sys.argv[:1])
