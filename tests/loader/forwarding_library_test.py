"""Tests of the libraries that stand for the program on Windows, as pefile reads them."""

from __future__ import annotations

import unittest

import pefile
from _packed_importlib.forwarding_library import forwarding_library

_SYMBOLS = [b"PyLong_FromLong", b"PyLong_Type", b"_Py_NoneStruct"]


class ForwardingLibraryTest(unittest.TestCase):
    def _image(self, symbols: list[bytes] = _SYMBOLS) -> pefile.PE:
        return pefile.PE(data=forwarding_library("python3.dll", b"my app.exe", symbols))

    def test_exports(self) -> None:
        exports = self._image().DIRECTORY_ENTRY_EXPORT
        self.assertEqual(exports.name, b"python3.dll")
        self.assertEqual(
            {symbol.name: symbol.forwarder for symbol in exports.symbols},
            {symbol: b"my app.exe." + symbol for symbol in _SYMBOLS},
        )

    def test_headers(self) -> None:
        image = self._image([b"Py_%04d" % number for number in range(2000)])
        self.assertTrue(image.is_dll())
        # pefile does not know that a library without code has no entry point.
        for warning in image.get_warnings():
            self.assertIn("AddressOfEntryPoint", warning)
        header = image.OPTIONAL_HEADER
        (section,) = image.sections
        self.assertEqual(header.AddressOfEntryPoint, 0)
        pages = -(-section.Misc_VirtualSize // 0x1000)
        self.assertEqual(header.SizeOfImage, section.VirtualAddress + 0x1000 * pages)
        self.assertEqual(section.PointerToRawData + section.SizeOfRawData, len(image.__data__))
        # No relocations, since there is nothing to relocate; Windows may choose any address.
        self.assertFalse(image.FILE_HEADER.Characteristics & 0x0001)
        self.assertEqual(header.DllCharacteristics, 0x0160)

    def test_same_content(self) -> None:
        self.assertEqual(
            forwarding_library("python3.dll", b"a.exe", _SYMBOLS),
            forwarding_library("python3.dll", b"a.exe", _SYMBOLS),
        )


if __name__ == "__main__":
    unittest.main()
