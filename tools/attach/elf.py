"""Packed resources in ELF images: 64 bits, little endian, x86-64 and AArch64.

The loader in the image contains a note named `PYPACK`; its descriptor, all zero, is a reserved
place for the address and size of the packed file. The note lies in a PT_NOTE program header.
Attaching appends the packed file, fills the descriptor, and turns that program header, which has
done its duty, into the PT_LOAD that makes the kernel map the packed file. No byte of the image
moves. Layouts and values are from the System V ABI, chapters 4 and 5.

The kernel shall not start a file that has been cut off inside the image: the loader in it could not
say anything. It starts none in which it misses something that it reads itself, so some of that is
put behind the image: in a dynamic executable the name of the dynamic loader (which itself reads it
from memory, where it was); in a static one, which has none, the program headers, at the very end.
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
_TABLE_LENGTH = struct.Struct("<H")
_TABLE_LENGTH_OFFSET = 56
_IDENT = b"\x7fELF\x02\x01\x01"
"""Magic, ELFCLASS64, ELFDATA2LSB, EV_CURRENT."""

_ET_EXEC = 2
_ET_DYN = 3

_SEGMENT_ALIGNMENT = {
    62: 0x1000,  # EM_X86_64
    183: 0x10000,  # EM_AARCH64: kernels with pages of 4, 16 or 64 KiB
}

_LARGEST_GAP = 16 << 20
"""What may be added to a static executable so that its program headers can be at its end."""

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
    if _attached_segments(image, segments):
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
    address = align(max(segment.vaddr + segment.memsz for segment in loads), alignment)
    is_dynamic = _repeat_interpreter(image, segments)
    offset = align(len(image), alignment)
    image += bytes(offset - len(image)) + packed
    del segments[index]
    if not is_dynamic:
        table = _move_table(image, segments, address, alignment)
        if table:
            table_offset = table.offset
            address = align(table.vaddr + table.memsz, alignment)
    size = len(packed)
    _insert(segments, Segment(_PT_LOAD, _PF_R, offset, address, address, size, size, alignment))
    _write_program_headers(image, table_offset, segments)
    _DESCRIPTOR.pack_into(image, descriptor_offset, address, size)
    return bytes(image)


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


def _move_table(
    image: bytearray, segments: list[Segment], address: int, alignment: int
) -> Segment | None:
    """Makes room for the program headers, and one more, at the end of the file.

    Kernels before 5.18 tell the C library that they are as far from the start of the image in
    memory as they are in the file. So that is where their segment goes.

    Args:
        image: the file so far.
        segments: gets that segment; another one may be added.
        address: end of the image in memory, aligned.
        alignment: of segments.

    Returns:
        the segment; None if the program headers stay where they are.
    """
    first = next(segment for segment in segments if segment.type == _PT_LOAD)
    distance = first.vaddr - first.offset
    offset = max(align(len(image), 8), address - distance)
    if distance % alignment or offset - len(image) > _LARGEST_GAP:
        return None
    count = len(segments) + 2
    size = count * _PROGRAM_HEADER.size
    vaddr = distance + offset
    table = Segment(_PT_LOAD, _PF_R, offset, vaddr, vaddr, size, size, alignment)
    _insert(segments, table)
    for i, segment in enumerate(segments):
        if segment.type == _PT_PHDR:
            segments[i] = replace(table, type=_PT_PHDR, align=segment.align)
    image += bytes(offset + size - len(image))
    _TABLE_OFFSET.pack_into(image, _TABLE_OFFSET_OFFSET, offset)
    _TABLE_LENGTH.pack_into(image, _TABLE_LENGTH_OFFSET, count)
    return table


def _insert(segments: list[Segment], load: Segment) -> None:
    """Inserts a segment that is loaded behind the others: the ABI wants ascending addresses."""
    last = max(i for i, segment in enumerate(segments) if segment.type == _PT_LOAD)
    segments.insert(last + 1, load)


def find_attached(executable: Buffer) -> Attached:
    """Finds the packed resources of an executable.

    Raises:
        NotAttached: there are none.
        ToolError: the loader's note does not tell where they are, or the file is malformed.
    """
    _, _, segments = _read_program_headers(executable)
    found = _attached_segments(executable, segments)
    if not found:
        raise NotAttached
    segment = found[0]
    descriptor = _DESCRIPTOR.pack(segment.vaddr, segment.filesz)
    # The note's own program header was given up for the segment, so the note has to be searched;
    # in a segment aligned to 8 bytes there are 4 bytes between its name and its descriptor.
    loader = bytes(executable[: segment.offset])
    if _NOTE_NAME + descriptor not in loader and _NOTE_NAME + bytes(4) + descriptor not in loader:
        raise ToolError("the loader's PYPACK note does not name the attached resources")
    return Attached(segment.offset, segment.filesz, segment.vaddr)


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


def _attached_segments(image: Buffer, segments: list[Segment]) -> list[Segment]:
    return [
        segment
        for segment in segments
        if segment.type == _PT_LOAD
        and bytes(image[segment.offset : segment.offset + len(MAGIC)]) == MAGIC
    ]


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
