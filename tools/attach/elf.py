"""Packed resources in ELF images: 64 bits, little endian, x86-64 and AArch64.

The loader in the image contains a note named `PYPACK`; its descriptor, all zero, is a reserved
place for the address and size of the packed file. The note lies in a PT_NOTE program header.
Attaching appends the packed file, fills the descriptor, and turns that program header, which has
done its duty, into the PT_LOAD that makes the kernel map the packed file. No table grows, so no
byte of the image moves. Layouts and values are from the System V ABI, chapters 4 and 5.

The kernel shall not start a file that has been cut off inside the image: the loader in it could not
say anything. It starts none in which it misses something that it reads itself, so some of that is
put behind the image: in a dynamic executable the name of the dynamic loader (which itself reads it
from memory, where it was), in a static one, which has none, the program headers.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tools.attach.attached import Attached, Buffer, NotAttached
from tools.common.alignment import align
from tools.common.errors import ToolError
from tools.packed_resources.format import MAGIC

_FILE_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_TABLE_OFFSET = struct.Struct("<Q")
_TABLE_OFFSET_OFFSET = 32
_IDENT = b"\x7fELF\x02\x01\x01"
"""Magic, ELFCLASS64, ELFDATA2LSB, EV_CURRENT."""

_ET_EXEC = 2
_ET_DYN = 3

_SEGMENT_ALIGNMENT = {
    62: 0x1000,  # EM_X86_64
    183: 0x10000,  # EM_AARCH64: kernels with pages of 4, 16 or 64 KiB
}

_LARGEST_GAP = 16 << 20
"""A static image with more zeroed memory than this keeps its program headers where they are."""

_PROGRAM_HEADER = struct.Struct("<IIQQQQQQ")
_PT_LOAD = 1
_PT_INTERP = 3
_PT_NOTE = 4
_PT_PHDR = 6
_READ_SEGMENTS = (_PT_LOAD, _PT_INTERP, _PT_NOTE)
"""Those whose bytes are looked at here."""
_PF_R = 4

_NOTE_HEADER = struct.Struct("<III")
_NOTE_NAME = b"PYPACK\0\0"
_NOTE_TYPE = 1
_DESCRIPTOR = struct.Struct("<QQ")


@dataclass(frozen=True)
class Segment:
    """A program header; the fields are those of Elf64_Phdr without `p_`."""

    type: int
    flags: int
    offset: int
    vaddr: int
    paddr: int
    filesz: int
    memsz: int
    align: int


def attach(content: Buffer, packed: bytes) -> bytes:
    """Makes an executable of an image and a packed file.

    Args:
        content: the image.
        packed: the packed file.

    Raises:
        ToolError: the image has no empty place for packed resources, or is malformed.
    """
    image = bytearray(content)
    table_offset, machine, segments = _read_program_headers(image)
    if _find_attached(image, table_offset, segments):
        raise ToolError("already has packed resources attached: start from the image without")
    index, descriptor_offset = _find_note(image, segments)
    if any(_DESCRIPTOR.unpack_from(image, descriptor_offset)):
        raise ToolError("its PYPACK note is not empty: start from the image without resources")
    alignment = _SEGMENT_ALIGNMENT[machine]
    loads = [segment for segment in segments if segment.type == _PT_LOAD]
    if not loads:
        raise ToolError("nothing in it is loaded: not an executable image")
    # Larger than usual pages ask for a larger alignment of the other segments; ours follows.
    alignment = max([alignment, *(segment.align for segment in loads)])
    end = align(max(segment.vaddr + segment.memsz for segment in loads), alignment)
    is_dynamic = _repeat_interpreter(image, segments)
    table_size = 0
    offset, address = align(len(image), alignment), end
    if not is_dynamic:
        # Kernels before 5.18 tell the C library that the table is as far from the start of the
        # image in memory as it is in the file.
        base = loads[0].vaddr - loads[0].offset
        size = len(segments) * _PROGRAM_HEADER.size
        moved = align(max(len(image), end - base) + size, alignment)
        if base % alignment == 0 and moved - len(image) <= _LARGEST_GAP:
            table_size, offset, address = size, moved, base + moved
    image += bytes(offset - len(image))
    segment = Segment(
        type=_PT_LOAD,
        flags=_PF_R,
        offset=offset - table_size,
        vaddr=address - table_size,
        paddr=address - table_size,
        filesz=table_size + len(packed),
        memsz=table_size + len(packed),
        align=alignment,
    )
    # The ABI wants PT_LOAD entries in ascending order of address.
    del segments[index]
    last_load = max(i for i, other in enumerate(segments) if other.type == _PT_LOAD)
    segments.insert(last_load + 1, segment)
    if table_size:
        table_offset = segment.offset
        _TABLE_OFFSET.pack_into(image, _TABLE_OFFSET_OFFSET, table_offset)
        _move_table_segment(segments, segment)
    _write_program_headers(image, table_offset, segments)
    _DESCRIPTOR.pack_into(image, descriptor_offset, address, len(packed))
    return bytes(image) + packed


def _repeat_interpreter(image: bytearray, segments: list[Segment]) -> bool:
    """Appends the name of the dynamic loader and has the kernel read it there.

    Returns:
        whether there is one.
    """
    for i, segment in enumerate(segments):
        if segment.type == _PT_INTERP:
            segments[i] = replace(segment, offset=len(image))
            image += image[segment.offset : segment.offset + segment.filesz]
            return True
    return False


def _move_table_segment(segments: list[Segment], place: Segment) -> None:
    """Lets the program header for the program headers, if there is one, say that they are there."""
    for i, segment in enumerate(segments):
        if segment.type == _PT_PHDR:
            segments[i] = replace(
                segment, offset=place.offset, vaddr=place.vaddr, paddr=place.paddr
            )


def find_attached(executable: Buffer) -> Attached:
    """Finds the packed resources of an executable.

    Raises:
        NotAttached: there are none.
        ToolError: the loader's note does not tell where they are, or the file is malformed.
    """
    table_offset, _, segments = _read_program_headers(executable)
    found = _find_attached(executable, table_offset, segments)
    if found is None:
        raise NotAttached
    descriptor = _DESCRIPTOR.pack(found.address, found.size)
    # The note's own program header was given up for the segment, so the note has to be searched;
    # in a segment aligned to 8 bytes there are 4 bytes between its name and its descriptor.
    loader = bytes(executable[: found.offset])
    if _NOTE_NAME + descriptor not in loader and _NOTE_NAME + bytes(4) + descriptor not in loader:
        raise ToolError("the loader's PYPACK note does not name the attached resources")
    return found


def is_elf(content: Buffer) -> bool:
    """Tells whether the content begins like an ELF file of any kind."""
    return bytes(content[:4]) == _IDENT[:4]


def _read_program_headers(image: Buffer) -> tuple[int, int, list[Segment]]:
    """Returns the file offset of the table, the machine and the segments."""
    if not is_elf(image):
        raise ToolError("not an ELF file")
    if len(image) < _FILE_HEADER.size or bytes(image[: len(_IDENT)]) != _IDENT:
        raise ToolError("not a 64 bit little-endian ELF file")
    _, kind, machine, _, _, table_offset, _, _, _, entry_size, count, *_ = _FILE_HEADER.unpack_from(
        image
    )
    if machine not in _SEGMENT_ALIGNMENT:
        raise ToolError(f"ELF machine {machine} is not supported: x86-64 and AArch64 are")
    if kind not in (_ET_EXEC, _ET_DYN):
        raise ToolError("not an executable ELF file: link it first")
    if count and entry_size != _PROGRAM_HEADER.size:
        raise ToolError(f"malformed ELF file: program headers of {entry_size} bytes")
    if table_offset + count * _PROGRAM_HEADER.size > len(image):
        raise ToolError("malformed ELF file: its program headers lie outside of it")
    segments = [
        Segment(*_PROGRAM_HEADER.unpack_from(image, table_offset + i * _PROGRAM_HEADER.size))
        for i in range(count)
    ]
    for segment in segments:
        if segment.type in _READ_SEGMENTS and segment.offset + segment.filesz > len(image):
            raise ToolError("truncated or malformed ELF file: a segment lies outside of it")
    return table_offset, machine, segments


def _write_program_headers(image: bytearray, table_offset: int, segments: list[Segment]) -> None:
    for i, segment in enumerate(segments):
        _PROGRAM_HEADER.pack_into(
            image,
            table_offset + i * _PROGRAM_HEADER.size,
            segment.type,
            segment.flags,
            segment.offset,
            segment.vaddr,
            segment.paddr,
            segment.filesz,
            segment.memsz,
            segment.align,
        )


def _find_attached(
    image: Buffer, table_offset: int, segments: list[Segment]
) -> Attached | None:
    """Finds a packed file in its segment, in which it may follow the program headers."""
    for segment in segments:
        if segment.type != _PT_LOAD:
            continue
        skipped = len(segments) * _PROGRAM_HEADER.size if segment.offset == table_offset else 0
        offset = segment.offset + skipped
        if bytes(image[offset : offset + len(MAGIC)]) == MAGIC:
            return Attached(offset, segment.filesz - skipped, segment.vaddr + skipped)
    return None


def _find_note(image: bytearray, segments: list[Segment]) -> tuple[int, int]:
    """Returns the number of the program header with our note and its descriptor's file offset."""
    found = [
        (index, descriptor)
        for index, segment in enumerate(segments)
        if segment.type == _PT_NOTE
        for descriptor in _notes(image, segment)
    ]
    if not found:
        raise ToolError("has no PYPACK note: link it with the loader")
    if len(found) > 1:
        raise ToolError("has more than one PYPACK note: link the loader once")
    return found[0]


