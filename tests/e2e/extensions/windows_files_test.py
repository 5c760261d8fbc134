"""Extension modules for Windows as files, as pefile reads them."""

from __future__ import annotations

import sys
import unittest
from pathlib import Path

import pefile

FILES = {path.name: path for path in map(Path, sys.argv[1:])}


class WindowsFilesTest(unittest.TestCase):
    def _libraries_and_exports(self, name: str) -> tuple[set[str], list[bytes]]:
        image = pefile.PE(FILES[name])
        self.assertTrue(image.is_dll())
        self.assertEqual(image.FILE_HEADER.NumberOfSymbols, 0)
        libraries = {entry.dll.decode().lower() for entry in image.DIRECTORY_ENTRY_IMPORT}
        exports = [symbol.name for symbol in image.DIRECTORY_ENTRY_EXPORT.symbols]
        return {library for library in libraries if not library.startswith("api-ms-win-")}, exports

    def test_names(self) -> None:
        self.assertEqual(sorted(FILES), ["_fast.cp313-win_amd64.pyd", "old.pyd"])

    def test_for_one_version(self) -> None:
        libraries, exports = self._libraries_and_exports("_fast.cp313-win_amd64.pyd")
        self.assertEqual(libraries, {"kernel32.dll", "python313.dll"})
        self.assertEqual(exports, [b"PyInit__fast"])

    def test_for_the_stable_abi(self) -> None:
        libraries, exports = self._libraries_and_exports("old.pyd")
        self.assertEqual(libraries, {"kernel32.dll", "python3.dll"})
        self.assertEqual(exports, [b"PyInit_old"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
