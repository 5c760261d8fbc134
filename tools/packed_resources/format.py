"""Numbers and record layouts of packed resources, version 2 (docs/packed_resources.md)."""

from __future__ import annotations

import enum
import struct
import zlib
from collections.abc import Iterable

from tools.common.errors import ToolError

MAGIC = b"\x89PYPACK\n"
"""First bytes of the file. Not text, not UTF-8, and spoiled by a change of line ends."""

VERSION = 2

HEADER = struct.Struct("<8sIIQIIIIQQQQQQQQQ32sI12x")
"""In order: magic, version, header_size, total_size, bytecode_magic, flags, entry_count,
slot_count, slots_offset, entries_offset, children_offset, children_count, strings_offset,
strings_size, config_offset, config_size, data_offset, sha256, checksum."""

SHA256_OFFSET = 112
SHA256_SIZE = 32
CHECKSUM = struct.Struct("<I")
HEADER_CHECKSUM_OFFSET = 144

SLOT = struct.Struct("<III")
"""Tag, entry index + 1 and their check; an index field of zero marks an empty slot."""

ENTRY = struct.Struct("<IIBBBBIQIIQIIIIIIII")
"""In order: name_offset, name_size, kind, flags, data_encoding, source_encoding, raw_size,
data_offset, data_size, data_checksum, source_offset, source_size, source_checksum, first_child,
child_count, path_offset, source_raw_size, reserved, checksum."""

CHILD = struct.Struct("<I")
"""Entry index of a child, or the checksum of a list of them."""

STRING_SIZE = struct.Struct("<I")
"""Stands before a path string, and before the keys and values of the configuration."""

SECTION_ALIGNMENT = 64
BLOB_ALIGNMENT = 16

MAX_FILE_SIZE = 1 << 40
MAX_ENTRIES = 1 << 28
MAX_NAME_SIZE = 0xFFFF
MAX_BLOB_SIZE = 0xFFFFFFFF
"""Sizes of blobs have 32 bits."""

MIN_SLOTS = 8


class Kind(enum.IntEnum):
    """What an entry is."""

    MODULE = 1
    FILE = 2
    DIRECTORY = 3


FLAG_PACKAGE = 1 << 0
FLAG_NAMESPACE = 1 << 1
"""The module has no code: it is a folder of modules without `__init__`."""

FLAG_EXTENSION = 1 << 2
"""The module is native code: its data is a shared library, or it is linked in and has none."""


class Encoding(enum.IntEnum):
    """How the bytes of a blob are kept."""

    STORED = 0
    ZLIB = 1
    BESIDE = 2
    """They are not: the content is a file beside the executable."""


class FormatError(ToolError):
    """Packed resources that do not follow the format, or cannot be expressed in it."""


def checksum(parts: Iterable[bytes | bytearray | memoryview]) -> int:
    """Returns the checksum of some bytes, which are given in parts."""
    value = zlib.adler32(b"")
    for part in parts:
        value = zlib.adler32(part, value)
    return value


def slot_check(tag: int, number: int) -> int:
    """Returns the third field of a slot."""
    return ~(tag ^ number) & 0xFFFFFFFF


def slot_count(entry_count: int) -> int:
    """Returns the size of the hash table: a power of two that leaves half of it empty."""
    return max(MIN_SLOTS, 1 << max(0, 2 * entry_count - 1).bit_length())
