"""What the dynamic linker sees of the native image.

The environment variable NATIVE_IMAGE names it.
"""

from __future__ import annotations

import os
import re
import struct
import unittest
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# elf.h
SHT_STRTAB = 3
SHT_DYNAMIC = 6
SHT_DYNSYM = 11
SHT_GNU_VERNEED = 0x6FFFFFFE
SHT_SYMTAB = 2
DT_NEEDED = 1
DT_RPATH = 15
DT_RUNPATH = 29
STB_GLOBAL = 1
STB_WEAK = 2
SHN_UNDEF = 0


@dataclass(frozen=True)
class Section:
    """A section's header: see `Elf64_Shdr` in elf.h."""

    kind: int
    offset: int
    size: int
    link: int
    entry_size: int


class Elf:
    """The dynamic tables of a 64 bit little endian ELF file."""

    def __init__(self, data: bytes) -> None:
        if data[:6] != b"\x7fELF\x02\x01":
            raise ValueError("not a 64 bit little endian ELF file")
        self._data = data
        (offset,) = struct.unpack_from("<Q", data, 40)
        entry_size, count = struct.unpack_from("<HH", data, 58)
        self._sections = []
        for index in range(count):
            _, kind, _, _, start, size, link, _, _, each = struct.unpack_from(
                "<IIQQQQIIQQ", data, offset + index * entry_size
            )
            self._sections.append(Section(kind, start, size, link, each))

    def kinds(self) -> set[int]:
        """Return the types of all sections."""
        return {section.kind for section in self._sections}

    def _string(self, table: int, offset: int) -> str:
        start = self._sections[table].offset + offset
        return self._data[start : self._data.index(b"\0", start)].decode()

    def _of_kind(self, kind: int) -> Section:
        return next(section for section in self._sections if section.kind == kind)

    def dynamic(self, tag: int) -> list[str]:
        """Return the strings that entries of the dynamic section name."""
        section = self._of_kind(SHT_DYNAMIC)
        entries = struct.iter_unpack(
            "<QQ", self._data[section.offset : section.offset + section.size]
        )
        return [self._string(section.link, value) for entry, value in entries if entry == tag]

    def exported(self) -> Iterator[str]:
        """Yield the names of the symbols that other libraries can use."""
        section = self._of_kind(SHT_DYNSYM)
        for name, info, _, index, _, _ in struct.iter_unpack(
            "<IBBHQQ", self._data[section.offset : section.offset + section.size]
        ):
            if info >> 4 in (STB_GLOBAL, STB_WEAK) and index != SHN_UNDEF:
                yield self._string(section.link, name)

    def needed_versions(self) -> Iterator[str]:
        """Yield the versions of symbols it needs, `GLIBC_2.17` for example."""
        section = self._of_kind(SHT_GNU_VERNEED)
        need = section.offset
        while True:
            _, count, _, first, following = struct.unpack_from("<HHIII", self._data, need)
            version = need + first
            for _ in range(count):
                _, _, _, name, next_version = struct.unpack_from("<IHHII", self._data, version)
                yield self._string(section.link, name)
                version += next_version
            if not following:
                return
            need += following


class NativeImage(unittest.TestCase):
    """The promises about what an executable needs and offers."""

    data: bytes
    elf: Elf

    @classmethod
    def setUpClass(cls) -> None:
        cls.data = Path(os.environ["NATIVE_IMAGE"]).read_bytes()
        cls.elf = Elf(cls.data)

    def test_needs_the_c_library_only(self) -> None:
        self.assertLessEqual(
            set(self.elf.dynamic(DT_NEEDED)),
            {
                "ld-linux-x86-64.so.2",
                "libc.so.6",
                "libdl.so.2",
                "libm.so.6",
                "libpthread.so.0",
                "librt.so.1",
            },
        )
        self.assertEqual([], self.elf.dynamic(DT_RPATH) + self.elf.dynamic(DT_RUNPATH))

    def test_runs_with_glibc_2_17(self) -> None:
        versions = [
            tuple(map(int, match[1].split(".")))
            for match in map(re.compile(r"GLIBC_([\d.]+)$").match, self.elf.needed_versions())
            if match
        ]
        self.assertTrue(versions)
        self.assertLessEqual(max(versions), (2, 17))

    def test_exports_the_c_api(self) -> None:
        exported = set(self.elf.exported())
        self.assertEqual(
            [], sorted(name for name in exported if not name.startswith(("Py", "_Py")))
        )
        self.assertGreater(len(exported), 1600)
        self.assertLessEqual(
            {
                "PyArg_ParseTuple",
                "PyExc_ValueError",
                "PyLong_FromLong",
                "PyModule_Create2",
                "PyObject_CallObject",
                "PyType_FromSpec",
                "Py_BuildValue",
                "_Py_Dealloc",
                "_Py_NoneStruct",
            },
            exported,
        )

    def test_static_programs_offer_the_same(self) -> None:
        table = Path(os.environ["STATIC_SYMBOL_TABLE"]).read_text(encoding="utf-8")
        # The functions that make modules are no part of the C API.
        api = r"(?!PyInit_)_?Py\w+"
        offered = re.findall(rf"^ *\.quad \.L\d+, ({api})$", table, re.MULTILINE)
        exported = [name for name in self.elf.exported() if re.match(api, name)]
        self.assertEqual(set(exported), set(offered))

    def test_is_stripped_and_small(self) -> None:
        self.assertNotIn(SHT_SYMTAB, self.elf.kinds())
        self.assertLess(len(self.data), 12_500_000)

    def test_names_no_place_of_its_build(self) -> None:
        for place in (b"/execroot/", b"/sandbox/", b"bazel-out", b"/home/"):
            with self.subTest(place):
                found = self.data.find(place)
                self.assertEqual(-1, found, self.data[max(found - 100, 0) : found + 100])


if __name__ == "__main__":
    unittest.main()
