"""Tests of `python_executable_audit_test`: of a broken contract, and of an accepted one."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path


def _run(name: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the test that an environment variable names."""
    return subprocess.run(
        [Path(os.environ[name])],
        env=dict(os.environ, **environment),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )


class RuleTest(unittest.TestCase):
    def test_broken_contract_fails(self) -> None:
        result = _run("BROKEN")
        self.assertEqual(result.returncode, 3)
        self.assertIn("breaks the contract of linux_x86_64_gnu", result.stdout)
        self.assertIn("error: resources: no packed resources are attached", result.stdout)

    def test_accepted_exception_passes(self) -> None:
        result = _run("ACCEPTED")
        self.assertEqual(result.returncode, 0)
        self.assertIn("note: resources: no packed resources are attached", result.stdout)
        self.assertIn("accepted: it is a test", result.stdout)
        self.assertIn("warning: libraries: libmine.so is allowed, but not needed", result.stdout)

    def test_report_is_an_output_of_the_test(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            _run("BROKEN", TEST_UNDECLARED_OUTPUTS_DIR=folder)
            report = json.loads((Path(folder) / "audit.json").read_text())
        self.assertFalse(report["kept"])
        self.assertTrue(report["executable"].endswith("/image"))


if __name__ == "__main__":
    unittest.main()
