"""Packed resources in Mach-O images: 64 bits, little endian, x86-64 and arm64.

The loader in the image reserves a segment `__PYPACK` with the section `__pypack`, which the linker
places directly before `__LINKEDIT`, the segment of the linker's own data that ends the file.
Attaching puts the packed file into that section, moves `__LINKEDIT` behind it, in the file and in
memory, and signs the result, as the signature must cover every byte. No load command is added but
that of the signature. Symbols that only debuggers read are dropped, which zig's linker cannot do.
Layouts and values are from Apple's `<mach-o/loader.h>`.
"""

from __future__ import annotations

import hashlib
import struct

from tools.attach.attached import Attached, Buffer, NotAttached
from tools.common.alignment import align
from tools.common.errors import ToolError
from tools.macho.image import (
    LC_CODE_SIGNATURE,
    LC_DYLD_INFO,
    LC_DYLD_INFO_ONLY,
    LC_DYSYMTAB,
    LC_SYMTAB,
    LC_UUID,
    MH_EXECUTE,
    PAGE_SIZE,
    Command,
    Image,
    Section,
    Segment,
    is_image,
    malformed,
)
from tools.macho.signature import MAX_SIZE, sign
from tools.macho.symbols import without_local_symbols
from tools.macho.universal import is_universal, read_slices
from tools.packed_resources.format import MAGIC

_SEGMENT = "__PYPACK"
_SECTION = "__pypack"

_VM_PROT_READ = 1

_U32 = struct.Struct("<I")

_LINKEDIT_OFFSETS = {
    LC_SYMTAB: (8, 16),  # symoff, stroff
    LC_DYSYMTAB: (32, 40, 48, 56, 64, 72),  # tocoff, modtaboff, ..., indirectsymoff, ...
    LC_DYLD_INFO: (8, 16, 24, 32, 40),  # rebase_off, bind_off, weak_bind_off, ...
    LC_DYLD_INFO_ONLY: (8, 16, 24, 32, 40),
    LC_CODE_SIGNATURE: (8,),
    0x1E: (8,),  # LC_SEGMENT_SPLIT_INFO
    0x26: (8,),  # LC_FUNCTION_STARTS
    0x29: (8,),  # LC_DATA_IN_CODE
    0x2B: (8,),  # LC_DYLIB_CODE_SIGN_DRS
    0x2E: (8,),  # LC_LINKER_OPTIMIZATION_HINT
    0x36: (8,),  # LC_ATOM_INFO
    0x37: (8,),  # LC_FUNCTION_VARIANTS
    0x38: (8,),  # LC_FUNCTION_VARIANT_FIXUPS
    0x80000033: (8,),  # LC_DYLD_EXPORTS_TRIE
    0x80000034: (8,),  # LC_DYLD_CHAINED_FIXUPS
}
"""Load command -> where in it are file offsets of data in __LINKEDIT; 0 stands for no data."""

_WITHOUT_LINKEDIT_OFFSETS = {
    0x5,  # LC_UNIXTHREAD
    0xC,  # LC_LOAD_DYLIB
    0xE,  # LC_LOAD_DYLINKER
    0x19,  # LC_SEGMENT_64
    LC_UUID,
    0x20,  # LC_LAZY_LOAD_DYLIB
    0x24,  # LC_VERSION_MIN_MACOSX
    0x27,  # LC_DYLD_ENVIRONMENT
    0x2A,  # LC_SOURCE_VERSION
    0x32,  # LC_BUILD_VERSION
    0x80000018,  # LC_LOAD_WEAK_DYLIB
    0x8000001C,  # LC_RPATH
    0x8000001F,  # LC_REEXPORT_DYLIB
    0x80000023,  # LC_LOAD_UPWARD_DYLIB
    0x80000028,  # LC_MAIN
}


def is_macho(content: Buffer) -> bool:
    """Tells whether the content begins like a Mach-O file for one or for several architectures."""
    return is_image(content) or is_universal(content)


def attach(content: Buffer, packed: bytes, name: str) -> bytes:
    """Makes an executable of an image and a packed file.

    Args:
        content: the image, for one architecture.
        packed: the packed file.
        name: the executable's name, which is put into its signature.

    Raises:
        ToolError: the image has no empty place for packed resources, or is malformed.
    """
    if is_universal(content):
        raise ToolError("is a universal file: attach to the image of each architecture, then join")
    content = without_local_symbols(content)
    image = Image(content)
    if image.file_type != MH_EXECUTE:
        raise ToolError("not an executable Mach-O file: link it first")
    segment, section, linkedit = _reserved_place(image)
    reserved = bytes(content[section.offset : section.offset + section.size])
    if reserved.startswith(MAGIC):
        raise ToolError("already has packed resources attached: start from the image without")
    if any(reserved):
        raise ToolError("its section __pypack is not empty: start from the image without resources")
    size = align(len(packed), PAGE_SIZE)
    if len(content) + size > MAX_SIZE:
        raise ToolError("too large with its resources: a Mach-O executable has less than 4 GiB")
    executable = bytearray().join(
        (
            content[: segment.fileoff],
            packed,
            bytes(size - len(packed)),
            content[linkedit.fileoff :],
        )
    )
    _move_linkedit(executable, image, linkedit.fileoff, segment.fileoff + size)
    linkedit.fileoff = segment.fileoff + size
    linkedit.vmaddr = segment.vmaddr + size
    linkedit.write(executable)
    segment.filesize = segment.vmsize = size
    segment.maxprot = segment.initprot = _VM_PROT_READ
    section.size = len(packed)
    segment.write(executable)
    _renew_uuid(executable, image, packed)
    return sign(executable, name)


