"""Runs `checks.py`, built into an executable for Windows."""

from __future__ import annotations

import os
import unittest
from pathlib import Path

from tests.emulators import emulators


class WindowsTest(unittest.TestCase):
    def test_checks(self) -> None:
        result = emulators.run(
            "windows_x86_64",
            os.environ["CHECKS"],
            Path(os.environ["CHECKS_WITHOUT_CONSOLE"]),
            timeout=600,
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("\nOK", result.stderr)


if __name__ == "__main__":
    unittest.main()
