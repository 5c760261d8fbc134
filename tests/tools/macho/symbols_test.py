"""Tests of dropping the symbols that only debuggers read."""

from __future__ import annotations

import struct
import unittest

from tests.tools.macho.code_directory import code_directory, wrong_pages
from tests.tools.macho.macho_image import (
    LC_CODE_SIGNATURE,
    LC_DYSYMTAB,
    LC_SYMTAB,
    LINKEDIT_OFFSET,
    Image,
    command,
    commands,
    segments,
    usual,
)
from tools.common.errors import ToolError
from tools.macho.signature import sign
from tools.macho.symbols import without_local_symbols

_SYMBOLS = LINKEDIT_OFFSET + 0x40
_LOCAL, _ABSOLUTE = 0x80000000, 0x40000000
_INDIRECT = (4, 0, 2, _LOCAL | _ABSOLUTE, 1)

# Name, n_type, n_sect, n_desc, n_value: two local symbols, two exported, one imported.
_TABLE = (
    ("_static", 0x0E, 1, 0, 0x1000),
    ("_hidden", 0x1E, 1, 0, 0x1010),
    ("_PyOne", 0x0F, 1, 0x10, 0x1020),
    ("_PyTwo", 0x0F, 2, 0, 0x4000),
    ("_weak", 0x01, 0, 0x340, 0),
)


def _image(counts: tuple[int, int, int] = (2, 2, 1), names: bytes | None = None) -> Image:
    """Returns an image with the table above, with these numbers of the three kinds of symbols."""
    image = usual()
    symbols, text = b"", b"\0"
    for name, *fields in _TABLE:
        symbols += struct.pack("<IBBHQ", len(text), *fields)
        text += name.encode() + b"\0"
    text = names or text
    indirect_offset = _SYMBOLS + len(symbols)
    names_offset = indirect_offset + len(_INDIRECT) * 4 + 4
    image.size = names_offset + len(text)
    image.segments[-1].filesize = image.size - LINKEDIT_OFFSET
    local, defined, undefined = counts
    image.commands[:2] = [
        command(
            LC_SYMTAB, struct.pack("<4I", _SYMBOLS, len(_TABLE), names_offset, len(text))
        ),
        command(
            LC_DYSYMTAB,
            struct.pack(
                "<18I", 0, local, local, defined, local + defined, undefined,
                *[0] * 6, indirect_offset, len(_INDIRECT), *[0] * 4,
            ),
        ),
    ]  # fmt: skip
    image.contents[_SYMBOLS] = symbols
    image.contents[indirect_offset] = struct.pack(f"<{len(_INDIRECT)}I4x", *_INDIRECT)
    image.contents[names_offset] = text
    return image


def _symbols(content: bytes) -> list[tuple[object, ...]]:
    offset, count, names, _ = struct.unpack("<4I", dict(commands(content))[LC_SYMTAB])
    found = []
    for name, *fields in struct.iter_unpack("<IBBHQ", content[offset : offset + count * 16]):
        start = names + name
        found.append((content[start : content.index(b"\0", start)].decode(), *fields))
    return found


class WithoutLocalSymbolsTest(unittest.TestCase):
    def test_exported_and_imported_symbols_stay(self) -> None:
        before = _image().content()
        after = without_local_symbols(before)
        self.assertEqual(_symbols(before), list(_TABLE))
        self.assertEqual(_symbols(after), list(_TABLE[2:]))
        self.assertNotIn(b"_static", after)
        self.assertNotIn(b"_hidden", after)
        self.assertEqual(
            struct.unpack("<18I", dict(commands(after))[LC_DYSYMTAB])[:6], (0, 0, 0, 2, 2, 1)
        )

    def test_indirect_symbols_are_the_same_ones(self) -> None:
        after = without_local_symbols(_image().content())
        offset, count = struct.unpack("<18I", dict(commands(after))[LC_DYSYMTAB])[12:14]
        self.assertEqual(
            struct.unpack_from(f"<{count}I", after, offset),
            (2, _LOCAL, 0, _LOCAL | _ABSOLUTE, _LOCAL),
        )

    def test_linkedit_ends_with_the_file(self) -> None:
        after = without_local_symbols(_image().content())
        _, vmsize, fileoff, filesize, *_ = segments(after)["__LINKEDIT"]
        self.assertEqual(fileoff + filesize, len(after))
        self.assertGreaterEqual(vmsize, filesize)

    def test_what_is_before_stays(self) -> None:
        before, after = _image().content(), without_local_symbols(_image().content())
        self.assertEqual(before[Image.TEXT_OFFSET : _SYMBOLS], after[Image.TEXT_OFFSET : _SYMBOLS])

    def test_signed_image(self) -> None:
        after = sign(without_local_symbols(sign(_image().content(), "name")), "name")
        offset, _ = struct.unpack("<2I", dict(commands(after))[LC_CODE_SIGNATURE])
        self.assertEqual(wrong_pages(after, code_directory(after[offset:])), [])
        self.assertEqual(_symbols(after), list(_TABLE[2:]))

    def test_a_second_time(self) -> None:
        once = without_local_symbols(_image().content())
        self.assertEqual(without_local_symbols(once), once)

    def test_other_layouts_stay(self) -> None:
        for image in (usual(), _image(counts=(2, 2, 2))):
            content = image.content()
            self.assertEqual(without_local_symbols(content), content)

    def test_name_outside_of_the_table(self) -> None:
        content = _image(names=b"\0" + b"x" * 40).content()
        with self.assertRaisesRegex(ToolError, "name of a symbol"):
            without_local_symbols(content)


if __name__ == "__main__":
    unittest.main()
