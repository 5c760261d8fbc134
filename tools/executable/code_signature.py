"""Reads and verifies the code signature in a Mach-O file.

Layouts and values are from Apple's `osfmk/kern/cs_blobs.h` of XNU. All numbers are big-endian.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass

from tools.common.errors import ToolError

_SUPER_BLOB = struct.Struct(">III")
_BLOB_INDEX = struct.Struct(">II")
_BLOB = struct.Struct(">II")
_CODE_DIRECTORY = struct.Struct(">9I4BI")
_EXEC_SEGMENT = struct.Struct(">QQQ")
_EXEC_SEGMENT_OFFSET = 64

_MAGIC_EMBEDDED_SIGNATURE = 0xFADE0CC0
_MAGIC_CODE_DIRECTORY = 0xFADE0C02

_SLOT_CODE_DIRECTORY = 0
_SLOT_ALTERNATE = 0x1000
"""Further code directories, with other hashes, begin here; up to it, slots have hashes."""
_SLOT_CMS = 0x10000

_SUPPORTS_EXEC_SEGMENT = 0x20400
"""The version of the code directory that has the three fields of the executable segment."""

_HASHES = {1: "sha1", 2: "sha256", 3: "sha256", 4: "sha384"}
"""CS_HASHTYPE_*; number 3 is SHA-256 cut to the size of a SHA-1."""

CS_ADHOC = 0x2
CS_RUNTIME = 0x10000
CS_LINKER_SIGNED = 0x20000
CS_EXECSEG_MAIN_BINARY = 0x1


@dataclass(frozen=True)
class CodeSignature:
    """The code directory of a signature, compared with the executable.

    Attributes:
        offset: where the signature begins in the executable.
        size: bytes reserved for it.
        identifier: what the code is called.
        flags: `CS_*`.
        has_certificate: whether it is more than an ad-hoc signature.
        hash_type: of the pages: `sha256`.
        page_size: in bytes.
        code_limit: up to where the executable is signed.
        exec_segment: offset, size and flags of the segment with the main program; None if the
            directory is of a version that does not say.
        page_count: number of hashes.
        wrong_pages: numbers of the pages whose hash is another one.
        wrong_blobs: slots of the signature's other blobs whose hash is another one, or missing.
    """

    offset: int
    size: int
    identifier: str
    flags: int
    has_certificate: bool
    hash_type: str
    page_size: int
    code_limit: int
    exec_segment: tuple[int, int, int] | None
    page_count: int
    wrong_pages: tuple[int, ...]
    wrong_blobs: tuple[int, ...]


def read_code_signature(content: bytes, offset: int, size: int) -> CodeSignature:
    """Reads the signature at a place of an executable.

    Raises:
        ToolError: it is malformed.
    """
    try:
        return _read(content, offset, size)
    except (struct.error, ValueError) as error:
        raise ToolError(f"malformed code signature: {error}") from None


def _read(content: bytes, offset: int, size: int) -> CodeSignature:
    signature = content[offset : offset + size]
    blobs = _blobs(signature)
    if _SLOT_CODE_DIRECTORY not in blobs:
        raise ToolError("malformed code signature: it has no code directory")
    directory = blobs[_SLOT_CODE_DIRECTORY]
    (
        magic, _, version, flags, hash_offset, identifier_offset, special_count, page_count,
        code_limit, hash_size, hash_number, _, page_bits, _,
    ) = _CODE_DIRECTORY.unpack_from(directory)  # fmt: skip
    if magic != _MAGIC_CODE_DIRECTORY or hash_number not in _HASHES:
        raise ToolError("malformed code signature: its code directory is of an unknown kind")
    hash_type = _HASHES[hash_number]
    # 0 stands for one page as large as the executable.
    page_size = 1 << page_bits if page_bits else max(code_limit, 1)

    def digest(data: bytes) -> bytes:
        return hashlib.new(hash_type, data).digest()[:hash_size]

    def expected(slot: int) -> bytes:
        """Returns the hash of a page, or with a negative number that of a blob."""
        start = hash_offset + slot * hash_size
        if start < 0 or start + hash_size > len(directory):
            raise ValueError(f"hash {slot} lies outside of the code directory")
        return directory[start : start + hash_size]

    def page(number: int) -> bytes:
        return content[number * page_size : min((number + 1) * page_size, code_limit)]

    def is_right(slot: int, blob: bytes) -> bool:
        return slot <= special_count and digest(blob) == expected(-slot)

    return CodeSignature(
        offset=offset,
        size=size,
        identifier=directory[
            identifier_offset : directory.index(b"\0", identifier_offset)
        ].decode(),
        flags=flags,
        has_certificate=len(blobs.get(_SLOT_CMS, b"")) > _BLOB.size,
        hash_type=hash_type,
        page_size=page_size,
        code_limit=code_limit,
        exec_segment=(
            _EXEC_SEGMENT.unpack_from(directory, _EXEC_SEGMENT_OFFSET)
            if version >= _SUPPORTS_EXEC_SEGMENT
            else None
        ),
        page_count=page_count,
        wrong_pages=tuple(
            number for number in range(page_count) if digest(page(number)) != expected(number)
        ),
        wrong_blobs=tuple(
            slot
            for slot, blob in blobs.items()
            if _SLOT_CODE_DIRECTORY < slot < _SLOT_ALTERNATE and not is_right(slot, blob)
        ),
    )


def _blobs(signature: bytes) -> dict[int, bytes]:
    """Returns the blobs of a signature by their slots."""
    magic, length, count = _SUPER_BLOB.unpack_from(signature)
    if magic != _MAGIC_EMBEDDED_SIGNATURE or length > len(signature):
        raise ToolError("malformed code signature: no embedded signature of its size is there")
    blobs = {}
    for number in range(count):
        slot, start = _BLOB_INDEX.unpack_from(
            signature, _SUPER_BLOB.size + number * _BLOB_INDEX.size
        )
        _, size = _BLOB.unpack_from(signature, start)
        if start + size > length:
            raise ToolError("malformed code signature: a blob lies outside of it")
        blobs[slot] = signature[start : start + size]
    return blobs