def find_attached(executable: Buffer) -> Attached:
    """Finds the packed resources of an executable, in a universal one those of the first slice.

    Raises:
        NotAttached: there are none.
        ToolError: the file is truncated or malformed.
    """
    if not is_universal(executable):
        return _find_attached(executable, 0)
    part = read_slices(executable)[0]
    return _find_attached(part.content, part.offset)


def _find_attached(executable: Buffer, offset: int) -> Attached:
    """Finds the packed resources of a thin executable that is at an offset in its file."""
    image = Image(executable)
    _, section, _ = _reserved_place(image)
    if bytes(executable[section.offset : section.offset + len(MAGIC)]) != MAGIC:
        raise NotAttached
    start = image.segment("__TEXT")
    return Attached(
        offset + section.offset,
        section.size,
        section.addr - (start.vmaddr if start else 0),
    )


def _reserved_place(image: Image) -> tuple[Segment, Section, Segment]:
    """Returns our segment, its section and __LINKEDIT, whose places were checked."""
    segment = image.segment(_SEGMENT)
    if segment is None:
        raise NotAttached("has no segment __PYPACK: link it with the loader")
    linkedit = image.segment("__LINKEDIT")
    if linkedit is None:
        raise malformed("it has no segment __LINKEDIT")
    if len(segment.sections) != 1 or segment.sections[0].name != _SECTION:
        raise ToolError("its segment __PYPACK is not the loader's: link it with the loader")
    section = segment.sections[0]
    if section.offset != segment.fileoff or section.addr != segment.vmaddr:
        raise ToolError("its section __pypack is not at the start of its segment")
    if section.size > segment.filesize:
        raise malformed("its section __pypack is larger than its segment")
    for other in image.segments:
        if other is linkedit:
            continue
        if other.vmaddr + other.vmsize > linkedit.vmaddr:
            raise ToolError("its segment __LINKEDIT is not the last one in memory")
        if other.fileoff + other.filesize > linkedit.fileoff:
            raise ToolError("its segment __LINKEDIT is not the last one in the file")
        if other is not segment and (
            other.vmaddr + other.vmsize > segment.vmaddr
            or other.fileoff + other.filesize > segment.fileoff
        ):
            raise ToolError("its segment __PYPACK is not directly before __LINKEDIT")
    return segment, section, linkedit


def _move_linkedit(executable: bytearray, image: Image, old: int, new: int) -> None:
    """Changes all file offsets in load commands by as much as __LINKEDIT was moved."""
    for command in image.commands:
        for field in _linkedit_offsets(command):
            if field + _U32.size > command.size:
                raise malformed(f"its load command {command.kind:#x} is too short")
            (offset,) = _U32.unpack_from(executable, command.offset + field)
            if offset == 0:
                continue
            if not old <= offset <= len(image.content):
                raise malformed(f"data of its load command {command.kind:#x} is not in __LINKEDIT")
            _U32.pack_into(executable, command.offset + field, offset - old + new)


def _linkedit_offsets(command: Command) -> tuple[int, ...]:
    if command.kind in _WITHOUT_LINKEDIT_OFFSETS:
        return ()
    if command.kind not in _LINKEDIT_OFFSETS:
        raise ToolError(
            f"its load command {command.kind:#x} is not known: link it with fewer linker options"
        )
    return _LINKEDIT_OFFSETS[command.kind]


def _renew_uuid(executable: bytearray, image: Image, packed: bytes) -> None:
    """Makes the image's UUID one of image and packed file.

    macOS tells programs apart by it, for example when it grants access to the local network
    (Apple's technical note TN3179), so two programs with the same native code must differ.
    """
    command = image.command(LC_UUID)
    if command is None:
        return
    if command.size != 24:
        raise malformed(f"its load command {LC_UUID:#x} has a wrong size, {command.size}")
    start, end = command.offset + 8, command.offset + 24
    digest = hashlib.sha256(executable[start:end] + hashlib.sha256(packed).digest())
    uuid = bytearray(digest.digest()[: end - start])
    # Version 8 (own algorithm) and variant of RFC 9562.
    uuid[6] = uuid[6] & 0x0F | 0x80
    uuid[8] = uuid[8] & 0x3F | 0x80
    executable[start:end] = uuid
