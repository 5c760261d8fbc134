"""Tests of the list of packed shared libraries."""

from __future__ import annotations

import hashlib
import struct
import unittest
from pathlib import Path

from tests.tools.pack.cases import PackTestCase
from tests.tools.pe.pe_library import pe_library
from tools.common.errors import ToolError
from tools.pack.elf_needed import is_elf, needed_libraries
from tools.pack.shared_libraries import SharedLibraryList, is_shared_library, list_shared_libraries
from tools.packed_resources.blob import FileBlob


def elf(*needed: str) -> bytes:
    """Returns an ELF shared library that needs others and is nothing else."""
    strings = b"\0" + b"".join(name.encode() + b"\0" for name in needed)
    address = 0x1000
    entries = [(1, strings.index(name.encode())) for name in needed] + [(5, address), (0, 0)]
    dynamic = b"".join(struct.pack("<QQ", tag, value) for tag, value in entries)
    header_size, segment_size = 64, 56
    start = header_size + 2 * segment_size
    header = struct.pack(
        "<16sHHIQQQIHHHHHH", b"\x7fELF\x02\x01\x01", 3, 62, 1, 0, header_size, 0, 0,
        header_size, segment_size, 2, 0, 0, 0,
    )  # fmt: skip
    load = struct.pack("<IIQQQQQQ", 1, 4, start, address, address, len(strings), len(strings), 1)
    offset = start + len(strings)
    segment = struct.pack("<IIQQQQQQ", 2, 4, offset, 0, 0, len(dynamic), len(dynamic), 8)
    return header + load + segment + strings + dynamic


class SharedLibraryListTest(PackTestCase):
    def _lines(self, **contents: bytes) -> list[str]:
        """Returns the lines for libraries; `__` stands for a slash, `_` for a dot."""
        files = {}
        for key, content in contents.items():
            path = key.replace("__", "/").replace("_", ".")
            file = self.file(path.replace("/", "-"), content)
            files[path] = FileBlob(file, len(content))
        return list_shared_libraries(files).text.decode().splitlines()

    def test_few_that_stand_alone_go_into_memory(self) -> None:
        name, place, *libraries = self._lines(p__a_so=elf("libc.so.6"), b_so=elf())
        self.assertEqual((place, libraries), ("memory", ["b.so", "p/a.so"]))
        self.assertEqual(len(name), hashlib.sha256().digest_size * 2)

    def test_order_and_needs(self) -> None:
        _, place, *libraries = self._lines(
            a_so=elf("c.so", "libc.so.6"), b_so=elf(), x_libs__c_so=elf("d.so"), x_libs__d_so=elf()
        )
        self.assertEqual(place, "cache")
        self.assertEqual(
            libraries, ["x.libs/d.so", "x.libs/c.so\tx.libs/d.so", "a.so\tx.libs/c.so", "b.so"]
        )

    def test_the_nearest_of_two_with_one_name(self) -> None:
        _, _, *libraries = self._lines(
            two__m_so=elf("z.so"), one_libs__z_so=elf(), two_libs__z_so=elf()
        )
        self.assertIn("two/m.so\ttwo.libs/z.so", libraries)

    def test_large_ones_go_into_the_cache(self) -> None:
        self.assertEqual(self._lines(a_so=elf() + bytes(9 << 20))[1], "cache")

    def test_other_formats_go_into_the_cache(self) -> None:
        self.assertEqual(self._lines(a_so=b"\xcf\xfa\xed\xfe")[1], "cache")

    def test_name_is_that_of_the_content(self) -> None:
        names = {
            lines[0]
            for lines in (
                self._lines(a_so=elf()),
                self._lines(b_so=elf()),
                self._lines(a_so=elf("x")),
                self._lines(a_so=elf(), b_so=elf()),
            )
        }
        self.assertEqual(len(names), 4)

    def test_circle(self) -> None:
        with self.assertRaisesRegex(ToolError, "needs a shared library that needs it"):
            self._lines(a_so=elf("b.so"), b_so=elf("a.so"))

    def test_damaged_library(self) -> None:
        with self.assertRaisesRegex(ToolError, "^p/a.so: damaged shared library"):
            self._lines(p__a_so=elf("libc.so.6")[:150])


class WindowsTest(PackTestCase):
    def _list(self, contents: dict[str, bytes]) -> SharedLibraryList:
        return list_shared_libraries(
            {
                path: FileBlob(self.file(path.replace("/", "-"), content), len(content))
                for path, content in contents.items()
            }
        )

    def test_capitals_and_small_letters_are_the_same(self) -> None:
        listed = self._list(
            {
                "p/m.cp313-win_amd64.pyd": pe_library(
                    "KERNEL32.dll", "python313.dll", "LibZ-1.DLL"
                ),
                "p.libs/libz-1.dll": pe_library(),
            }
        )
        _, place, *lines = listed.text.decode().splitlines()
        self.assertEqual(place, "cache")
        self.assertEqual(lines, ["p.libs/libz-1.dll", "p/m.cp313-win_amd64.pyd\tp.libs/libz-1.dll"])
        self.assertEqual(listed.unused, frozenset())

    def test_unused_libraries_of_visual_cpp(self) -> None:
        runtime = {
            "Scripts/vcruntime140.dll": pe_library(),
            "Scripts/vcruntime140_1.dll": pe_library("VCRUNTIME140.dll"),
            "concrt140.dll": pe_library("MSVCP140.dll"),
            "msvcp140.dll": pe_library("VCRUNTIME140_1.dll", "VCRUNTIME140.dll"),
            "msvc_runtime.cp313-win_amd64.pyd": pe_library("MSVCP140.dll", "concrt140.dll"),
        }
        self.assertEqual(self._list(runtime).unused, frozenset(runtime))
        listed = self._list({"m.pyd": pe_library("VCRUNTIME140_1.dll"), **runtime})
        self.assertEqual(
            listed.unused,
            {"concrt140.dll", "msvcp140.dll", "msvc_runtime.cp313-win_amd64.pyd"},
        )
        self.assertEqual(
            listed.text.decode().splitlines()[2:],
            [
                "Scripts/vcruntime140.dll",
                "Scripts/vcruntime140_1.dll\tScripts/vcruntime140.dll",
                "m.pyd\tScripts/vcruntime140_1.dll",
            ],
        )

    def test_missing_libraries_of_visual_cpp(self) -> None:
        with self.assertRaisesRegex(
            ToolError, r"^p/m\.pyd: needs MSVCP140\.dll, .*: add msvc-runtime to the lock file"
        ):
            self._list({"p/m.pyd": pe_library("KERNEL32.dll", "MSVCP140.dll")})

    def test_damaged_library(self) -> None:
        with self.assertRaisesRegex(ToolError, r"^m\.pyd: truncated or malformed PE file"):
            self._list({"m.pyd": pe_library("a.dll")[:0x208]})


class ElfNeededTest(unittest.TestCase):
    def test_needed(self) -> None:
        self.assertEqual(needed_libraries(elf("libc.so.6", "b.so")), ["libc.so.6", "b.so"])
        self.assertEqual(needed_libraries(elf()), [])

    def test_kind(self) -> None:
        self.assertTrue(is_elf(elf()))
        self.assertFalse(is_elf(b"MZ"))

    def test_names(self) -> None:
        for path in ("a/b.so", "c.so.1.2", "D.PYD", "e.dll", "f.dylib"):
            self.assertTrue(is_shared_library(path), path)
        for path in ("so", "a.so.txt", "a.solib", "a.so.conf", str(Path("x.so/y"))):
            self.assertFalse(is_shared_library(path), path)


if __name__ == "__main__":
    unittest.main()
