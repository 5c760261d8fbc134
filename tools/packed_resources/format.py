"""Numbers and record layouts of packed resources, version 1 (docs/packed_resources.md)."""

from __future__ import annotations

import enum
import struct

from tools.common.errors import ToolError

MAGIC = b"\x89PYPACK\n"
"""First bytes of the file. Not text, not UTF-8, and spoiled by a change of line ends."""

VERSION = 1

HEADER = struct.Struct("<8sIIQIIIIQQQQQQQQQ32s16x")
"""In order: magic, version, header_size, total_size, bytecode_magic, flags, entry_count,
slot_count, slots_offset, entries_offset, children_offset, children_count, strings_offset,
strings_size, config_offset, config_size, data_offset, sha256."""

CHECKSUM_OFFSET = 112
CHECKSUM_SIZE = 32

SLOT = struct.Struct("<II")
"""Tag and entry index + 1; an index field of zero marks an empty slot."""

ENTRY = struct.Struct("<IIBBBBIQQQQIIII")
"""In order: name_offset, name_size, kind, flags, data_encoding, source_encoding, reserved,
data_offset, data_size, source_offset, source_size, first_child, child_count, path_offset,
raw_size."""

CHILD = struct.Struct("<I")
"""Entry index of a child."""

STRING_SIZE = struct.Struct("<I")
"""Stands before a path string, and before the keys and values of the configuration."""

SECTION_ALIGNMENT = 64
BLOB_ALIGNMENT = 16

MAX_FILE_SIZE = 1 << 40
MAX_ENTRIES = 1 << 28
MAX_NAME_SIZE = 0xFFFF
MAX_BLOB_SIZE = 0xFFFFFFFF
"""The field raw_size has 32 bits."""

MIN_SLOTS = 8


class Kind(enum.IntEnum):
    """What an entry is."""

    MODULE = 1
    FILE = 2
    DIRECTORY = 3


FLAG_PACKAGE = 1 << 0
FLAG_NAMESPACE = 1 << 1
"""The module has no code: it is a folder of modules without `__init__`."""


class Encoding(enum.IntEnum):
    """How the bytes of a blob are kept."""

    STORED = 0
    ZLIB = 1


class FormatError(ToolError):
    """Packed resources that do not follow the format, or cannot be expressed in it."""


def slot_count(entry_count: int) -> int:
    """Returns the size of the hash table: a power of two that leaves half of it empty."""
    return max(MIN_SLOTS, 1 << max(0, 2 * entry_count - 1).bit_length())
