"""Runs an executable whose exit code tells whether its own tests of the loader passed."""

from __future__ import annotations

import unittest

from tests.emulators import emulators


class LoaderTest(unittest.TestCase):
    def test_loader(self) -> None:
        result = emulators.under_test(timeout=300)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("\nOK", result.stderr)


if __name__ == "__main__":
    unittest.main()
