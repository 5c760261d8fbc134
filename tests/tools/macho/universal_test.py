"""Tests of universal Mach-O files."""

from __future__ import annotations

import struct
import unittest

from tests.tools.macho.macho_image import X86_64, usual
from tools.common.errors import ToolError
from tools.macho.universal import is_universal, join, read_slices


def _images() -> tuple[bytes, bytes]:
    intel = usual()
    intel.cpu = X86_64
    return usual().content(), intel.content()


class JoinTest(unittest.TestCase):
    def test_layout(self) -> None:
        arm, intel = _images()
        content = join([arm, intel])
        self.assertEqual(
            struct.unpack_from(">12I", content),
            (
                *(0xCAFEBABE, 2),
                *(0x01000007, 0, 0x4000, len(intel), 14),
                *(0x0100000C, 0, 0x14000, len(arm), 14),
            ),
        )
        self.assertEqual(content[0x4000 : 0x4000 + len(intel)], intel)
        self.assertEqual(content[0x14000:], arm)
        self.assertFalse(any(content[48:0x4000]))

    def test_order_does_not_matter(self) -> None:
        arm, intel = _images()
        self.assertEqual(join([arm, intel]), join([intel, arm]))

    def test_read_again(self) -> None:
        arm, intel = _images()
        slices = read_slices(join([arm, intel]))
        self.assertEqual(
            [(part.architecture, part.offset, bytes(part.content)) for part in slices],
            [("x86_64", 0x4000, intel), ("arm64", 0x14000, arm)],
        )

    def test_java_class_is_not_universal(self) -> None:
        self.assertFalse(is_universal(b"\xca\xfe\xba\xbe\0\0\0\x34" + bytes(100)))


class ErrorTest(unittest.TestCase):
    def test_same_architecture(self) -> None:
        arm, _ = _images()
        with self.assertRaisesRegex(ToolError, "two images for arm64"):
            join([arm, arm])

    def test_not_an_image(self) -> None:
        with self.assertRaisesRegex(ToolError, "not a Mach-O file"):
            join([join([_images()[0]])])

    def test_malformed(self) -> None:
        content = join(_images())
        for wrong, expected in (
            (b"text", "not a universal"),
            (content[:4] + bytes(100), "for no architecture"),
            (content[:40], "ends in its header"),
            (content[:-1], "a slice lies outside"),
            (content[:8] + bytes(4) + content[12:], "CPU type 0x0 is not supported"),
        ):
            with self.subTest(expected), self.assertRaisesRegex(ToolError, expected):
                read_slices(wrong)


if __name__ == "__main__":
    unittest.main()
