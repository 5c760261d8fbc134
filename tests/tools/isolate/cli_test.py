"""Tests of the isolate tool from its command line."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from tests.tools.isolate import objects
from tests.tools.isolate.objects import Symbol
from tools.common.errors import ToolError
from tools.isolate.archive import Member, read_archive, write_archive
from tools.isolate.cli import main
from tools.isolate.object_file import ObjectFile


class IsolateToolTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.output = self.folder / "out.a"

    def _input(self, name: str, content: bytes) -> str:
        path = self.folder / name
        path.write_bytes(content)
        return str(path)

    def _isolate(self, *arguments: str) -> list[ObjectFile]:
        main(["--output", str(self.output), "--suffix", ".pkg._fast", *arguments])
        members = read_archive(self.output.read_bytes())
        return [ObjectFile(member.name, member.content) for member in members]

    def test_names_are_those_of_all_inputs(self) -> None:
        module = objects.elf(Symbol("PyInit__fast"), Symbol("inflate", defined=False))
        library = write_archive([Member("inflate.o", objects.elf(Symbol("inflate")))])
        files = self._isolate(
            "--require", "PyInit__fast",
            "--input", self._input("module.o", module), self._input("libz.a", library),
        )  # fmt: skip
        self.assertEqual([file.name for file in files], ["module.o", "inflate.o"])
        self.assertEqual(files[0].defined_symbols(), {b"PyInit__fast.pkg._fast"})
        self.assertEqual(files[1].defined_symbols(), {b"inflate.pkg._fast"})
        self.assertIn(b"inflate.pkg._fast", files[0].content)

    def test_other_names_stay(self) -> None:
        module = objects.elf(Symbol("PyInit__fast"), Symbol("PyErr_NoMemory", defined=False))
        (file,) = self._isolate("--input", self._input("module.o", module))
        self.assertNotIn(b"PyErr_NoMemory.", file.content)

    def test_required_symbol_is_missing(self) -> None:
        module = self._input("module.o", objects.macho(Symbol("PyInit_other")))
        with self.assertRaisesRegex(ToolError, "PyInit__fast is defined nowhere: mend it"):
            self._isolate(
                "--require", "PyInit__fast", "--require-hint", "mend it", "--input", module
            )
        self.assertFalse(self.output.exists())

    def test_required_symbol_on_macos(self) -> None:
        module = self._input("module.o", objects.macho(Symbol("PyInit__fast")))
        (file,) = self._isolate("--require", "PyInit__fast", "--input", module)
        self.assertEqual(file.defined_symbols(), {b"_PyInit__fast.pkg._fast"})

    def test_errors_name_the_file(self) -> None:
        with self.assertRaisesRegex(ToolError, "thin.a: a thin archive"):
            self._isolate("--input", self._input("thin.a", b"!<thin>\n"))
        with self.assertRaisesRegex(ToolError, "text.o: not an object file"):
            self._isolate("--input", self._input("text.o", b"text"))


if __name__ == "__main__":
    unittest.main()
