"""Shared libraries in memory: nothing is written anywhere."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = Path(sys.argv.pop(1)).resolve()


class MemoryTest(unittest.TestCase):
    def test_nothing_is_written(self) -> None:
        with tempfile.TemporaryDirectory() as home:
            result = subprocess.run(
                [PROGRAM], env={"HOME": home}, cwd=home, capture_output=True, text=True
            )
            self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "42 3\n", ""))
            self.assertEqual(list(Path(home).iterdir()), [])


if __name__ == "__main__":
    unittest.main()
