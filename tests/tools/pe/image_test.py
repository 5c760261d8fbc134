"""Tests of PE images that are read and added to."""

from __future__ import annotations

import random
import struct
import unittest

from tests.tools.pe.pe_image import (
    ARM64,
    DIRECTORIES,
    DLL,
    EXECUTABLE_IMAGE,
    HEADER,
    OPTIONAL_HEADER,
    PE32,
    SECTIONS,
    Image,
    usual,
)
from tools.common.errors import ToolError
from tools.pe import image as pe


def _plain_checksum(content: bytes) -> int:
    """The checksum, word by word as its definition says."""
    total = 0
    for offset in range(0, len(content) + len(content) % 2, 2):
        if offset not in (OPTIONAL_HEADER + 64, OPTIONAL_HEADER + 66):
            total += int.from_bytes(content[offset : offset + 2], "little")
            total = (total & 0xFFFF) + (total >> 16)
    return total + len(content)


class ReadTest(unittest.TestCase):
    def test_sections(self) -> None:
        image = pe.Image(usual().content())
        self.assertEqual([s.name for s in image.sections], [".text", ".data", ".reloc"])
        self.assertEqual(
            image.section(".data"), pe.Section(".data", 0x1800, 0x2000, 0x200, 0x600, 0x60000020)
        )
        self.assertIsNone(image.section(".none"))
        self.assertEqual(image.subsystem, pe.SUBSYSTEM_CONSOLE)
        self.assertEqual(image.next_address(), 0x5000)

    def test_directories(self) -> None:
        image = usual()
        self.assertFalse(pe.Image(image.content()).is_signed)
        image.directories = {2: (0x1000, 5), 4: (0x900, 8)}
        self.assertEqual(pe.Image(image.content()).directory(2), (0x1000, 5))
        self.assertTrue(pe.Image(image.content()).is_signed)
        image.directory_count = 3
        self.assertEqual(pe.Image(image.content()).directory(2), (0x1000, 5))
        self.assertFalse(pe.Image(image.content()).is_signed)

    def test_is_image(self) -> None:
        self.assertTrue(pe.is_image(usual().content()))
        self.assertFalse(pe.is_image(b"\x7fELF"))
        self.assertFalse(pe.is_image(b""))


