"""Runs executables with modules that cffi wrote."""

from __future__ import annotations

import subprocess
import sys
import unittest

PROGRAMS = [sys.argv.pop(1), sys.argv.pop(1)]


class CffiTest(unittest.TestCase):
    def test_programs(self) -> None:
        for program in PROGRAMS:
            with self.subTest(program):
                result = subprocess.run(
                    [program], env={}, capture_output=True, text=True, check=False
                )
                self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "ok\n", ""))


if __name__ == "__main__":
    unittest.main()
