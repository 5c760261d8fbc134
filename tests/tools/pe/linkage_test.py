"""Tests of what PE files import and export."""

from __future__ import annotations

import sys
import unittest
from pathlib import Path

import pefile

from tests.tools.pe.pe_library import pe_library
from tools.common.errors import ToolError
from tools.pe.linkage import exported_symbols, imported_libraries
from tools.pe.visual_cpp_runtime import is_module_of_package, is_runtime_library

PROGRAM = Path(sys.argv.pop(1))
"""A program of the C toolchain for Windows that exports functions and data."""


class ImportsTest(unittest.TestCase):
    def test_names(self) -> None:
        for is_64_bit in (True, False):
            content = pe_library("KERNEL32.dll", "vcruntime140.dll", is_64_bit=is_64_bit)
            self.assertEqual(imported_libraries(content), ["KERNEL32.dll", "vcruntime140.dll"])

    def test_sample_is_one_that_others_can_read(self) -> None:
        for is_64_bit in (True, False):
            content = pe_library("a.dll", "b.dll", symbols=("one", "two"), is_64_bit=is_64_bit)
            entries = pefile.PE(data=content).DIRECTORY_ENTRY_IMPORT
            self.assertEqual(
                [(entry.dll, [symbol.name for symbol in entry.imports]) for entry in entries],
                [(b"a.dll", [b"one", b"two"]), (b"b.dll", [b"anything"])],
            )

    def test_none(self) -> None:
        self.assertEqual(imported_libraries(pe_library()), [])
        self.assertEqual(exported_symbols(pe_library()), [])

    def test_as_pefile_sees_it(self) -> None:
        content = PROGRAM.read_bytes()
        image = pefile.PE(data=content)
        self.assertEqual(
            imported_libraries(content),
            [entry.dll.decode() for entry in image.DIRECTORY_ENTRY_IMPORT],
        )

    def test_malformed(self) -> None:
        content = pe_library("a.dll")
        for size in (0x3C, 0x50, 0x100, 0x1E0, 0x208, len(content) - 1):
            with self.subTest(size), self.assertRaises(ToolError):
                imported_libraries(content[:size])
        with self.assertRaisesRegex(ToolError, "not a PE file"):
            imported_libraries(b"\x7fELF")


class ExportsTest(unittest.TestCase):
    def test_functions_and_data(self) -> None:
        symbols = {symbol.name: symbol.is_code for symbol in exported_symbols(PROGRAM.read_bytes())}
        self.assertEqual(symbols, {"add": True, "answer": False})


class RuntimeTest(unittest.TestCase):
    def test_libraries(self) -> None:
        for name in ("VCRUNTIME140.dll", "vcruntime140_1.dll", "MSVCP140.DLL", "msvcp140_1.dll"):
            self.assertTrue(is_runtime_library(name), name)
        # Some wheels bring their own under other names, and the C runtime is part of Windows.
        for name in ("msvcp140-a4c2229b.dll", "ucrtbase.dll", "python313.dll", "msvcrt.dll"):
            self.assertFalse(is_runtime_library(name), name)

    def test_module(self) -> None:
        self.assertTrue(is_module_of_package("msvc_runtime.cp313-win_amd64.pyd"))
        self.assertFalse(is_module_of_package("msvc.cp313-win_amd64.pyd"))


if __name__ == "__main__":
    unittest.main()
