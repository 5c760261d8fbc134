"""Tests of what attaching does to a Mach-O image."""

from __future__ import annotations

import random
import struct
import unittest

from tests.tools.macho.code_directory import code_directory, wrong_pages
from tests.tools.macho.macho_image import (
    BASE,
    LC_CODE_SIGNATURE,
    LC_DYLD_CHAINED_FIXUPS,
    LC_DYLD_INFO_ONLY,
    LC_DYSYMTAB,
    LC_FUNCTION_STARTS,
    LC_SYMTAB,
    LC_UUID,
    LINKEDIT_OFFSET,
    MH_DYLIB,
    X86_64,
    Image,
    Segment,
    command,
    commands,
    segments,
    usual,
)
from tools.attach import macho
from tools.attach.attached import Attached
from tools.common.errors import ToolError
from tools.macho.universal import join
from tools.packed_resources.format import MAGIC

_PACKED = MAGIC + bytes(range(200)) * 100
_PACKED_ROUNDED = 0x8000
_LINKEDIT_SIZE = 0x123
_MOVED = 0x8000 + _PACKED_ROUNDED - LINKEDIT_OFFSET


def _attached(image: Image | None = None) -> bytes:
    return macho.attach((image or usual()).content(), _PACKED, "name")


class AttachTest(unittest.TestCase):
    def test_packed_file_is_the_content_of_the_section(self) -> None:
        after = _attached()
        self.assertEqual(macho.find_attached(after), Attached(0x8000, len(_PACKED), 0xC000))
        self.assertEqual(after[0x8000 : 0x8000 + len(_PACKED)], _PACKED)
        self.assertFalse(any(after[0x8000 + len(_PACKED) : 0x8000 + _PACKED_ROUNDED]))

    def test_segments(self) -> None:
        before, after = segments(usual().content()), segments(_attached())
        for name in ("__PAGEZERO", "__TEXT", "__DATA"):
            self.assertEqual(before[name], after[name])
        rounded = _PACKED_ROUNDED
        self.assertEqual(after["__PYPACK"], (BASE + 0xC000, rounded, 0x8000, rounded, 1, 1))
        vmaddr, vmsize, fileoff, filesize, *_ = after["__LINKEDIT"]
        self.assertEqual(vmaddr, BASE + 0xC000 + rounded)
        self.assertEqual(fileoff, 0x8000 + rounded)
        self.assertEqual(fileoff + filesize, len(_attached()))
        self.assertEqual(vmsize, 0x4000)

    def test_linkedit_is_moved_unchanged(self) -> None:
        before, after = usual().content(), _attached()
        start = LINKEDIT_OFFSET + _MOVED
        self.assertEqual(after[start : start + _LINKEDIT_SIZE], before[LINKEDIT_OFFSET:])

    def test_offsets_follow(self) -> None:
        before, after = dict(commands(usual().content())), dict(commands(_attached()))
        places = {
            LC_SYMTAB: (0, 8),
            LC_DYSYMTAB: (48,),
            LC_DYLD_INFO_ONLY: (0,),
            LC_FUNCTION_STARTS: (0,),
        }
        for kind, fields in places.items():
            expected = bytearray(before[kind])
            for field in fields:
                (offset,) = struct.unpack_from("<I", expected, field)
                struct.pack_into("<I", expected, field, offset + _MOVED)
            with self.subTest(kind):
                self.assertEqual(after[kind], expected)

    def test_everything_before_the_packed_file_stays(self) -> None:
        before, after = usual().content(), _attached()
        self.assertEqual(before[0x1000:0x8000], after[0x1000:0x8000])

    def test_signature(self) -> None:
        for cpu in (usual().cpu, X86_64):
            image = usual()
            image.cpu = cpu
            after = _attached(image)
            offset, size = struct.unpack("<2I", dict(commands(after))[LC_CODE_SIGNATURE])
            self.assertEqual(offset + size, len(after))
            directory = code_directory(after[offset:])
            self.assertEqual(directory.code_limit, offset)
            self.assertEqual(directory.identifier, "name")
            self.assertEqual(wrong_pages(after, directory), [])

    def test_signed_image(self) -> None:
        """What the linker signed gets the same executable as what it did not sign."""
        image = usual()
        image.segments[-1].filesize = 0x130 + 0x40
        image.size = LINKEDIT_OFFSET + 0x130 + 0x40
        image.contents[LINKEDIT_OFFSET + 0x123] = bytes(13)
        image.commands.append(
            command(LC_CODE_SIGNATURE, struct.pack("<2I", LINKEDIT_OFFSET + 0x130, 0x40))
        )
        self.assertEqual(_attached(image), _attached())

    def test_uuid_differs_by_packed_file(self) -> None:
        content = usual().content()
        uuids = [
            dict(commands(macho.attach(content, packed, "name")))[LC_UUID]
            for packed in (_PACKED, _PACKED + b"x", _PACKED)
        ]
        self.assertNotEqual(uuids[0], uuids[1])
        self.assertEqual(uuids[0], uuids[2])
        self.assertEqual((uuids[0][6] >> 4, uuids[0][8] >> 6), (8, 2))

    def test_smaller_than_the_reserved_room(self) -> None:
        """The packed file fits into the page that the image has for it; nothing moves."""
        after = macho.attach(usual().content(), MAGIC, "name")
        self.assertEqual(segments(after)["__LINKEDIT"][2], LINKEDIT_OFFSET)

    def test_find_in_universal_file(self) -> None:
        intel = usual()
        intel.cpu = X86_64
        content = join([_attached(), _attached(intel)])
        found = macho.find_attached(content)
        self.assertEqual(found, Attached(0x4000 + 0x8000, len(_PACKED), 0xC000))
        self.assertEqual(content[found.offset : found.offset + found.size], _PACKED)