def _notes(image: bytearray, segment: Segment) -> Iterator[int]:
    """Yields the file offsets of the descriptors of PYPACK notes in a PT_NOTE segment."""
    # Notes are padded to 4 bytes, those of segments aligned to 8 to 8 bytes.
    padding = 8 if segment.align == 8 else 4
    offset, end = segment.offset, segment.offset + segment.filesz
    while offset + _NOTE_HEADER.size <= end:
        name_size, descriptor_size, kind = _NOTE_HEADER.unpack_from(image, offset)
        name_offset = offset + _NOTE_HEADER.size
        # Relative to the segment, as its start need not be aligned in the file.
        descriptor = segment.offset + align(name_offset + name_size - segment.offset, padding)
        next_note = segment.offset + align(descriptor + descriptor_size - segment.offset, padding)
        if descriptor + descriptor_size > end:
            raise ToolError("malformed ELF file: a note is larger than its segment")
        if kind == _NOTE_TYPE and image[name_offset : name_offset + name_size] == _NOTE_NAME:
            if descriptor_size != _DESCRIPTOR.size:
                raise ToolError(
                    f"its PYPACK note has {descriptor_size} bytes, not {_DESCRIPTOR.size}: link "
                    "it with the loader of this version"
                )
            yield descriptor
        offset = next_note
