"""Makes small ELF images of any shape for the tests of attach; nothing can run them."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

_FILE_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_PROGRAM_HEADER = struct.Struct("<IIQQQQQQ")

PT_LOAD, PT_DYNAMIC, PT_INTERP, PT_NOTE, PT_PHDR, PT_TLS = 1, 2, 3, 4, 6, 7
X86_64, AARCH64 = 62, 183
ET_REL, ET_EXEC, ET_DYN = 1, 2, 3


def note(name: bytes, descriptor: bytes, kind: int = 1, padding: int = 4) -> bytes:
    """Returns a note as a linker lays it out."""
    head = struct.pack("<III", len(name), len(descriptor), kind) + name
    head += bytes(-len(head) % padding)
    return head + descriptor + bytes(-len(descriptor) % padding)


PYPACK_NOTE = note(b"PYPACK\0\0", bytes(16))


@dataclass
class Image:
    """An ELF image: program headers that the test gives, content behind them.

    Attributes:
        headers: type, offset, vaddr, filesz, memsz and alignment of each program header.
        notes: what is put at `NOTES_OFFSET`.
        size: of the file.
    """

    headers: list[tuple[int, int, int, int, int, int]]
    notes: bytes = PYPACK_NOTE
    size: int = 0x2345
    machine: int = X86_64
    kind: int = ET_EXEC
    ident: bytes = b"\x7fELF\x02\x01\x01"
    header_size: int = field(default=_PROGRAM_HEADER.size)

    NOTES_OFFSET = 0x800

    def content(self) -> bytearray:
        """Returns the file."""
        content = bytearray(self.size)
        _FILE_HEADER.pack_into(
            content, 0, self.ident, self.kind, self.machine, 1, 0x400000, _FILE_HEADER.size, 0, 0,
            _FILE_HEADER.size, self.header_size, len(self.headers), 64, 0, 0,
        )  # fmt: skip
        for number, (kind, offset, vaddr, filesz, memsz, align) in enumerate(self.headers):
            _PROGRAM_HEADER.pack_into(
                content, _FILE_HEADER.size + number * _PROGRAM_HEADER.size,
                kind, 4, offset, vaddr, vaddr, filesz, memsz, align,
            )  # fmt: skip
        content[self.NOTES_OFFSET : self.NOTES_OFFSET + len(self.notes)] = self.notes
        return content


def static(notes: bytes = PYPACK_NOTE, alignment: int = 4) -> Image:
    """Returns an image with the program headers of a common static executable."""
    offset = Image.NOTES_OFFSET
    return Image(
        headers=[
            (PT_PHDR, 64, 0x400040, 280, 280, 8),
            (PT_NOTE, offset, 0x400000 + offset, len(notes), len(notes), alignment),
            (PT_LOAD, 0, 0x400000, 0x1000, 0x1000, 0x1000),
            (PT_LOAD, 0x1000, 0x401000, 0x800, 0x5432, 0x1000),
            (PT_TLS, 0x1000, 0x401000, 0, 0x10, 8),
        ],
        notes=notes,
    )


def usual(notes: bytes = PYPACK_NOTE, alignment: int = 4) -> Image:
    """Returns the same as a dynamic executable."""
    image = static(notes, alignment)
    image.headers.append((PT_INTERP, 0xA00, 0x400A00, 16, 16, 1))
    return image


def program_headers(image: bytes | bytearray) -> list[tuple[int, ...]]:
    """Returns type, flags, offset, vaddr, paddr, filesz, memsz and alignment of each header."""
    fields = _FILE_HEADER.unpack_from(image)
    return [
        _PROGRAM_HEADER.unpack_from(image, fields[5] + i * fields[9]) for i in range(fields[10])
    ]
