"""What macOS's dynamic linker sees of the native image.

The environment variables NATIVE_IMAGE and WEAK_IMPORTS say which file, and which functions it must
be able to do without. What holds for every executable of macOS (its header, load commands, needed
libraries, signature) is checked by `//tools/audit`.
"""

from __future__ import annotations

import os
import struct
import unittest
from dataclasses import dataclass
from pathlib import Path

from tools.macho.image import LC_DYSYMTAB, LC_SYMTAB, Image

# <mach-o/nlist.h>
NLIST = struct.Struct("<IBBHQ")
N_EXT = 0x01
N_TYPE = 0x0E
N_UNDF = 0x00
N_WEAK_REF = 0x40

# What the linker itself defines.
LINKER_SYMBOLS = {"__mh_execute_header", "___dso_handle"}


@dataclass(frozen=True)
class Symbol:
    """An entry of the symbol table: see `nlist_64` in <mach-o/nlist.h>."""

    name: str
    kind: int
    description: int

    @property
    def is_external(self) -> bool:
        """Whether it is exported or imported."""
        return bool(self.kind & N_EXT)

    @property
    def is_imported(self) -> bool:
        """Whether a library has to have it."""
        return self.is_external and self.kind & N_TYPE == N_UNDF

    @property
    def is_exported(self) -> bool:
        """Whether libraries that are loaded later can use it."""
        return self.is_external and not self.is_imported


def read_symbols(content: bytes) -> list[Symbol]:
    """Read the symbol table of an image."""
    command = Image(content).command(LC_SYMTAB)
    if command is None:
        raise ValueError("no symbol table")
    symbols_offset, count, strings_offset, strings_size = struct.unpack_from(
        "<4I", content, command.offset + 8
    )
    strings = content[strings_offset : strings_offset + strings_size]
    entries = NLIST.iter_unpack(content[symbols_offset : symbols_offset + count * NLIST.size])
    return [
        Symbol(strings[name : strings.index(b"\0", name)].decode(), kind, description)
        for name, kind, _, description, _ in entries
    ]


class NativeImage(unittest.TestCase):
    """The promises about what an executable needs and offers."""

    content: bytes
    symbols: list[Symbol]

    @classmethod
    def setUpClass(cls) -> None:
        cls.content = Path(os.environ["NATIVE_IMAGE"]).read_bytes()
        cls.symbols = read_symbols(cls.content)

    def test_exports_the_c_api(self) -> None:
        exported = {symbol.name for symbol in self.symbols if symbol.is_exported}
        others = {name for name in exported if not name.startswith(("_Py", "__Py", "_PY_"))}
        self.assertEqual(set(), others - LINKER_SYMBOLS)
        self.assertGreater(len(exported), 1600)
        self.assertLessEqual(
            {
                "_PyArg_ParseTuple",
                "_PyExc_ValueError",
                "_PyLong_FromLong",
                "_PyModule_Create2",
                "_PyObject_CallObject",
                "_PyType_FromSpec",
                "_PyUnicodeDecodeError_GetEnd",
                "_Py_BuildValue",
                "__Py_Dealloc",
                "__Py_NoneStruct",
            },
            exported,
        )

    def test_uses_the_c_library_of_the_system(self) -> None:
        # zig's own compiler_rt has these as well, slower or less exact.
        imported = {symbol.name for symbol in self.symbols if symbol.is_imported}
        self.assertLessEqual(
            {"_cos", "_exp", "_fmod", "_log2", "_memcpy", "_memmove", "_pow", "_sin", "_strlen"},
            imported,
        )

    def test_does_without_what_the_oldest_macos_lacks(self) -> None:
        weak = {
            symbol.name
            for symbol in self.symbols
            if symbol.is_imported and symbol.description & N_WEAK_REF
        }
        self.assertEqual(set(os.environ["WEAK_IMPORTS"].split()), weak)

    def test_indirect_symbols_are_symbols(self) -> None:
        # With some options zig's linker leaves entries unwritten, with what was in its memory.
        command = Image(self.content).command(LC_DYSYMTAB)
        self.assertIsNotNone(command)
        offset, count = struct.unpack_from("<2I", self.content, command.offset + 56)
        self.assertGreater(count, 1000)
        for index in struct.unpack_from(f"<{count}I", self.content, offset):
            self.assertLess(index, len(self.symbols))

    def test_is_small(self) -> None:
        self.assertLess(len(self.content), 15_000_000)

    def test_names_no_place_of_its_build(self) -> None:
        for place in (b"/execroot/", b"/sandbox/", b"bazel-out", b"/home/", b".zig-cache"):
            with self.subTest(place):
                found = self.content.find(place)
                self.assertEqual(-1, found, self.content[max(found - 100, 0) : found + 100])


if __name__ == "__main__":
    unittest.main()
