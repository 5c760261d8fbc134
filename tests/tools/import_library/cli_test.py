"""Tests of the import library tool. That linkers read what it makes, tests/e2e/extensions shows."""

from __future__ import annotations

import struct
import sys
import tempfile
import unittest
from pathlib import Path

from tests.tools.pe.pe_library import pe_library
from tools.common.errors import ToolError
from tools.import_library.cli import main
from tools.isolate.archive import read_archive

PROGRAM = Path(sys.argv.pop(1))
"""A program of the C toolchain for Windows that exports a function and a variable."""


class CliTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.output = Path(folder.name, "python3.lib")

    def _run(self, image: Path) -> bytes:
        main([f"--image={image}", "--library=python3.dll", f"--output={self.output}"])
        return self.output.read_bytes()

    def test_members(self) -> None:
        members = list(read_archive(self._run(PROGRAM)))
        self.assertEqual([member.name for member in members], ["python3.dll"] * 2)
        kinds = {}
        for member in members:
            first, second, _, machine, _, size, _, kind = struct.unpack_from(
                "<HHHHIIHH", member.content
            )
            self.assertEqual((first, second, machine), (0, 0xFFFF, 0x8664))
            self.assertEqual(len(member.content), 20 + size)
            name, library, rest = member.content[20:].split(b"\0")
            self.assertEqual((library, rest), (b"python3.dll", b""))
            kinds[name] = kind
        # By name; code and data.
        self.assertEqual(kinds, {b"add": 1 << 2, b"answer": 1 << 2 | 1})

    def test_index(self) -> None:
        content = self._run(PROGRAM)
        # A variable is only there by its address.
        self.assertIn(b"__imp_add\0add\0__imp_answer\0", content)
        self.assertEqual(content, self._run(PROGRAM))

    def test_nothing_to_import(self) -> None:
        image = self.output.with_name("image.exe")
        image.write_bytes(pe_library("a.dll"))
        with self.assertRaisesRegex(ToolError, r"image\.exe: exports nothing"):
            self._run(image)
        image.write_bytes(b"\x7fELF")
        with self.assertRaisesRegex(ToolError, r"image\.exe: not a PE file"):
            self._run(image)
        self.assertFalse(self.output.exists())


if __name__ == "__main__":
    unittest.main()
