"""Makes small PE images of any shape for tests; nothing can run them."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

X86_64, ARM64 = 0x8664, 0xAA64
EXECUTABLE_IMAGE, DLL = 0x0002, 0x2000
PE32, PE32_PLUS = 0x10B, 0x20B

HEADER = 0x80
"""Where the signature is, behind the program for DOS."""
OPTIONAL_HEADER = HEADER + 24
DIRECTORIES = OPTIONAL_HEADER + 112
SECTIONS = DIRECTORIES + 16 * 8


@dataclass
class Image:
    """A PE image: sections that the test gives, with content that is never zero.

    Attributes:
        sections: name, virtual size, address, raw size and offset of each.
        directories: address and size, by number.
        size: of the file.
    """

    sections: list[tuple[bytes, int, int, int, int]]
    directories: dict[int, tuple[int, int]] = field(default_factory=dict)
    size: int = 0xA00
    machine: int = X86_64
    flags: int = EXECUTABLE_IMAGE
    magic: int = PE32_PLUS
    file_alignment: int = 0x200
    section_alignment: int = 0x1000
    size_of_headers: int = 0x400
    directory_count: int = 16

    def content(self) -> bytearray:
        """Returns the file."""
        content = bytearray(b"\xcc" * self.size)
        content[: self.size_of_headers] = bytes(self.size_of_headers)
        content[:2] = b"MZ"
        struct.pack_into("<I", content, 0x3C, HEADER)
        struct.pack_into(
            "<4sHHIIIHH", content, HEADER,
            b"PE\0\0", self.machine, len(self.sections), 0, 0, 0,
            SECTIONS - OPTIONAL_HEADER, self.flags,
        )  # fmt: skip
        end = max((address + size for _, size, address, _, _ in self.sections), default=0)
        struct.pack_into(
            "<HBBIIIIIQIIHHHHHHIIIIHHQQQQII", content, OPTIONAL_HEADER,
            self.magic, 14, 0, 0x200, 0x400, 0, 0x1000, 0x1000, 0x140000000,
            self.section_alignment, self.file_alignment, 6, 0, 0, 0, 6, 0, 0,
            (end + 0xFFF) & ~0xFFF, self.size_of_headers, 0, 3, 0x8160,
            0x1000000, 0x1000, 0x100000, 0x1000, 0, self.directory_count,
        )  # fmt: skip
        for number, (address, size) in self.directories.items():
            struct.pack_into("<II", content, DIRECTORIES + number * 8, address, size)
        for number, (name, size, address, raw_size, offset) in enumerate(self.sections):
            struct.pack_into(
                "<8sIIIIIIHHI", content, SECTIONS + number * 40,
                name, size, address, raw_size, offset, 0, 0, 0, 0, 0x60000020,
            )  # fmt: skip
        return content


def usual() -> Image:
    """Returns an image like a linker's: code, data that is partly zero, relocations."""
    return Image(
        sections=[
            (b".text", 0x1F0, 0x1000, 0x200, 0x400),
            (b".data", 0x1800, 0x2000, 0x200, 0x600),
            (b".reloc", 0x10, 0x4000, 0x200, 0x800),
        ],
    )
