"""Runs an executable with files beside it, on its platform."""

from __future__ import annotations

import os
import unittest
from pathlib import Path

from tests.emulators import emulators

PLATFORM = os.environ["PLATFORM"]
START_SCRIPT = Path(os.environ["EXECUTABLE"])
FOLDER = START_SCRIPT.with_suffix("")
SUFFIX = ".exe" if PLATFORM.startswith("windows_") else ""
EXECUTABLE = FOLDER / (FOLDER.name + SUFFIX)

EXPECTED = """\
READ ME.txt 11
bin/tool 26
etc/config/app.conf 15
etc/config/nested/deep.txt 5
plugins/visitor/__init__.py 91
share/one.txt 2
share/deep/two.txt 2
hello from a file
plugins/visitor/__init__.py
colour = green
"""


class PlainTest(unittest.TestCase):
    def test_files_beside(self) -> None:
        result = emulators.run(PLATFORM, EXECUTABLE)
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, EXPECTED, ""))

    def test_modes(self) -> None:
        for path in (EXECUTABLE, FOLDER / "bin" / "tool"):
            self.assertTrue(os.access(path, os.X_OK), path)

    def test_start_script(self) -> None:
        text = START_SCRIPT.read_bytes().decode()
        if PLATFORM.startswith("windows_"):
            self.assertEqual(START_SCRIPT.suffix, ".cmd")
            self.assertIn(f'@"%~dp0{FOLDER.name}\\{EXECUTABLE.name}" %*\r\n', text)
        else:
            self.assertEqual(START_SCRIPT.suffix, ".sh")
            self.assertIn(f"/'{FOLDER.name}'/'{EXECUTABLE.name}' \"$@\"\n", text)


if __name__ == "__main__":
    unittest.main()
