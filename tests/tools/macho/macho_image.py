"""Makes small Mach-O images of any shape for tests; nothing can run them."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

X86_64, ARM64 = 0x01000007, 0x0100000C
MH_EXECUTE, MH_DYLIB = 2, 6

LC_SYMTAB, LC_DYSYMTAB, LC_SEGMENT_64, LC_UUID = 0x2, 0xB, 0x19, 0x1B
LC_CODE_SIGNATURE, LC_FUNCTION_STARTS = 0x1D, 0x26
LC_DYLD_INFO_ONLY, LC_DYLD_CHAINED_FIXUPS = 0x80000022, 0x80000034

BASE = 0x100000000
LINKEDIT_OFFSET = 0xC000
"""Where `usual` has the linker's data."""


@dataclass
class Segment:
    """A segment without sections but for those that are given as (name, offset, size)."""

    name: str
    vmaddr: int
    vmsize: int
    fileoff: int
    filesize: int
    sections: list[tuple[str, int, int]] = field(default_factory=list)

    def command(self) -> bytes:
        """Returns the load command."""
        name = self.name.encode()
        body = struct.pack(
            "<16s4Q4I",
            name, self.vmaddr, self.vmsize, self.fileoff, self.filesize, 3, 3,
            len(self.sections), 0,
        )  # fmt: skip
        for section, offset, size in self.sections:
            address = self.vmaddr + offset - self.fileoff
            body += struct.pack(
                "<16s16s2Q8I", section.encode(), name, address, size, offset, 3, 0, 0, 0, 0, 0, 0
            )
        return command(LC_SEGMENT_64, body)


def command(kind: int, body: bytes) -> bytes:
    """Returns a load command."""
    return struct.pack("<2I", kind, 8 + len(body)) + body


@dataclass
class Image:
    """A Mach-O image: load commands that the test gives, content behind them.

    Attributes:
        segments: the segments.
        commands: the other load commands.
        contents: what is where in the file, over bytes that are never zero behind the header.
        size: of the file.
    """

    segments: list[Segment]
    commands: list[bytes]
    contents: dict[int, bytes]
    size: int = LINKEDIT_OFFSET + 0x123
    cpu: int = ARM64
    file_type: int = MH_EXECUTE

    TEXT_OFFSET = 0x1000

    def content(self) -> bytes:
        """Returns the file."""
        commands = [segment.command() for segment in self.segments] + self.commands
        header = struct.pack(
            "<8I", 0xFEEDFACF, self.cpu, 0, self.file_type, len(commands),
            sum(map(len, commands)), 0x85, 0,
        )  # fmt: skip
        content = bytearray((i % 251) + 1 for i in range(self.size))
        content[: self.TEXT_OFFSET] = bytes(self.TEXT_OFFSET)
        head = header + b"".join(commands)
        content[: len(head)] = head
        for offset, data in self.contents.items():
            content[offset : offset + len(data)] = data
        return bytes(content)


def usual() -> Image:
    """Returns an image with the segments and load commands of a common executable."""
    linkedit = LINKEDIT_OFFSET
    return Image(
        segments=[
            Segment("__PAGEZERO", 0, BASE, 0, 0),
            Segment("__TEXT", BASE, 0x4000, 0, 0x4000, [("__text", Image.TEXT_OFFSET, 0x100)]),
            Segment("__DATA", BASE + 0x4000, 0x8000, 0x4000, 0x4000),
            Segment("__PYPACK", BASE + 0xC000, 8, 0x8000, 8, [("__pypack", 0x8000, 8)]),
            Segment("__LINKEDIT", BASE + 0x10000, 0x4000, linkedit, 0x123),
        ],
        commands=[
            command(LC_SYMTAB, struct.pack("<4I", linkedit + 0x40, 2, linkedit + 0x80, 9)),
            command(LC_DYSYMTAB, struct.pack("<18I", *[0] * 12, linkedit + 0x60, *[0] * 5)),
            command(LC_DYLD_INFO_ONLY, struct.pack("<10I", linkedit, 8, *[0] * 8)),
            command(LC_FUNCTION_STARTS, struct.pack("<2I", linkedit + 0x20, 8)),
            command(LC_UUID, bytes(range(16))),
        ],
        contents={0x8000: bytes(8)},
    )


def commands(image: bytes) -> list[tuple[int, bytes]]:
    """Returns kind and body of each load command."""
    *_, count, _, _, _ = struct.unpack_from("<8I", image)
    found = []
    offset = 32
    for _ in range(count):
        kind, size = struct.unpack_from("<2I", image, offset)
        found.append((kind, image[offset + 8 : offset + size]))
        offset += size
    return found


def segments(image: bytes) -> dict[str, tuple[int, ...]]:
    """Returns, by name, vmaddr, vmsize, fileoff, filesize, maxprot and initprot of each segment."""
    found = {}
    for kind, body in commands(image):
        if kind == LC_SEGMENT_64:
            name, *numbers = struct.unpack_from("<16s4Q2I", body)
            found[name.rstrip(b"\0").decode()] = tuple(numbers)
    return found
