"""The file between the tools `bytecode` and `pack`: a zip of compiled modules.

Members, all stored, sorted by name, with one fixed time stamp:

`pkg/mod.pyc`
    an unchecked hash-based pyc (PEP 552), so that Python can also import from the zip;
`pkg/mod.pyc.zlib`
    the pyc's 16 byte header, the size of the marshalled code object as a little-endian u32, and
    the marshalled code object as a zlib stream;
`pkg/mod.py`
    the source of that module; without a pyc of the same name, a file that is no module;
`pkg/mod.py.zlib`
    the source of that module: its size as a little-endian u32, and the source as a zlib stream.
"""

from __future__ import annotations

import mmap
import struct
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from tools.common.errors import ToolError

BYTECODE_SUFFIX = ".pyc"
COMPRESSED_SUFFIX = ".pyc.zlib"
SOURCE_SUFFIX = ".py"
COMPRESSED_SOURCE_SUFFIX = ".py.zlib"

PYC_HEADER = struct.Struct("<4sI8s")
"""Magic number, flags and source hash of a pyc (PEP 552)."""

UNCHECKED_HASH = 0b01
"""PEP 552 flags: hash-based, and the import system does not look at the source."""

RAW_SIZE = struct.Struct("<I")

_EARLIEST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_REGULAR_FILE = 0o100644
# PKWARE APPNOTE 4.3.7: the fixed part of a local file header ends with the two sizes.
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_LOCAL_HEADER_MAGIC = b"PK\x03\x04"


def write_bytecode_archive(output: BinaryIO, members: Mapping[str, bytes]) -> None:
    """Writes the members to a zip whose bytes depend on nothing else."""
    with zipfile.ZipFile(output, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, _EARLIEST_ZIP_TIME)
            info.create_system = 3  # Unix, also where the tool runs on Windows
            info.external_attr = _REGULAR_FILE << 16
            archive.writestr(info, members[name])


def read_bytecode_archive(path: Path) -> Iterator[tuple[str, memoryview]]:
    """Yields the members' names and contents, in the order of the zip.

    The contents are views of the mapped file: nothing is copied.

    Raises:
        ToolError: the file is not a zip of stored members.
    """
    try:
        with path.open("rb") as file:
            content = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            with zipfile.ZipFile(file) as archive:
                infos = archive.infolist()
    except (ValueError, zipfile.BadZipFile) as error:
        raise ToolError(f"{path}: not a bytecode archive: {error}") from None
    for info in infos:
        if info.compress_type != zipfile.ZIP_STORED:
            raise ToolError(f"{path}: member {info.filename} is compressed by zip, not by us")
        yield info.filename, _stored_member(path, content, info)


def _stored_member(path: Path, content: memoryview, info: zipfile.ZipInfo) -> memoryview:
    header_end = info.header_offset + _LOCAL_HEADER.size
    if header_end > len(content):
        raise ToolError(f"{path}: member {info.filename} lies outside of the file")
    magic, name_size, extra_size = _LOCAL_HEADER.unpack_from(content, info.header_offset)
    start = header_end + name_size + extra_size
    if magic != _LOCAL_HEADER_MAGIC or start + info.file_size > len(content):
        raise ToolError(f"{path}: member {info.filename} lies outside of the file")
    return content[start : start + info.file_size]


def split_pyc(pyc: bytes | memoryview) -> tuple[bytes, memoryview]:
    """Splits a pyc into its magic number and what follows its header.

    Raises:
        ToolError: it is too short or not an unchecked hash-based one.
    """
    view = memoryview(pyc)
    if len(view) <= PYC_HEADER.size:
        raise ToolError("not a pyc: too short")
    magic, flags, _ = PYC_HEADER.unpack_from(view)
    if flags != UNCHECKED_HASH:
        raise ToolError("not an unchecked hash-based pyc: compile it with tools.bytecode")
    return magic, view[PYC_HEADER.size :]
