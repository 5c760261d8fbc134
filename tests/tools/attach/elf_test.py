"""Tests of what attaching does to an ELF image."""

from __future__ import annotations

import random
import struct
import unittest

from tests.tools.attach.elf_image import (
    AARCH64,
    ET_REL,
    PT_INTERP,
    PT_LOAD,
    PT_NOTE,
    PT_PHDR,
    PT_TLS,
    PYPACK_NOTE,
    Image,
    note,
    program_headers,
    static,
    usual,
)
from tools.attach import elf
from tools.attach.attached import Attached
from tools.common.errors import ToolError
from tools.packed_resources.format import MAGIC

_PACKED = MAGIC + bytes(300)
_KINDS = [PT_PHDR, PT_LOAD, PT_LOAD, PT_LOAD, PT_TLS, PT_INTERP]


def _attached(image: Image) -> bytes:
    return elf.attach(image.content(), _PACKED)


class AttachTest(unittest.TestCase):
    def test_segment(self) -> None:
        headers = program_headers(_attached(usual()))
        # Behind the end of .bss, 0x406432, and of the file, 0x2345.
        segment = (PT_LOAD, 4, 0x3000, 0x407000, 0x407000, len(_PACKED), len(_PACKED), 0x1000)
        self.assertEqual([header[0] for header in headers], _KINDS)
        self.assertEqual(headers[3], segment)

    def test_only_headers_and_descriptor_change(self) -> None:
        before = usual().content()
        after = _attached(usual())
        changed = {i for i in range(len(before)) if before[i] != after[i]}
        table = set(range(64, 64 + 6 * 56))
        descriptor = set(range(Image.NOTES_OFFSET + 20, Image.NOTES_OFFSET + 36))
        self.assertLessEqual(changed, table | descriptor)
        self.assertEqual(
            struct.unpack_from("<QQ", after, Image.NOTES_OFFSET + 20), (0x407000, len(_PACKED))
        )

    def test_interpreter_is_read_behind_the_image(self) -> None:
        name = b"/lib/ld-test.so"
        before = usual().content()
        before[0xA00 : 0xA00 + len(name)] = name
        after = elf.attach(before, _PACKED)
        kind, flags, offset, vaddr, paddr, *_ = program_headers(after)[-1]
        self.assertEqual((kind, flags, offset), (PT_INTERP, 4, len(before)))
        self.assertEqual((vaddr, paddr), (0x400A00, 0x400A00))
        self.assertEqual(after[offset : offset + len(name)], name)
        self.assertEqual(elf.find_attached(after).offset, 0x3000)

    def test_interpreter_outside_of_the_file(self) -> None:
        image = static()
        image.headers.insert(1, (PT_INTERP, image.size - 4, 0x400800, 5, 5, 1))
        with self.assertRaisesRegex(ToolError, "a segment lies outside"):
            _attached(image)

    def test_found_again(self) -> None:
        found = elf.find_attached(_attached(usual()))
        self.assertEqual(found, Attached(0x3000, len(_PACKED), 0x407000))

    def test_aarch64_is_aligned_to_its_largest_page(self) -> None:
        image = usual()
        image.machine = AARCH64
        found = elf.find_attached(_attached(image))
        self.assertEqual((found.offset, found.address), (0x10000, 0x410000))

    def test_larger_alignment_of_the_image_is_followed(self) -> None:
        image = usual()
        image.headers[3] = (PT_LOAD, 0x1000, 0x401000, 0x800, 0x5432, 0x200000)
        found = elf.find_attached(_attached(image))
        self.assertEqual((found.offset, found.address), (0x200000, 0x600000))

    def test_note_behind_the_loads(self) -> None:
        image = usual()
        image.headers.append(image.headers.pop(1))
        headers = program_headers(_attached(image))
        self.assertEqual([header[0] for header in headers], _KINDS)

    def test_among_other_notes(self) -> None:
        notes = note(b"GNU\0", bytes(5)) + PYPACK_NOTE + note(b"GNU\0", bytes(20), 3)
        found = elf.find_attached(_attached(usual(notes)))
        self.assertEqual(found.size, len(_PACKED))

    def test_other_note_segments_stay(self) -> None:
        image = usual()
        other = note(b"GNU\0", bytes(16), 5, 8)
        image.headers.insert(1, (PT_NOTE, 0x900, 0x400900, len(other), len(other), 8))
        content = image.content()
        content[0x900 : 0x900 + len(other)] = other
        after = elf.attach(content, _PACKED)
        self.assertEqual([h[2] for h in program_headers(after) if h[0] == PT_NOTE], [0x900])

    def test_note_in_a_segment_aligned_to_8(self) -> None:
        image = usual(note(b"PYPACK\0\0", bytes(16), padding=8), alignment=8)
        after = _attached(image)
        self.assertEqual(struct.unpack_from("<Q", after, Image.NOTES_OFFSET + 24), (0x407000,))
        self.assertEqual(elf.find_attached(after).address, 0x407000)

    def test_image_already_a_multiple_of_the_page(self) -> None:
        image = usual()
        image.size = 0x3000 - 16  # The name of the dynamic loader follows.
        self.assertEqual(elf.find_attached(_attached(image)).offset, 0x3000)


