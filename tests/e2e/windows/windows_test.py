"""Runs `checks.py`, built into an executable for Windows."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import unittest
from pathlib import Path

from tests.emulators import emulators

_PLATFORM = "windows_x86_64"
_MAX_PATH = 260
"""Of programs that do not say that they get along with longer ones."""


class WindowsTest(unittest.TestCase):
    def setUp(self) -> None:
        self.executable = Path(os.environ["CHECKS"])

    def test_checks(self) -> None:
        result = emulators.run(
            _PLATFORM,
            self.executable,
            Path(os.environ["CHECKS_WITHOUT_CONSOLE"]),
            timeout=600,
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("\nOK", result.stderr)

    def test_long_path(self) -> None:
        # From outside: CreateProcess() of Wine 10 does not start programs with such paths.
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, *["a" * 60] * 5, "program.exe")
            copy.parent.mkdir(parents=True)
            shutil.copyfile(self.executable, copy)
            result = emulators.run(_PLATFORM, copy, "tell")
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            told = json.loads(result.stdout)
            self.assertGreater(len(told["executable"]), _MAX_PATH)
            self.assertTrue(told["executable"].endswith("a\\program.exe"))
            self.assertEqual(told["path"], [told["executable"]])
            self.assertEqual(told["file"], told["executable"] + "\\checks.py")


if __name__ == "__main__":
    unittest.main()
