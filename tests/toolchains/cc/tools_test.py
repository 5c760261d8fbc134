"""Tests of the toolchain's own tools; when something is wrong: one clear line each."""

from __future__ import annotations

import os
import struct
import subprocess
import tempfile
import unittest
from pathlib import Path


def _run(tool: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a tool, with its output captured."""
    tools = {Path(path).name: path for path in os.environ["TOOLS"].split()}
    return subprocess.run(
        [tools[tool], *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def _symbol_types(library: bytes) -> dict[str, int]:
    """Name -> n_type of the symbols of the only Mach-O object file in an archive."""
    start = library.index(struct.pack("<I", 0xFEEDFACF))
    (count,) = struct.unpack_from("<I", library, start + 16)
    offset = start + 32
    for _ in range(count):
        command, size, symbols, symbol_count, strings, _ = struct.unpack_from(
            "<6I", library, offset
        )
        if command == 0x2:  # LC_SYMTAB
            break
        offset += size
    types = {}
    for name, kind, *_ in struct.iter_unpack(
        "<IBBHQ", library[start + symbols :][: symbol_count * 16]
    ):
        name_start = start + strings + name
        types[library[name_start : library.index(b"\0", name_start)].decode()] = kind
    return types


class ToolsTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.output = str(self.folder / "out")

    def assert_fails(self, result: subprocess.CompletedProcess[str], line: str) -> None:
        self.assertNotEqual(result.returncode, 0)
        self.assertIn(line, result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        self.assertFalse(Path(self.output).exists())

    def test_strip_of_something_else(self) -> None:
        text = self.folder / "text"
        text.write_text("not a program\n" * 100)
        self.assert_fails(_run("strip", "-o", self.output, str(text)), "not a 64-bit ELF file")

    def test_strip_of_a_truncated_program(self) -> None:
        for size in (10, 63, 64, 500):
            program = self.folder / "program"
            program.write_bytes(Path(os.environ["PROGRAM"]).read_bytes()[:size])
            self.assert_fails(_run("strip", "-o", self.output, str(program)), str(program))

    def test_strip_of_no_file(self) -> None:
        missing = str(self.folder / "missing")
        self.assert_fails(_run("strip", "-o", self.output, missing), f"{missing}: No such file")

    def test_hide(self) -> None:
        library = Path(os.environ["LIBRARY"])
        before = _symbol_types(library.read_bytes())
        self.assertEqual(before["_greeting"], 0x0F)  # N_SECT, N_EXT
        result = _run("hide", "-o", self.output, str(library))
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        after = _symbol_types(Path(self.output).read_bytes())
        self.assertEqual(after, before | {"_greeting": 0x1F})  # N_PEXT, too
        self.assertEqual(Path(self.output).stat().st_size, library.stat().st_size)

    def test_hide_of_something_else(self) -> None:
        for content in (b"", b"!<arch>\n", b"not an archive\n" * 100):
            other = self.folder / "other"
            other.write_bytes(content)
            result = _run("hide", "-o", self.output, str(other))
            self.assert_fails(result, "not an archive of 64-bit Mach-O object files")

    def test_hide_of_a_damaged_library(self) -> None:
        content = Path(os.environ["LIBRARY"]).read_bytes()
        library = self.folder / "library"
        start = content.index(struct.pack("<I", 0xFEEDFACF))
        for damaged in (
            content[: start + 10],
            content[:-8],
            content[: start + 16] + struct.pack("<I", 1 << 31) + content[start + 20 :],
            content[:48] + b"many      " + content[58:],
        ):
            library.write_bytes(damaged)
            self.assert_fails(_run("hide", "-o", self.output, str(library)), str(library))

    def test_link_coff_unknown_flag(self) -> None:
        result = _run("link-coff", "--crt=crt2=crt2.obj", "-fancy", "-o", self.output)
        self.assert_fails(result, "link-coff: -fancy: not known")

    def test_link_coff_unknown_linker_option(self) -> None:
        result = _run("link-coff", "--crt=crt2=crt2.obj", "-Wl,--fancy", "-o", self.output)
        self.assert_fails(result, "link-coff: -Wl,--fancy: not known")

    def test_link_coff_unknown_library(self) -> None:
        result = _run("link-coff", "--crt=crt2=crt2.obj", "-lfancy", "-o", self.output)
        self.assert_fails(result, "link-coff: -lfancy: no such library")

    def test_link_coff_without_output(self) -> None:
        self.assert_fails(_run("link-coff", "--crt=crt2=crt2.obj", "a.o"), "no output")

    def test_link_coff_without_start_file(self) -> None:
        result = _run("link-coff", "--crt=crt2=crt2.obj", "-shared", "-o", self.output)
        self.assert_fails(result, "no --crt=dllcrt2=FILE")

    def test_link_macho_without_output(self) -> None:
        self.assert_fails(_run("link-macho", "a.o"), "no output")

    def test_missing_parameter_file(self) -> None:
        missing = str(self.folder / "missing")
        for tool in ("link-coff", "link-macho"):
            self.assert_fails(_run(tool, "@" + missing), f"{missing}: No such file")

    def test_collect_usage(self) -> None:
        self.assert_fails(_run("collect", "cache"), "usage: collect")


if __name__ == "__main__":
    unittest.main()