class StaticTest(unittest.TestCase):
    """The program headers go to the end of the file."""

    # The end of .bss, 0x406432, is farther from the start than that of the small packed file.
    TABLE = 0x7000

    def test_segments(self) -> None:
        after = _attached(static())
        headers = program_headers(after)
        kinds = [PT_PHDR, PT_LOAD, PT_LOAD, PT_LOAD, PT_LOAD, PT_TLS]
        self.assertEqual([header[0] for header in headers], kinds)
        self.assertEqual(struct.unpack_from("<Q", after, 32), (self.TABLE,))
        self.assertEqual(len(after), self.TABLE + 6 * 56)
        address = 0x400000 + self.TABLE
        table = (4, self.TABLE, address, address, 6 * 56, 6 * 56)
        self.assertEqual(headers[0], (PT_PHDR, *table, 8))
        self.assertEqual(headers[3], (PT_LOAD, *table, 0x1000))
        size = len(_PACKED)
        self.assertEqual(headers[4], (PT_LOAD, 4, 0x3000, 0x408000, 0x408000, size, size, 0x1000))
        descriptor = struct.unpack_from("<QQ", after, Image.NOTES_OFFSET + 20)
        self.assertEqual(descriptor, (0x408000, size))
        self.assertEqual(elf.find_attached(after), Attached(0x3000, size, 0x408000))

    def test_only_the_header_and_the_descriptor_change(self) -> None:
        before = static().content()
        after = _attached(static())
        changed = {i for i in range(len(before)) if before[i] != after[i]}
        descriptor = set(range(Image.NOTES_OFFSET + 20, Image.NOTES_OFFSET + 36))
        self.assertLessEqual(changed, {*range(32, 40), 56, 57} | descriptor)

    def test_packed_file_that_reaches_farther_than_memory(self) -> None:
        packed = MAGIC + bytes(0x8000)
        after = elf.attach(static().content(), packed)
        table = 0x3000 + len(packed)
        self.assertEqual(struct.unpack_from("<Q", after, 32), (table,))
        self.assertEqual(len(after), table + 6 * 56)
        headers = program_headers(after)
        self.assertEqual(headers[3][2:4], (table, 0x400000 + table))
        self.assertEqual(headers[4][2:4], (0x3000, 0x40C000))

    def test_aarch64(self) -> None:
        image = static()
        image.machine = AARCH64
        after = _attached(image)
        # Not in the page in which .bss ends.
        self.assertEqual(program_headers(after)[3][2:4], (0x10138, 0x410138))
        found = elf.find_attached(after)
        self.assertEqual((found.offset, found.address), (0x10000, 0x420000))

    def _check_not_moved(self, image: Image) -> None:
        after = _attached(image)
        self.assertEqual(struct.unpack_from("<Q", after, 32), (64,))
        self.assertEqual(elf.find_attached(after).size, len(_PACKED))

    def test_start_that_is_not_aligned(self) -> None:
        image = static()
        image.machine = AARCH64
        image.headers[2] = (PT_LOAD, 0, 0x401000, 0x1000, 0x1000, 0x1000)
        image.headers[3] = (PT_LOAD, 0x1000, 0x402000, 0x800, 0x5432, 0x1000)
        self._check_not_moved(image)

    def test_much_zeroed_memory(self) -> None:
        image = static()
        image.headers[3] = (PT_LOAD, 0x1000, 0x401000, 0x800, 1 << 30, 0x1000)
        self._check_not_moved(image)

    def test_attached_already(self) -> None:
        with self.assertRaisesRegex(ToolError, "already has packed resources"):
            elf.attach(_attached(static()), _PACKED)


