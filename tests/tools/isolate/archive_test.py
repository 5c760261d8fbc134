"""Tests of reading and writing static libraries."""

from __future__ import annotations

import struct
import unittest

from tools.common.errors import ToolError
from tools.isolate.archive import Member, is_archive, read_archive, write_archive


def _header(name: bytes, size: int) -> bytes:
    return name.ljust(16) + b"0".ljust(32) + str(size).encode().ljust(10) + b"`\n"


class ArchiveTest(unittest.TestCase):
    def test_what_is_written_can_be_read(self) -> None:
        members = [
            Member("a.o", b"odd"),
            Member("a name of many letters.o", b"even"),
            Member("a.o", b""),
        ]
        content = write_archive(members)
        self.assertTrue(is_archive(content))
        self.assertEqual(list(read_archive(content)), members)

    def test_index(self) -> None:
        content = write_archive([Member("a", b"x", [b"f", b"g"]), Member("b", b"yy", [b"h"])])
        index = content[8 + 60 :]
        (count,) = struct.unpack_from(">I", index)
        offsets = struct.unpack_from(">3I", index, 4)
        self.assertEqual(count, 3)
        self.assertEqual(index[16:22], b"f\0g\0h\0")
        self.assertEqual([content[offset + 60] for offset in offsets], [*b"xxy"])

    def test_bsd(self) -> None:
        members = [Member("a.o", b"odd", [b"f"]), Member("eight888", b"even", [b"g", b"h"])]
        content = write_archive(members, bsd=True)
        self.assertEqual(list(read_archive(content)), [Member(m.name, m.content) for m in members])
        self.assertEqual(content[8:13], b"#1/16")
        index = content[8 + 60 + 16 :]
        (size,) = struct.unpack_from("<I", index)
        self.assertEqual(size, 24)
        for number, (name, file) in enumerate([(b"f", b"a.o"), (b"g", b"eigh"), (b"h", b"eigh")]):
            name_offset, offset = struct.unpack_from("<II", index, 4 + 8 * number)
            self.assertEqual(index[4 + 24 + 4 + name_offset :][:1], name)
            self.assertEqual(content[offset + 60 :][: len(file)], file)

    def test_written_twice_is_equal(self) -> None:
        self.assertEqual(write_archive([Member("a", b"1")]), write_archive([Member("a", b"1")]))

    def test_names_of_bsd(self) -> None:
        body = b"long name.o\0" + b"12"
        content = b"!<arch>\n" + _header(b"__.SYMDEF", 4) + b"\0" * 4
        content += _header(b"#1/12", len(body)) + body
        self.assertEqual(list(read_archive(content)), [Member("long name.o", b"12")])

    def test_short_names_of_gnu(self) -> None:
        content = b"!<arch>\n" + _header(b"a.o/", 1) + b"x\n"
        self.assertEqual(list(read_archive(content)), [Member("a.o", b"x")])

    def test_thin_archive(self) -> None:
        with self.assertRaisesRegex(ToolError, "thin archive"):
            list(read_archive(b"!<thin>\n"))

    def test_damaged_archives(self) -> None:
        content = write_archive([Member("a.o", b"1234")])
        for damaged in (content[:-1], content[:30], content.replace(b"`\n", b"xx")):
            with self.subTest(len(damaged)), self.assertRaisesRegex(ToolError, "damaged archive"):
                list(read_archive(damaged))


if __name__ == "__main__":
    unittest.main()
