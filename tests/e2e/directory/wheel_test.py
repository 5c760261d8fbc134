"""Runs an executable with a wheel's shared library beside it, on its platform."""

from __future__ import annotations

import os
import tempfile
import unittest
from pathlib import Path

from tests.emulators import emulators

PLATFORM = os.environ["PLATFORM"]
FOLDER = Path(os.environ["EXECUTABLE"]).with_suffix("")
EXECUTABLE = FOLDER / (FOLDER.name + (".exe" if PLATFORM.startswith("windows_") else ""))


class WheelTest(unittest.TestCase):
    def test_output(self) -> None:
        with tempfile.TemporaryDirectory() as cache:
            environment = {"RULES_PYTHON_EXECUTABLE_CACHE": Path(cache)}
            result = emulators.run(PLATFORM, EXECUTABLE, env=environment, timeout=120)
            self.assertEqual(
                (result.returncode, result.stdout, result.stderr),
                (0, "lib/markupsafe &lt;&amp;&gt;\n", ""),
            )
            # For Windows, what refers to the program; nothing of the wheel.
            written = {path.name for path in Path(cache).rglob("*") if path.is_file()}
            expected = {"python3.dll", "python313.dll", "stamps"}
            self.assertEqual(written, expected if PLATFORM.startswith("windows_") else set())


if __name__ == "__main__":
    unittest.main()
