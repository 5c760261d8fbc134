"""Tests of what an audit is told besides the executable, and of its reports."""

from __future__ import annotations

import contextlib
import io
import json
import os
import tempfile
import unittest
from pathlib import Path

from tests.audit.images import errors, executable, image, stable_abi
from tools.audit.audit import Settings, audit
from tools.audit.cli import main
from tools.audit.contracts import CONTRACTS
from tools.audit.finding import CHECKS, Severity
from tools.common.errors import ToolError

_GNU = "linux_x86_64_gnu"


class ContractTest(unittest.TestCase):
    def test_there_is_one_for_every_platform(self) -> None:
        self.assertEqual(sorted(CONTRACTS), sorted(os.environ["PLATFORMS"].split()))


class SettingsTest(unittest.TestCase):
    def test_exception_makes_a_note(self) -> None:
        settings = Settings(exceptions={"resources": "a test"}, stable_abi=stable_abi())
        (finding,) = audit(image(_GNU), [_GNU], settings)
        self.assertIs(finding.severity, Severity.NOTE)
        self.assertEqual(finding.mend, "accepted: a test")

    def test_exception_holds_for_its_check_only(self) -> None:
        settings = Settings(exceptions={"stack": "a test"}, stable_abi=stable_abi())
        self.assertEqual(list(errors(image(_GNU), _GNU, settings=settings)), ["resources"])

    def test_needless_permissions_are_warned_of(self) -> None:
        settings = Settings(
            allowed_libraries=["libz.so.1"],
            exceptions={"stack": "a test"},
            stable_abi=stable_abi(),
        )
        findings = audit(executable(_GNU), [_GNU], settings)
        self.assertEqual(
            {(finding.severity, finding.check) for finding in findings},
            {(Severity.WARNING, "stack"), (Severity.WARNING, "libraries")},
        )

    def test_allowed_library(self) -> None:
        content = executable(_GNU).replace(b"libc.so.6\0", b"libx.so.6\0")
        settings = Settings(allowed_libraries=["libx.so.6"], stable_abi=stable_abi())
        self.assertEqual(audit(content, [_GNU], settings), [])

    def test_unknown_stable_abi_is_told(self) -> None:
        (finding,) = audit(executable(_GNU), [_GNU], Settings())
        self.assertEqual((finding.check, finding.severity), ("stable-abi", Severity.NOTE))

    def test_bad_manifest(self) -> None:
        for text in ("[", "[function.x]", "feature_macro = 1\nfunction = 1\ndata = 1"):
            with self.subTest(text), self.assertRaisesRegex(ToolError, "stable ABI"):
                audit(executable(_GNU), [_GNU], Settings(stable_abi=stable_abi(text)))


class CommandLineTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.file = self.folder / "example"
        self.file.write_bytes(executable(_GNU))

    def _run(self, *arguments: str) -> tuple[int, str]:
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            status = main([str(self.file), f"--stable-abi={stable_abi()}", *arguments])
        return status, output.getvalue()

    def test_kept(self) -> None:
        status, output = self._run(f"--platform={_GNU}", "--name=example")
        self.assertEqual(status, 0)
        self.assertEqual(output, f"example: keeps the contract of {_GNU} ({len(CHECKS)} checks)\n")

    def test_broken(self) -> None:
        self.file.write_bytes(image(_GNU))
        status, output = self._run(f"--platform={_GNU}")
        self.assertEqual(status, 3)
        self.assertIn("breaks the contract", output)
        self.assertIn("error: resources: no packed resources", output)

    def test_json(self) -> None:
        self.file.write_bytes(image(_GNU))
        status, output = self._run(f"--platform={_GNU}", "--format=json")
        report = json.loads(output)
        self.assertEqual(status, 3)
        self.assertFalse(report["kept"])
        self.assertEqual(report["platforms"], [_GNU])
        self.assertEqual(report["findings"][0]["check"], "resources")

    def test_reports_in_files(self) -> None:
        self.file.write_bytes(image(_GNU))
        paths = {name: self.folder / name for name in ("text", "json", "status")}
        options = [f"--{name}={path}" for name, path in paths.items()]
        self.assertEqual(self._run(f"--platform={_GNU}", *options), (0, ""))
        self.assertEqual(paths["status"].read_text(), "3\n")
        self.assertIn("breaks", paths["text"].read_text())
        self.assertFalse(json.loads(paths["json"].read_text())["kept"])

    def test_exceptions_are_checked(self) -> None:
        for argument, expected in (("nothing=why", "no such check"), ("stack", "say why")):
            with self.subTest(argument), self.assertRaisesRegex(ToolError, expected):
                self._run(f"--platform={_GNU}", f"--exception={argument}")


if __name__ == "__main__":
    unittest.main()
