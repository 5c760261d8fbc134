"""Thin Mach-O images: 64 bits, little endian, x86-64 and arm64.

Layouts and values are from Apple's `<mach-o/loader.h>` and `<mach/machine.h>`.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Union

from tools.common.errors import ToolError

Buffer = Union[bytes, bytearray, memoryview]

HEADER = struct.Struct("<8I")
"""mach_header_64: magic, cputype, cpusubtype, filetype, ncmds, sizeofcmds, flags, reserved."""

MAGIC = b"\xcf\xfa\xed\xfe"
"""MH_MAGIC_64 in a little-endian file."""

CPU_NAMES = {0x01000007: "x86_64", 0x0100000C: "arm64"}
"""CPU_TYPE_X86_64 and CPU_TYPE_ARM64 -> Apple's name of the architecture."""

PAGE_SIZE = 0x4000
"""The larger of the page sizes: arm64 has 16 KiB, x86-64 4 KiB."""

MH_EXECUTE = 2

LC_SYMTAB = 0x2
LC_DYSYMTAB = 0xB
LC_SEGMENT_64 = 0x19
LC_UUID = 0x1B
LC_CODE_SIGNATURE = 0x1D
LC_DYLD_INFO = 0x22
LC_DYLD_INFO_ONLY = 0x80000022

COMMAND = struct.Struct("<II")
"""load_command: cmd, cmdsize."""

LINKEDIT_DATA = struct.Struct("<4I")
"""linkedit_data_command: cmd, cmdsize, dataoff, datasize."""

_SEGMENT = struct.Struct("<16s4Q4I")
"""segment_command_64 behind cmdsize."""

_SECTION = struct.Struct("<16s16s2Q8I")

_S_ZEROFILL = (0x1, 0xC, 0x12)
"""S_ZEROFILL, S_GB_ZEROFILL, S_THREAD_LOCAL_ZEROFILL: sections without content in the file."""


@dataclass
class Section:
    """A section header; the names of the fields are those of section_64."""

    name: str
    segment_name: str
    addr: int
    size: int
    offset: int
    align: int
    reloff: int
    nreloc: int
    flags: int
    reserved1: int
    reserved2: int
    reserved3: int

    @property
    def has_content(self) -> bool:
        """Whether the section has bytes in the file."""
        return self.flags & 0xFF not in _S_ZEROFILL and self.size > 0


@dataclass
class Segment:
    """A segment's load command; the names of the fields are those of segment_command_64.

    Attributes:
        command_offset: where the load command is in the file.
        sections: its sections.
    """

    command_offset: int
    name: str
    vmaddr: int
    vmsize: int
    fileoff: int
    filesize: int
    maxprot: int
    initprot: int
    flags: int
    sections: list[Section]

    def write(self, content: bytearray) -> None:
        """Writes the load command back to where it was read."""
        offset = self.command_offset + COMMAND.size
        _SEGMENT.pack_into(
            content, offset, self.name.encode("latin-1"), self.vmaddr, self.vmsize, self.fileoff,
            self.filesize, self.maxprot, self.initprot, len(self.sections), self.flags,
        )  # fmt: skip
        offset += _SEGMENT.size
        for section in self.sections:
            _SECTION.pack_into(
                content, offset, section.name.encode("latin-1"),
                section.segment_name.encode("latin-1"), section.addr, section.size, section.offset,
                section.align, section.reloff, section.nreloc, section.flags, section.reserved1,
                section.reserved2, section.reserved3,
            )  # fmt: skip
            offset += _SECTION.size


@dataclass(frozen=True)
class Command:
    """A load command.

    Attributes:
        kind: its number, `LC_...`.
        offset: where it is in the file.
        size: of it in bytes.
    """

    kind: int
    offset: int
    size: int


