"""Tests of reading Mach-O images."""

from __future__ import annotations

import struct
import unittest

from tests.tools.macho.macho_image import BASE, X86_64, command, usual
from tools.common.errors import ToolError
from tools.macho.image import Image


class ReadTest(unittest.TestCase):
    def test_image(self) -> None:
        image = Image(usual().content())
        self.assertEqual(image.architecture, "arm64")
        self.assertEqual(
            [segment.name for segment in image.segments],
            ["__PAGEZERO", "__TEXT", "__DATA", "__PYPACK", "__LINKEDIT"],
        )
        section = image.segments[3].sections[0]
        self.assertEqual((section.name, section.segment_name), ("__pypack", "__PYPACK"))
        self.assertEqual((section.addr, section.size), (BASE + 0xC000, 8))
        self.assertEqual(image.content_start, 0x1000)
        self.assertIsNone(image.segment("__OBJC"))
        self.assertIsNone(image.command(0x7E))

    def test_architecture(self) -> None:
        image = usual()
        image.cpu = X86_64
        self.assertEqual(Image(image.content()).architecture, "x86_64")

    def test_segments_are_written_as_they_were_read(self) -> None:
        content = usual().content()
        written = bytearray(content)
        for segment in Image(content).segments:
            segment.write(written)
        self.assertEqual(written, content)


class ErrorTest(unittest.TestCase):
    def _error(self, content: bytes) -> str:
        with self.assertRaises(ToolError) as caught:
            Image(content)
        return str(caught.exception)

    def test_not_macho(self) -> None:
        for content in (b"", b"\x7fELF" + bytes(100), b"\xfe\xed\xfa\xcf" + bytes(100)):
            self.assertEqual(self._error(content), "not a Mach-O file")

    def test_cpu(self) -> None:
        image = usual()
        image.cpu = 0x01000012
        self.assertIn("CPU type 0x1000012 is not supported", self._error(image.content()))

    def test_truncated(self) -> None:
        content = usual().content()
        self.assertIn("ends in its header", self._error(content[:31]))
        self.assertIn("load commands lie outside", self._error(content[:100]))
        self.assertIn("a segment lies outside", self._error(content[:-1]))

    def test_load_commands(self) -> None:
        content = bytearray(usual().content())
        count, size = struct.unpack_from("<2I", content, 16)
        struct.pack_into("<I", content, 16, count + 1)
        self.assertIn("more load commands than there are", self._error(bytes(content)))
        struct.pack_into("<2I", content, 16, count, size)
        struct.pack_into("<I", content, 36, 76)
        self.assertIn("has a wrong size, 76", self._error(bytes(content)))

    def test_segment(self) -> None:
        image = usual()
        image.commands.append(command(0x19, bytes(56)))
        self.assertIn("load command is too short", self._error(image.content()))
        image.commands[-1] = command(0x19, bytes(56) + b"\1" + bytes(7))
        self.assertIn("not the size of its sections", self._error(image.content()))


if __name__ == "__main__":
    unittest.main()
