"""Runs a packed pytest, as its console script does, on tests in an ordinary folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

_CONFTEST = """
import pytest

@pytest.fixture
def three():
    return 3
"""

_TESTS = """
def test_good(three):
    assert three == 3

def test_bad(three):
    assert three + 1 == 5
"""


class CommandTest(unittest.TestCase):
    """pytest."""

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        with tempfile.TemporaryDirectory() as name:
            Path(name, "conftest.py").write_text(_CONFTEST, encoding="utf-8")
            Path(name, "test_three.py").write_text(_TESTS, encoding="utf-8")
            return subprocess.run(
                [EXECUTABLE, *arguments],
                cwd=name,
                env={"HOME": name, "PATH": os.defpath},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )

    def test_assertions_are_rewritten(self) -> None:
        result = self._run()
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn("1 failed, 1 passed", result.stdout)
        self.assertIn("assert (3 + 1) == 5", result.stdout)

    def test_one_test(self) -> None:
        result = self._run("test_three.py::test_good")
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertIn("1 passed", result.stdout)

    def test_wrong_usage(self) -> None:
        result = self._run("missing.py")
        self.assertEqual(result.returncode, 4, result.stdout)
        self.assertIn("file or directory not found: missing.py", result.stderr)


if __name__ == "__main__":
    EXECUTABLE = Path(sys.argv.pop()).absolute()
    unittest.main(verbosity=2)