class AddTest(unittest.TestCase):
    def test_only_headers_change(self) -> None:
        before = usual().content()
        image = pe.Image(before)
        image.add_section(".new", b"content")
        after = image.content()
        changed = {i for i in range(len(before)) if before[i] != after[i]}
        allowed = {
            *range(HEADER + 6, HEADER + 8),  # NumberOfSections
            *range(OPTIONAL_HEADER + 8, OPTIONAL_HEADER + 12),  # SizeOfInitializedData
            *range(OPTIONAL_HEADER + 56, OPTIONAL_HEADER + 60),  # SizeOfImage
            *range(OPTIONAL_HEADER + 64, OPTIONAL_HEADER + 68),  # CheckSum
            *range(SECTIONS + 3 * 40, SECTIONS + 4 * 40),
        }
        self.assertLessEqual(changed, allowed)

    def test_section(self) -> None:
        image = pe.Image(usual().content())
        added = image.add_section(".new", b"x" * 0x1001)
        self.assertEqual(added, pe.Section(".new", 0x1001, 0x5000, 0x1200, 0x1000, 0x40000040))
        content = image.content()
        self.assertEqual(content[0xA00:], bytes(0x600) + b"x" * 0x1001 + bytes(0x1FF))
        again = pe.Image(content)
        self.assertEqual(again.sections, image.sections)
        self.assertEqual(again.next_address(), 0x7000)
        self.assertEqual(struct.unpack_from("<I", content, OPTIONAL_HEADER + 56), (0x7000,))
        self.assertEqual(struct.unpack_from("<I", content, OPTIONAL_HEADER + 8), (0x1600,))

    def test_the_image_given_stays(self) -> None:
        content = usual().content()
        before = bytes(content)
        image = pe.Image(content)
        image.add_section(".new", b"x")
        image.subsystem = pe.SUBSYSTEM_WINDOWS
        self.assertEqual(content, before)
        self.assertEqual(pe.Image(image.content()).subsystem, pe.SUBSYSTEM_WINDOWS)

    def test_place_for_headers(self) -> None:
        image = usual()
        image.sections += [
            (b".s%d" % i, 1, 0x5000 + i * 0x1000, 0, 0)
            for i in range((0x400 - SECTIONS) // 40 - len(image.sections) - 1)
        ]
        filled = pe.Image(image.content())
        filled.add_section(".last", b"x")
        with self.assertRaisesRegex(ToolError, "no place for the header of another section, .more"):
            filled.add_section(".more", b"x")

    def test_headers_do_not_run_into_a_section(self) -> None:
        image = usual()
        image.sections[0] = (b".text", 0x1F0, 0x1000, 0x200, SECTIONS + 3 * 40)
        with self.assertRaisesRegex(ToolError, "no place for the header"):
            pe.Image(image.content()).add_section(".new", b"x")

    def test_too_large(self) -> None:
        image = usual()
        image.sections[2] = (b".reloc", 0x7FFFC000 - 0x4000, 0x4000, 0x200, 0x800)
        full = pe.Image(image.content())
        full.add_section(".fits", b"x" * 0x4000)
        with self.assertRaisesRegex(ToolError, "Windows runs nothing larger than 2,147,483,648"):
            full.add_section(".more", b"x")

    def test_no_place_for_a_directory(self) -> None:
        image = usual()
        image.directory_count = 2
        with self.assertRaisesRegex(ToolError, "no data directory 2"):
            pe.Image(image.content()).set_directory(2, 1, 1)

    def test_directory(self) -> None:
        image = pe.Image(usual().content())
        image.set_directory(2, 0x5000, 7)
        self.assertEqual(struct.unpack_from("<II", image.content(), DIRECTORIES + 16), (0x5000, 7))


class ChecksumTest(unittest.TestCase):
    def test_as_defined(self) -> None:
        for size in (0xA00, 0xA01, 0x12345):
            with self.subTest(size):
                image = usual()
                image.size = size
                content = pe.Image(image.content()).content()
                stored = struct.unpack_from("<I", content, OPTIONAL_HEADER + 64)[0]
                self.assertEqual(stored, _plain_checksum(content))

    def test_sum_of_all_ones(self) -> None:
        # 0xFFFF is how ones' complement writes a sum of zero that is not all zeros.
        self.assertEqual(pe.checksum(b"\xff\xff" + bytes(100), 50), 0xFFFF + 102)


class ErrorTest(unittest.TestCase):
    def _error(self, image: Image | bytes) -> str:
        content = image if isinstance(image, bytes) else image.content()
        with self.assertRaises(ToolError) as caught:
            pe.Image(content)
        return str(caught.exception)

    def test_not_pe(self) -> None:
        self.assertIn("not a PE file", self._error(b""))
        self.assertIn("not a PE file", self._error(b"\x7fELF" + bytes(100)))
        self.assertIn("a program for DOS", self._error(b"MZ" + bytes(100)))

    def test_kind(self) -> None:
        for field, value, expected in (
            ("machine", ARM64, "PE machine 0xaa64 is not supported"),
            ("flags", EXECUTABLE_IMAGE | DLL, "not an executable"),
            ("flags", 0, "not an executable"),
            ("magic", PE32, "PE32+"),
            ("directory_count", 17, "data directories"),
            ("section_alignment", 0x1001, "aligned to 0x1001"),
            ("file_alignment", 0, "aligned to 0x0"),
        ):
            with self.subTest(field):
                image = usual()
                setattr(image, field, value)
                self.assertIn(expected, self._error(image))

    def test_truncated(self) -> None:
        content = bytes(usual().content())
        for size in (3, HEADER + 3, OPTIONAL_HEADER + 50, SECTIONS + 50):
            self.assertIn("PE file", self._error(content[:size]))
        self.assertIn("section .reloc lies outside", self._error(content[:0x900]))

    def test_random_damage_only_raises_tool_errors(self) -> None:
        generator = random.Random(1)
        original = usual().content()
        interesting = [*range(0x3C, 0x40), *range(HEADER, SECTIONS + 3 * 40)]
        failed = 0
        for _ in range(5000):
            content = bytearray(original)
            for _ in range(generator.randrange(1, 4)):
                content[generator.choice(interesting)] = generator.choice((0, 1, 0x7F, 0xFF))
            try:
                image = pe.Image(content)
                image.set_directory(2, image.next_address(), 1)
                image.add_section(".new", b"content")
                image.content()
            except ToolError:
                failed += 1
        self.assertGreater(failed, 500)


if __name__ == "__main__":
    unittest.main()
