"""Runs an example that carries wheels with shared libraries."""

from __future__ import annotations

import sys
import tempfile
import unittest
from pathlib import Path

from tests.emulators import emulators

_OUTPUT = {
    "crypto": "fernet: the cake is a lie\n",
    "sci": "trend: 0.019 degrees a year\n",
}

EXAMPLE = sys.argv.pop()


class ExampleTest(unittest.TestCase):
    def test_output(self) -> None:
        with tempfile.TemporaryDirectory() as home:
            for _ in range(2):
                result = emulators.under_test(env={"HOME": home}, timeout=300)
                self.assertEqual((result.returncode, result.stderr), (0, ""))
                self.assertTrue(result.stdout.endswith(_OUTPUT[EXAMPLE]), result.stdout)
            self.assertTrue((Path(home) / ".cache").is_dir())


if __name__ == "__main__":
    unittest.main()
