"""Runs an executable whose exit code tells whether it is configured as it should be."""

from __future__ import annotations

import unittest

from tests.emulators import emulators


class InterpreterConfigTest(unittest.TestCase):
    def test_configuration(self) -> None:
        result = emulators.under_test(timeout=60)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("\nOK", result.stderr)


if __name__ == "__main__":
    unittest.main()