class ErrorTest(unittest.TestCase):
    def _error(self, image: Image | bytes) -> str:
        content = bytearray(image) if isinstance(image, bytes) else image.content()
        with self.assertRaises(ToolError) as caught:
            elf.attach(content, _PACKED)
        return str(caught.exception)

    def test_not_elf(self) -> None:
        for content in (b"", b"MZ" + bytes(100), b"\xcf\xfa\xed\xfe" + bytes(100)):
            self.assertIn("not an ELF file", self._error(content))

    def test_not_64_bit_little_endian(self) -> None:
        for ident in (b"\x7fELF\x01\x01\x01", b"\x7fELF\x02\x02\x01"):
            image = usual()
            image.ident = ident
            self.assertIn("64 bit little-endian", self._error(image))

    def test_kind_and_machine(self) -> None:
        image = usual()
        image.machine = 243
        self.assertIn("ELF machine 243", self._error(image))
        image = usual()
        image.kind = ET_REL
        self.assertIn("not an executable", self._error(image))

    def test_no_note(self) -> None:
        for notes in (b"", note(b"GNU\0", bytes(16)), note(b"PYPACK\0\0", bytes(16), 2)):
            self.assertIn("no PYPACK note", self._error(usual(notes)))

    def test_two_notes(self) -> None:
        self.assertIn("more than one PYPACK note", self._error(usual(PYPACK_NOTE * 2)))

    def test_note_of_another_version(self) -> None:
        self.assertIn("has 24 bytes, not 16", self._error(usual(note(b"PYPACK\0\0", bytes(24)))))

    def test_note_that_is_not_empty(self) -> None:
        filled = note(b"PYPACK\0\0", bytes(15) + b"\1")
        self.assertIn("not empty", self._error(usual(filled)))

    def test_note_larger_than_its_segment(self) -> None:
        self.assertIn("a note is larger", self._error(usual(PYPACK_NOTE[:-1])))

    def test_attached_already(self) -> None:
        self.assertIn("already has packed resources", self._error(_attached(usual())))

    def test_nothing_to_load(self) -> None:
        image = usual()
        del image.headers[2:4]
        self.assertIn("nothing in it is loaded", self._error(image))

    def test_malformed(self) -> None:
        image = usual()
        image.header_size = 32
        self.assertIn("program headers of 32 bytes", self._error(image))
        image = usual()
        image.headers[3] = (PT_LOAD, 0x1000, 0x401000, 0x8000, 0x8000, 0x1000)
        self.assertIn("a segment lies outside", self._error(image))
        self.assertIn("lie outside of it", self._error(bytes(usual().content()[:100])))

    def test_random_damage_only_raises_tool_errors(self) -> None:
        generator = random.Random(1)
        original = static().content()
        interesting = [*range(400), *range(Image.NOTES_OFFSET, Image.NOTES_OFFSET + 36)]
        failed = 0
        for _ in range(5000):
            content = bytearray(original)
            for _ in range(generator.randrange(1, 4)):
                content[generator.choice(interesting)] = generator.choice((0, 1, 0x7F, 0xFF))
            try:
                elf.attach(content, _PACKED)
            except ToolError:
                failed += 1
        self.assertGreater(failed, 1000)

    def test_find_without_resources(self) -> None:
        with self.assertRaisesRegex(ToolError, "no packed resources are attached"):
            elf.find_attached(usual().content())

    def test_find_with_a_note_that_tells_something_else(self) -> None:
        executable = bytearray(_attached(usual()))
        executable[Image.NOTES_OFFSET + 20] ^= 1
        with self.assertRaisesRegex(ToolError, "does not name the attached resources"):
            elf.find_attached(executable)


if __name__ == "__main__":
    unittest.main()
