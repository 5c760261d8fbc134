"""Tests of the tool that writes the symbol table of static programs."""

from __future__ import annotations

import contextlib
import io
import struct
import tempfile
import unittest
from pathlib import Path

import write_symbol_table

_LOCAL, _GLOBAL, _WEAK = 0, 1, 2
_OBJECT, _FUNC, _TLS = 1, 2, 6
_DEFAULT, _HIDDEN = 0, 2


def elf_object(*symbols: tuple[str, int, int, int, int]) -> bytes:
    """Returns an object file with a symbol table and nothing else.

    Args:
        *symbols: name, binding, type, visibility and section of each.
    """
    names = b"\0"
    table = bytes(24)
    for name, binding, kind, visibility, section in symbols:
        table += struct.pack("<IBBHQQ", len(names), binding << 4 | kind, visibility, section, 0, 0)
        names += name.encode() + b"\0"
    section_offset = 64 + len(names) + len(table)
    header = b"\x7fELF\2\1\1" + bytes(9)
    header += struct.pack("<HHIQQQIHHHHHH", 1, 62, 1, 0, 0, section_offset, 0, 64, 0, 0, 64, 3, 1)
    sections = bytes(64)
    sections += struct.pack("<IIQQQQIIQQ", 0, 3, 0, 0, 64, len(names), 0, 0, 1, 0)
    sections += struct.pack("<IIQQQQIIQQ", 0, 2, 0, 0, 64 + len(names), len(table), 1, 1, 8, 24)
    return header + names + table + sections


def archive(*members: bytes) -> bytes:
    """Returns a static library with an index, as archivers write it."""
    content = b"!<arch>\n"
    for name, member in [(b"/", b"\0\0\0\0x"), *((b"a.o/", member) for member in members)]:
        content += b"%-16s%-12d%-6d%-6d%-8o%-10d`\n" % (name, 0, 0, 0, 0o644, len(member))
        content += member + b"\n" * (len(member) % 2)
    return content


class ExportedSymbolsTest(unittest.TestCase):
    """An object file gives away what it defines and does not hide."""

    def test_kinds_of_symbols(self) -> None:
        content = elf_object(
            ("PyFunction", _GLOBAL, _FUNC, _DEFAULT, 1),
            ("_Py_Variable", _GLOBAL, _OBJECT, _DEFAULT, 2),
            ("PyWeak", _WEAK, _FUNC, _DEFAULT, 1),
            ("PyStatic", _LOCAL, _FUNC, _DEFAULT, 1),
            ("_PyHidden", _GLOBAL, _FUNC, _HIDDEN, 1),
            ("PyElsewhere", _GLOBAL, _FUNC, _DEFAULT, 0),
            ("_Py_tls", _GLOBAL, _TLS, _DEFAULT, 3),
        )
        self.assertEqual(
            ["PyFunction", "_Py_Variable", "PyWeak"],
            list(write_symbol_table.exported_symbols(content)),
        )

    def test_other_file(self) -> None:
        with self.assertRaisesRegex(write_symbol_table.BadFile, "not a 64 bit little-endian ELF"):
            list(write_symbol_table.exported_symbols(b"BC\xc0\xde"))


class ArchiveTest(unittest.TestCase):
    """The members of a static library."""

    def test_members(self) -> None:
        members = [b"one", b"four", b""]
        self.assertEqual(
            [b"\0\0\0\0x", *members],
            list(write_symbol_table.archive_members(archive(*members))),
        )

    def test_bad_archives(self) -> None:
        good = archive(b"content")
        for content, message in (
            (b"\x7fELF", "not an archive"),
            (good[:30], "truncated"),
            (good[:-2], "malformed"),
            (good.replace(b"`\n", b"  "), "malformed"),
        ):
            with self.subTest(message), self.assertRaisesRegex(write_symbol_table.BadFile, message):
                list(write_symbol_table.archive_members(content))


class ToolTest(unittest.TestCase):
    """The tool as a whole."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, name: str, content: bytes) -> str:
        path = self.folder / name
        path.write_bytes(content)
        return str(path)

    def test_table(self) -> None:
        core = elf_object(
            ("Py_Z", _GLOBAL, _FUNC, _DEFAULT, 1),
            ("_Py_A", _GLOBAL, _FUNC, _DEFAULT, 1),
            ("helper", _GLOBAL, _FUNC, _DEFAULT, 1),
        )
        output = self.folder / "table.s"
        code = write_symbol_table.main(
            [
                "--output",
                str(output),
                "--list",
                self.write("names.txt", b"# comment\nqsort abs # more\n\nPy_Z\n"),
                self.write("core.a", archive(core, core)),
            ]
        )
        self.assertEqual(0, code)
        text = output.read_text()
        names = ["Py_Z", "_Py_A", "abs", "qsort"]
        for index, name in enumerate(names):
            self.assertIn(f'.L{index}: .asciz "{name}"\n', text)
            self.assertIn(f"    .quad .L{index}, {name}\n", text)
        self.assertIn(f"static_symbol_count:\n    .quad {len(names)}\n", text)
        self.assertNotIn("helper", text)
        self.assertNotIn("comment", text)

    def test_bad_archive(self) -> None:
        bad = self.write("core.a", b"no")
        with contextlib.redirect_stderr(io.StringIO()) as errors:
            code = write_symbol_table.main(["--output", str(self.folder / "table.s"), bad])
        self.assertEqual(1, code)
        self.assertEqual(f"write_symbol_table: {bad}: not an archive\n", errors.getvalue())


if __name__ == "__main__":
    unittest.main()
