"""Runs the checks of packages' data in an executable of another platform."""

from __future__ import annotations

import json
import tempfile
import unittest
from pathlib import Path

from tests.emulators import emulators


class OnPlatformTest(unittest.TestCase):
    """All checks."""

    def test_checks(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            results = Path(folder, "results.json")
            process = emulators.under_test(results, "data_checks", timeout=300)
            self.assertEqual(process.returncode, 0, process.stdout + process.stderr)
            outcomes = json.loads(results.read_text(encoding="utf-8"))
        bad = {name: found for name, found in outcomes.items() if found != ["passed"]}
        self.assertEqual(bad, {})
        self.assertGreaterEqual(len(outcomes), 29)


if __name__ == "__main__":
    unittest.main(verbosity=2)
