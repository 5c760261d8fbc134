"""Tests of the analyze tool on executables as the toolchain links them."""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
import unittest
from pathlib import Path
from typing import Any

from tests.audit.images import executable, image
from tools.analyze.cli import main
from tools.macho.universal import join

_GNU = "linux_x86_64_gnu"


class AnalyzeTest(unittest.TestCase):
    def _analyze(self, content: bytes, *options: str) -> tuple[int, str]:
        output = io.StringIO()
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(output):
            path = Path(folder) / "file"
            path.write_bytes(content)
            status = main([str(path), *options])
        return status, output.getvalue()

    def _document(self, content: bytes) -> dict[str, Any]:
        status, output = self._analyze(content, "--format=json")
        self.assertEqual(status, 0)
        return json.loads(output)

    def test_kind_and_needs(self) -> None:
        for platform, format_name, architecture, needs in (
            ("linux_aarch64_gnu", "ELF", "aarch64", "glibc 2.17"),
            ("linux_aarch64_musl", "ELF", "aarch64", "Linux"),
            ("linux_x86_64_gnu", "ELF", "x86_64", "glibc 2.16"),
            ("linux_x86_64_musl", "ELF", "x86_64", "Linux"),
            ("macos_arm64", "Mach-O", "aarch64", "macOS 11.0"),
            ("macos_x86_64", "Mach-O", "x86_64", "macOS 10.15"),
            ("windows_x86_64", "PE", "x86_64", "Windows NT 6.0"),
        ):
            with self.subTest(platform):
                document = self._document(executable(platform))
                (part,) = document["parts"]
                found = part["executable"]
                self.assertEqual(
                    (found["format"], found["architecture"], found["kind"], found["needs"]),
                    (format_name, architecture, "program", needs),
                )
                self.assertEqual(found["size"], len(executable(platform)))
                self.assertEqual(part["packed_resources"]["totals"]["files"]["count"], 4)
                self.assertEqual(document["audit"]["platforms"], [platform])
                self.assertTrue(document["audit"]["kept"])

    def test_without_resources(self) -> None:
        document = self._document(image("windows_x86_64"))
        self.assertIsNone(document["parts"][0]["packed_resources"])
        self.assertIsNone(document["parts"][0]["damage"])
        self.assertIsNone(document["audit"])

    def test_universal(self) -> None:
        platforms = ["macos_x86_64", "macos_arm64"]
        slices = [executable(platform) for platform in platforms]
        content = join(slices)
        document = self._document(content)
        self.assertEqual(document["audit"]["platforms"], platforms)
        for part, own in zip(document["parts"], slices):
            offset = part["executable"]["offset"]
            self.assertEqual(content[offset : offset + part["executable"]["size"]], own)
            packed = part["packed_resources"]["file_offset"]
            self.assertEqual(content[packed : packed + 4], b"\x89PYP")

    def test_text(self) -> None:
        status, output = self._analyze(executable(_GNU))
        self.assertEqual(status, 0)
        lines = [" ".join(line.split()) for line in output.splitlines()]
        self.assertIn("executable ELF program for x86_64", lines)
        self.assertIn("libraries libc.so.6", lines)
        self.assertIn("exports 1 symbols, 1 of them Python's C API", lines)
        self.assertIn("dynamic loader /lib64/ld-linux-x86-64.so.2", lines)
        self.assertIn("modules 5 30 37", lines)
        self.assertIn(f"keeps the contract of {_GNU}", output)

    def test_text_of_other_formats(self) -> None:
        _, output = self._analyze(executable("macos_x86_64"))
        self.assertRegex(output, r"signature +ad hoc, 'example', .*all right")
        _, output = self._analyze(executable("windows_x86_64"))
        self.assertRegex(output, r"subsystem +console")
        self.assertRegex(output, r"checksum +right")

    def test_broken(self) -> None:
        content = executable("macos_x86_64").replace(b"/usr/lib/dyld", b"/usr/lib/DYLD")
        status, output = self._analyze(content)
        self.assertEqual(status, 3)
        self.assertIn("1 WRONG", output)
        self.assertIn("error: signature:", output)


if __name__ == "__main__":
    unittest.main()
