"""Reads a code signature again, by its documentation (xnu's `osfmk/kern/cs_blobs.h`) alone."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass


@dataclass(frozen=True)
class CodeDirectory:
    """A CS_CodeDirectory of version 0x20400; the fields are named like those of the struct."""

    version: int
    flags: int
    identifier: str
    code_limit: int
    hash_type: int
    page_size: int
    exec_segment: tuple[int, int, int]
    hashes: list[bytes]


def code_directory(signature: bytes) -> CodeDirectory:
    """Returns the code directory of an embedded signature that has nothing else."""
    magic, length, count, kind, offset = struct.unpack_from(">5I", signature)
    assert (magic, count, kind) == (0xFADE0CC0, 1, 0)
    assert length <= len(signature) and not any(signature[length:])
    blob = signature[offset:length]
    magic, length, version, flags, hashes, name, special, slots, limit = struct.unpack_from(
        ">9I", blob
    )
    assert (magic, length, special) == (0xFADE0C02, len(blob), 0)
    hash_size, hash_type, _, page_bits = struct.unpack_from("4B", blob, 36)
    return CodeDirectory(
        version=version,
        flags=flags,
        identifier=blob[name : blob.index(b"\0", name)].decode(),
        code_limit=limit,
        hash_type=hash_type,
        page_size=1 << page_bits,
        exec_segment=struct.unpack_from(">3Q", blob, 64),
        hashes=[blob[hashes + i * hash_size :][:hash_size] for i in range(slots)],
    )


def wrong_pages(content: bytes, directory: CodeDirectory) -> list[int]:
    """Returns the numbers of the pages whose hashes do not fit."""
    covered = content[: directory.code_limit]
    pages = [
        covered[start : start + directory.page_size]
        for start in range(0, len(covered), directory.page_size)
    ]
    assert len(pages) == len(directory.hashes)
    return [
        number
        for number, (page, expected) in enumerate(zip(pages, directory.hashes))
        if hashlib.sha256(page).digest() != expected
    ]
