"""What Windows sees of the native image.

The environment variable NATIVE_IMAGE names it.

That it needs and offers the right things is audited on finished executables (`tests/audit`); here
is what only its compilation decides.
"""

from __future__ import annotations

import os
import unittest
from pathlib import Path

import pefile

SECTION_HEADER_SIZE = 40
"""IMAGE_SIZEOF_SECTION_HEADER of Microsoft's "PE Format"."""

UCRT_MATH = "api-ms-win-crt-math-l1-1-0.dll"


class NativeImage(unittest.TestCase):
    """The promises of the native image for Windows."""

    data: bytes
    image: pefile.PE

    @classmethod
    def setUpClass(cls) -> None:
        cls.data = Path(os.environ["NATIVE_IMAGE"]).read_bytes()
        cls.image = pefile.PE(data=cls.data)

    def test_exports_nothing_but_the_c_api(self) -> None:
        exported = [symbol.name.decode() for symbol in self.image.DIRECTORY_ENTRY_EXPORT.symbols]
        # The one name that is spelled otherwise.
        exported.remove("PY_TIMEOUT_MAX")
        self.assertEqual([], [name for name in exported if not name.startswith(("Py", "_Py"))])
        self.assertGreater(len(exported), 1600)

    def test_computes_with_the_c_library_of_windows(self) -> None:
        # zig's own log2, for one, is wrong for numbers that are less than normal.
        imported = {
            function.name.decode()
            for library in self.image.DIRECTORY_ENTRY_IMPORT
            if library.dll.decode().lower() == UCRT_MATH
            for function in library.imports
        }
        self.assertLessEqual(
            {"cos", "exp", "exp2", "fma", "fmod", "log", "log10", "log2", "pow", "sin", "tan"},
            imported,
        )

    def test_has_tables_to_unwind_the_stack(self) -> None:
        # ctypes catches exceptions of the processor in the middle of C.
        exceptions = self.image.OPTIONAL_HEADER.DATA_DIRECTORY[3]
        self.assertEqual("IMAGE_DIRECTORY_ENTRY_EXCEPTION", exceptions.name)
        self.assertGreater(exceptions.Size, 12 * 5000, "12 bytes per function")

    def test_what_can_be_written_is_data(self) -> None:
        # The assembly of OpenSSL has constants that a program must not be able to change.
        writable = {
            section.Name.rstrip(b"\0").decode()
            for section in self.image.sections
            if section.IMAGE_SCN_MEM_WRITE
        }
        # The last one is CPython's (pycore_runtime.h), for debuggers.
        self.assertEqual(writable, {".data", ".tls", "PyRuntim"})

    def test_has_place_for_two_section_headers(self) -> None:
        # Of the resources of Windows and of Python, which are attached to each executable.
        last = self.image.sections[-1].get_file_offset() + SECTION_HEADER_SIZE
        self.assertLessEqual(
            last + 2 * SECTION_HEADER_SIZE, self.image.OPTIONAL_HEADER.SizeOfHeaders
        )

    def test_is_stripped_and_small(self) -> None:
        self.assertEqual(0, self.image.FILE_HEADER.NumberOfSymbols)
        self.assertLess(len(self.data), 12_500_000)

    def test_names_no_place_of_its_build(self) -> None:
        for place in (b"/execroot/", b"/sandbox/", b"bazel-out", b"/home/"):
            with self.subTest(place):
                found = self.data.find(place)
                self.assertEqual(-1, found, self.data[max(found - 100, 0) : found + 100])


if __name__ == "__main__":
    unittest.main()