class Image:
    """The load commands of a thin image. Offsets and sizes in them were checked.

    Attributes:
        content: the file.
        architecture: Apple's name of it, one of `CPU_NAMES`.
        cpu_type: the header's cputype.
        cpu_subtype: the header's cpusubtype.
        file_type: the header's filetype.
        commands: the load commands in their order.
        commands_end: file offset of the first byte behind them.
        segments: the segments in the order of their load commands.
    """

    def __init__(self, content: Buffer) -> None:
        """Reads an image.

        Raises:
            ToolError: it is none, of an architecture that is not supported, or malformed.
        """
        self.content = content
        if not is_image(content):
            raise ToolError("not a Mach-O file")
        if len(content) < HEADER.size:
            raise malformed("it ends in its header")
        _, self.cpu_type, self.cpu_subtype, self.file_type, count, size, *_ = HEADER.unpack_from(
            content
        )
        if self.cpu_type not in CPU_NAMES:
            raise ToolError(
                f"Mach-O CPU type {self.cpu_type:#x} is not supported: x86-64 and arm64 are"
            )
        self.architecture = CPU_NAMES[self.cpu_type]
        self.commands_end = HEADER.size + size
        if self.commands_end > len(content):
            raise malformed("its load commands lie outside of it")
        self.commands = self._read_commands(count)
        self.segments = [
            _read_segment(content, command)
            for command in self.commands
            if command.kind == LC_SEGMENT_64
        ]

    @property
    def content_start(self) -> int:
        """File offset of the first section: the room for load commands ends there."""
        return min(
            (
                section.offset
                for segment in self.segments
                for section in segment.sections
                if section.has_content
            ),
            default=self.commands_end,
        )

    def segment(self, name: str) -> Segment | None:
        """Returns the segment of that name, None if there is none."""
        for segment in self.segments:
            if segment.name == name:
                return segment
        return None

    def command(self, kind: int) -> Command | None:
        """Returns the first load command of that kind, None if there is none."""
        for command in self.commands:
            if command.kind == kind:
                return command
        return None

    def linkedit_data(self, kind: int) -> tuple[int, int] | None:
        """Returns offset and size of what a linkedit_data_command names, None without command."""
        command = self.command(kind)
        if command is None:
            return None
        if command.size != LINKEDIT_DATA.size:
            raise malformed(f"its load command {kind:#x} has a wrong size, {command.size}")
        _, _, offset, size = LINKEDIT_DATA.unpack_from(self.content, command.offset)
        if offset + size > len(self.content):
            raise malformed(f"the data of its load command {kind:#x} lies outside of it")
        return offset, size

    def _read_commands(self, count: int) -> list[Command]:
        commands = []
        offset = HEADER.size
        for _ in range(count):
            if offset + COMMAND.size > self.commands_end:
                raise malformed("its header tells of more load commands than there are")
            kind, size = COMMAND.unpack_from(self.content, offset)
            if size < COMMAND.size or size % 8 or offset + size > self.commands_end:
                raise malformed(f"its load command {kind:#x} has a wrong size, {size}")
            commands.append(Command(kind, offset, size))
            offset += size
        return commands


def is_image(content: Buffer) -> bool:
    """Tells whether the content begins like a 64 bit little-endian Mach-O file of any kind."""
    return bytes(content[: len(MAGIC)]) == MAGIC


def _read_segment(content: Buffer, command: Command) -> Segment:
    if command.size < COMMAND.size + _SEGMENT.size:
        raise malformed("a segment's load command is too short")
    offset = command.offset + COMMAND.size
    name, *numbers, count, flags = _SEGMENT.unpack_from(content, offset)
    if command.size != COMMAND.size + _SEGMENT.size + count * _SECTION.size:
        raise malformed("a segment's load command has not the size of its sections")
    offset += _SEGMENT.size
    sections = []
    for i in range(count):
        section_name, segment_name, *fields = _SECTION.unpack_from(
            content, offset + i * _SECTION.size
        )
        sections.append(Section(_text(section_name), _text(segment_name), *fields))
    segment = Segment(command.offset, _text(name), *numbers, flags, sections)
    if segment.fileoff + segment.filesize > len(content):
        raise ToolError("truncated or malformed Mach-O file: a segment lies outside of it")
    return segment


def _text(name: bytes) -> str:
    """Returns a name of at most 16 bytes, padded with NUL. Every byte is kept."""
    return name.rstrip(b"\0").decode("latin-1")


def malformed(what: str) -> ToolError:
    """Returns the error for a file that breaks a rule of the format."""
    return ToolError(f"malformed Mach-O file: {what}")
