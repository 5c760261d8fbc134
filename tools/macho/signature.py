"""Ad-hoc code signatures of Mach-O images.

Without one, arm64 Macs do not start a program. An ad-hoc signature names nobody: it holds the
SHA-256 of every page, which the kernel compares when the page is read. Layouts and values are from
xnu's `osfmk/kern/cs_blobs.h`; the signature is of the kind that linkers make, so that `codesign`
replaces it without being forced to.
"""

from __future__ import annotations

import hashlib
import struct

from tools.common.alignment import align
from tools.common.errors import ToolError
from tools.macho.image import (
    HEADER,
    LC_CODE_SIGNATURE,
    LINKEDIT_DATA,
    MH_EXECUTE,
    PAGE_SIZE,
    Buffer,
    Image,
    Segment,
    malformed,
)

_SUPER_BLOB = struct.Struct(">5I")
"""CS_SuperBlob with one CS_BlobIndex: magic, length, count, type, offset."""

_MAGIC_EMBEDDED_SIGNATURE = 0xFADE0CC0
_SLOT_CODE_DIRECTORY = 0

_CODE_DIRECTORY = struct.Struct(">9I4B4I4Q")
"""CS_CodeDirectory up to version 0x20400: magic, length, version, flags, hashOffset, identOffset,
nSpecialSlots, nCodeSlots, codeLimit; hashSize, hashType, platform, pageSize; spare2,
scatterOffset, teamOffset, spare3; codeLimit64, execSegBase, execSegLimit, execSegFlags."""

_MAGIC_CODE_DIRECTORY = 0xFADE0C02
_SUPPORTS_EXECSEG = 0x20400
_ADHOC = 0x2
_LINKER_SIGNED = 0x20000
_HASH_SHA256 = 2
_EXECSEG_MAIN_BINARY = 1

_HASHED_PAGE_BITS = 12
_HASHED_PAGE = 1 << _HASHED_PAGE_BITS
"""The unit of hashing; not the page size of the CPU. As linkers and codesign choose it."""

_ALIGNMENT = 16
"""Of the signature, in the file."""

MAX_SIZE = 0xFFFFFFFF
"""Of an image in bytes: its load commands have offsets of 32 bits."""


def sign(content: Buffer, identifier: str) -> bytes:
    """Signs a thin image ad hoc, in place of a signature that it may have.

    Args:
        content: the image.
        identifier: the signature's name for the program, usually the name of its file.

    Returns:
        The signed image. Equal input gives equal bytes.

    Raises:
        ToolError: there is no room for the load command of the signature, or the image is
            malformed or too large.
    """
    image = Image(content)
    signed = bytearray(without_signature(image))
    signed += bytes(-len(signed) % _ALIGNMENT)
    offset = len(signed)
    name = identifier.encode("utf-8") + b"\0"
    hashes_offset = _CODE_DIRECTORY.size + len(name)
    page_count = -(-offset // _HASHED_PAGE)
    directory_size = hashes_offset + page_count * hashlib.sha256().digest_size
    size = align(_SUPER_BLOB.size + directory_size, _ALIGNMENT)
    if offset + size > MAX_SIZE:
        raise ToolError("too large: a Mach-O executable has less than 4 GiB")

    _write_command(signed, image, offset, size)
    linkedit = _linkedit(image)
    linkedit.filesize = offset + size - linkedit.fileoff
    linkedit.vmsize = align(linkedit.filesize, PAGE_SIZE)
    linkedit.write(signed)

    text = image.segment("__TEXT")
    if text is None:
        raise malformed("it has no segment __TEXT")
    # Everything above is hashed, so nothing but the signature may change from here on.
    directory = _CODE_DIRECTORY.pack(
        _MAGIC_CODE_DIRECTORY,
        directory_size,
        _SUPPORTS_EXECSEG,
        _ADHOC | _LINKER_SIGNED,
        hashes_offset,
        _CODE_DIRECTORY.size,
        0,
        page_count,
        offset,
        hashlib.sha256().digest_size,
        _HASH_SHA256,
        0,
        _HASHED_PAGE_BITS,
        *(0, 0, 0, 0, 0),
        text.fileoff,
        text.filesize,
        _EXECSEG_MAIN_BINARY if image.file_type == MH_EXECUTE else 0,
    )
    hashed = memoryview(signed)
    hashes = b"".join(
        hashlib.sha256(hashed[start : start + _HASHED_PAGE]).digest()
        for start in range(0, offset, _HASHED_PAGE)
    )
    super_blob = _SUPER_BLOB.pack(
        _MAGIC_EMBEDDED_SIGNATURE,
        _SUPER_BLOB.size + directory_size,
        1,
        _SLOT_CODE_DIRECTORY,
        _SUPER_BLOB.size,
    )
    signature = super_blob + directory + name + hashes
    return b"".join((hashed, signature, bytes(size - len(signature))))


def without_signature(image: Image) -> memoryview:
    """Returns the image up to its signature, or all of it if it has none.

    The load command of the signature, if there is one, stays and names what is cut off.

    Raises:
        ToolError: the image is malformed, or something follows what the linker made.
    """
    content = memoryview(image.content)
    linkedit = _linkedit(image)
    if linkedit.fileoff + linkedit.filesize != len(content):
        raise ToolError("something was appended to it: start from the file that the linker made")
    signature = image.linkedit_data(LC_CODE_SIGNATURE)
    if signature is None:
        return content
    offset, size = signature
    if offset + size != len(content) or offset < linkedit.fileoff:
        raise malformed("its signature is not its last part")
    return content[:offset]


def _linkedit(image: Image) -> Segment:
    segment = image.segment("__LINKEDIT")
    if segment is None:
        raise malformed("it has no segment __LINKEDIT")
    return segment


def _write_command(content: bytearray, image: Image, offset: int, size: int) -> None:
    """Writes the load command of the signature, behind the others if there is none yet."""
    command = image.command(LC_CODE_SIGNATURE)
    if command is None:
        start = image.commands_end
        end = start + LINKEDIT_DATA.size
        if end > image.content_start or any(content[start:end]):
            raise ToolError(
                "has no room for the load command of a signature: link it with -headerpad,0x20"
            )
        header = list(HEADER.unpack_from(content))
        header[4] += 1
        header[5] += LINKEDIT_DATA.size
        HEADER.pack_into(content, 0, *header)
    else:
        start = command.offset
    LINKEDIT_DATA.pack_into(content, start, LC_CODE_SIGNATURE, LINKEDIT_DATA.size, offset, size)
