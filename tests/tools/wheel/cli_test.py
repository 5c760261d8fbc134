"""Tests of the wheel tool as a whole."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import unittest
from dataclasses import asdict
from pathlib import Path
from typing import Any

import tools
from tests.tools.wheel.sample_wheels import ENVIRONMENTS, TARGETS, candidate_of, make_wheel
from tools.common.errors import ToolError
from tools.wheel.candidates import Candidate
from tools.wheel.cli import main


class CliTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def _run(self, candidate: Candidate, **request: Any) -> dict[str, Any]:
        request_file = self.folder / "request.json"
        report_file = self.folder / "report.json"
        defaults = {
            "build_from_source": False,
            "candidates": [asdict(candidate)],
            "environments": ENVIRONMENTS,
            "lock_file": "lock.txt",
            "locked_packages": ["sample"],
            "name": "sample",
            "pip_options": ["--no-index", f"--find-links={self.folder}"],
            "platform": "linux",
            "targets": {platform: asdict(target) for platform, target in TARGETS.items()},
            "without_dependencies": [],
            "without_native_modules": False,
        }
        request_file.write_text(json.dumps({**defaults, **request}), encoding="utf-8")
        status = main(
            [
                f"--request={request_file}",
                f"--output={self.folder / 'site-packages'}",
                f"--report={report_file}",
            ]
        )
        self.assertEqual(status, 0)
        report: dict[str, Any] = json.loads(report_file.read_text(encoding="utf-8"))
        return report

    def test_report(self) -> None:
        wheel = make_wheel(
            self.folder,
            files={"sample.py": ""},
            requires=["a", "b; extra == 'x'", "c; extra == 'y'"],
            extras=["x", "y"],
        )
        report = self._run(candidate_of(wheel, extras=["x"]))
        self.assertEqual(report["version"], "1.0")
        self.assertEqual(report["files"][-1], "sample.py")
        self.assertEqual(
            [dependency["name"] for dependency in report["dependencies"]["everywhere"]],
            ["a", "b"],
        )
        self.assertEqual(sorted(report["extras"]), ["x", "y"])
        self.assertEqual(
            [dependency["name"] for dependency in report["extras"]["y"]["everywhere"]],
            ["a", "c"],
        )

    def test_unknown_extra(self) -> None:
        wheel = make_wheel(self.folder, extras=["x"])
        with self.assertRaisesRegex(ToolError, "unknown extra z; there are: x"):
            self._run(candidate_of(wheel, extras=["z"]))

    def test_wheel_for_any_platform(self) -> None:
        wheel = make_wheel(self.folder, files={"sample.py": ""})
        report = self._run(candidate_of(wheel), platform=None)
        self.assertEqual(report["wheel"], self._run(candidate_of(wheel)))
        self.assertEqual(report["sharing"], ["linux", "windows"])
        self.assertEqual((report["leaders"], report["missing"]), ({}, {}))
        self.assertTrue((self.folder / "site-packages/sample.py").exists())

    def test_wheel_per_platform(self) -> None:
        wheel = make_wheel(self.folder, tag="py3-none-win_amd64")
        report = self._run(candidate_of(wheel), platform=None)
        self.assertIsNone(report["wheel"])
        self.assertEqual(report["leaders"], {"windows": "windows"})
        self.assertEqual(list(report["missing"]), ["linux"])
        self.assertFalse((self.folder / "site-packages").exists())

    def test_package_for_one_platform(self) -> None:
        wheel = make_wheel(self.folder)
        report = self._run(
            candidate_of(wheel, marker="sys_platform == 'win32'"),
            platform=None,
        )
        self.assertEqual(report["sharing"], ["windows"])
        self.assertEqual(
            report["missing"],
            {"linux": "sample: its environment markers in lock.txt exclude linux"},
        )

    def test_package_for_no_platform(self) -> None:
        candidate = Candidate("1.0", [], marker="python_version < '3'")
        report = self._run(candidate, platform=None)
        self.assertIsNone(report["wheel"])
        self.assertEqual(sorted(report["missing"]), ["linux", "windows"])

    def test_no_pip(self) -> None:
        # -S: without the folders that packages are installed in.
        process = subprocess.run(
            [sys.executable, "-S", "-m", "tools.wheel", "--help"],
            capture_output=True,
            check=False,
            cwd=Path(tools.__file__).parent.parent,
            encoding="utf-8",
        )
        self.assertEqual(process.returncode, 1)
        self.assertRegex(process.stderr, r"\Apypi: python3 has no pip: install it [^\n]*\n\Z")

    def test_native_modules(self) -> None:
        wheel = make_wheel(self.folder, files={"sample.py": "", "fast.abi3.so": ""})
        self.assertIn("fast.abi3.so", self._run(candidate_of(wheel))["files"])
        report = self._run(candidate_of(wheel), without_native_modules=True)
        self.assertNotIn("fast.abi3.so", report["files"])


if __name__ == "__main__":
    unittest.main()
