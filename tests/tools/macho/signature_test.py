"""Tests of ad-hoc signatures."""

from __future__ import annotations

import hashlib
import struct
import unittest

from tests.tools.macho.code_directory import CodeDirectory, code_directory, wrong_pages
from tests.tools.macho.macho_image import (
    LC_CODE_SIGNATURE,
    LC_UUID,
    MH_DYLIB,
    Image,
    command,
    commands,
    segments,
    usual,
)
from tools.common.errors import ToolError
from tools.macho.signature import sign


def _directory(content: bytes) -> CodeDirectory:
    offset, _ = struct.unpack("<2I", dict(commands(content))[LC_CODE_SIGNATURE])
    return code_directory(content[offset:])


class SignTest(unittest.TestCase):
    def test_code_directory(self) -> None:
        signed = sign(usual().content(), "näme")
        directory = _directory(signed)
        self.assertEqual(directory.version, 0x20400)
        self.assertEqual(directory.flags, 0x20002)
        self.assertEqual(directory.identifier, "näme")
        self.assertEqual((directory.hash_type, directory.page_size), (2, 4096))
        self.assertEqual(directory.exec_segment, (0, 0x4000, 1))
        self.assertEqual(directory.hashes[1], hashlib.sha256(signed[4096:8192]).digest())
        self.assertEqual(wrong_pages(signed, directory), [])

    def test_signature_is_the_end_of_linkedit(self) -> None:
        signed = sign(usual().content(), "name")
        offset, size = struct.unpack("<2I", dict(commands(signed))[LC_CODE_SIGNATURE])
        _, vmsize, fileoff, filesize, *_ = segments(signed)["__LINKEDIT"]
        self.assertEqual(offset % 16, 0)
        self.assertEqual(offset + size, len(signed))
        self.assertEqual(fileoff + filesize, len(signed))
        self.assertEqual(vmsize % 0x4000, 0)

    def test_load_command_is_added_last(self) -> None:
        before, after = commands(usual().content()), commands(sign(usual().content(), "name"))
        self.assertEqual(len(after), len(before) + 1)
        self.assertEqual(after[-1][0], LC_CODE_SIGNATURE)

    def test_signed_again(self) -> None:
        signed = sign(usual().content(), "name")
        self.assertEqual(sign(signed, "name"), signed)
        renamed = sign(signed, "another name")
        self.assertEqual(_directory(renamed).identifier, "another name")
        self.assertEqual(wrong_pages(renamed, _directory(renamed)), [])

    def test_every_byte_is_covered(self) -> None:
        signed = sign(usual().content(), "name")
        directory = _directory(signed)
        for position in range(0, directory.code_limit, 997):
            changed = bytearray(signed)
            changed[position] ^= 1
            self.assertEqual(wrong_pages(bytes(changed), directory), [position // 4096])

    def test_library(self) -> None:
        image = usual()
        image.file_type = MH_DYLIB
        self.assertEqual(_directory(sign(image.content(), "name")).exec_segment[2], 0)


class ErrorTest(unittest.TestCase):
    def _error(self, image: Image) -> str:
        with self.assertRaises(ToolError) as caught:
            sign(image.content(), "name")
        return str(caught.exception)

    def test_no_room_for_the_load_command(self) -> None:
        image = usual()
        used = len(b"".join(segment.command() for segment in image.segments))
        used += len(b"".join(image.commands)) + 32
        room = Image.TEXT_OFFSET - used - 8
        image.commands.append(command(LC_UUID, bytes(room - room % 8 - 8)))
        self.assertIn("no room for the load command", self._error(image))

    def test_room_in_use(self) -> None:
        image = usual()
        used = len(b"".join(segment.command() for segment in image.segments))
        used += len(b"".join(image.commands)) + 32
        image.contents[used] = b"x"
        self.assertIn("no room for the load command", self._error(image))

    def test_signature_that_is_not_last(self) -> None:
        image = usual()
        image.commands.append(command(LC_CODE_SIGNATURE, struct.pack("<2I", 0xC000, 16)))
        self.assertIn("its signature is not its last part", self._error(image))

    def test_segments_missing(self) -> None:
        for name in ("__TEXT", "__LINKEDIT"):
            image = usual()
            image.segments = [segment for segment in image.segments if segment.name != name]
            self.assertIn(f"no segment {name}", self._error(image))


if __name__ == "__main__":
    unittest.main()