class ErrorTest(unittest.TestCase):
    def _error(self, image: Image | bytes) -> str:
        content = image if isinstance(image, bytes) else image.content()
        with self.assertRaises(ToolError) as caught:
            macho.attach(content, _PACKED, "name")
        return str(caught.exception)

    def test_no_place(self) -> None:
        image = usual()
        del image.segments[3]
        self.assertIn("no segment __PYPACK: link it with the loader", self._error(image))

    def test_other_sections(self) -> None:
        image = usual()
        image.segments[3].sections.append(("__more", 0x8008, 8))
        self.assertIn("not the loader's", self._error(image))

    def test_place_elsewhere(self) -> None:
        image = usual()
        image.segments[3].sections = [("__pypack", 0x8010, 8)]
        self.assertIn("not at the start", self._error(image))

    def test_attached_already(self) -> None:
        self.assertIn("already has packed resources", self._error(_attached()))

    def test_place_in_use(self) -> None:
        image = usual()
        image.contents[0x8000] = b"\0\0\0\0\0\0\0\1"
        self.assertIn("not empty", self._error(image))

    def test_segment_behind_the_place(self) -> None:
        image = usual()
        image.segments.insert(4, Segment("__MORE", BASE + 0x10000, 0x4000, 0xC000, 0, []))
        self.assertIn("__LINKEDIT is not the last one in memory", self._error(image))
        image = usual()
        image.segments[2].vmsize = 0xA000
        self.assertIn("not directly before __LINKEDIT", self._error(image))

    def test_unknown_load_command(self) -> None:
        image = usual()
        image.commands.append(command(0x7E, bytes(8)))
        self.assertIn("load command 0x7e is not known", self._error(image))

    def test_offset_outside_of_linkedit(self) -> None:
        image = usual()
        image.commands.append(command(LC_DYLD_CHAINED_FIXUPS, struct.pack("<2I", 0x2000, 8)))
        self.assertIn("not in __LINKEDIT", self._error(image))

    def test_appended_data(self) -> None:
        self.assertIn("something was appended", self._error(usual().content() + b"x"))

    def test_not_an_executable(self) -> None:
        image = usual()
        image.file_type = MH_DYLIB
        self.assertIn("not an executable", self._error(image))

    def test_universal(self) -> None:
        self.assertIn("is a universal file", self._error(join([usual().content()])))

    def test_random_damage_only_raises_tool_errors(self) -> None:
        generator = random.Random(1)
        original = usual().content()
        commands_end = 32 + struct.unpack_from("<I", original, 20)[0]
        failed = 0
        for _ in range(1000):
            content = bytearray(original)
            for _ in range(generator.randrange(1, 4)):
                content[generator.randrange(commands_end)] = generator.choice((0, 1, 0x7F, 0xFF))
            try:
                macho.attach(bytes(content), _PACKED, "name")
            except ToolError:
                failed += 1
        self.assertGreater(failed, 200)

    def test_find_without_resources(self) -> None:
        with self.assertRaisesRegex(ToolError, "no packed resources are attached"):
            macho.find_attached(usual().content())

    def test_find_truncated(self) -> None:
        with self.assertRaisesRegex(ToolError, "truncated"):
            macho.find_attached(_attached()[:-1])


if __name__ == "__main__":
    unittest.main()
