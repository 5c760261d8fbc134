"""The section `.rsrc` of PE images: what Windows finds by a type and a number.

Layouts are from Microsoft's specification of the PE format, "The .rsrc Section":
https://learn.microsoft.com/windows/win32/debug/pe-format#the-rsrc-section. Numbers of types are
from "Resource Types": https://learn.microsoft.com/windows/win32/menurc/resource-types.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass

from tools.common.alignment import align

RT_ICON = 3
RT_GROUP_ICON = 14
RT_VERSION = 16
RT_MANIFEST = 24

ENGLISH = 0x0409
"""Language identifier: English, United States. What resource compilers take for a default."""

_TABLE = struct.Struct("<IIHHHH")
_ENTRY = struct.Struct("<II")
_DATA_ENTRY = struct.Struct("<IIII")
_IS_TABLE = 0x80000000
_DATA_ALIGNMENT = 8


@dataclass(frozen=True)
class Resource:
    """One resource, in English.

    Attributes:
        type: one of the constants `RT_` of this module.
        number: its name among those of its type, at least 1.
        data: its content.
    """

    type: int
    number: int
    data: bytes


def resource_section(resources: Iterable[Resource], address: int) -> bytes:
    """Returns the content of the section with these resources, no two of the same name.

    Args:
        resources: in any order.
        address: where the section will be in memory, relative to the image.
    """
    # Entries of a table must be in ascending order.
    ordered = sorted(resources, key=lambda resource: (resource.type, resource.number))
    by_type: dict[int, list[Resource]] = {}
    for resource in ordered:
        by_type.setdefault(resource.type, []).append(resource)

    # Three levels of tables, then the entries that describe the data, then the data.
    root_size = _TABLE.size + len(by_type) * _ENTRY.size
    types_size = sum(_TABLE.size + len(of_type) * _ENTRY.size for of_type in by_type.values())
    language_size = _TABLE.size + _ENTRY.size
    languages_start = root_size + types_size
    data_entries_start = languages_start + len(ordered) * language_size
    data_start = align(data_entries_start + len(ordered) * _DATA_ENTRY.size, _DATA_ALIGNMENT)

    root, types, languages, data_entries, data = (bytearray() for _ in range(5))
    root += _table(len(by_type))
    for kind, of_type in by_type.items():
        root += _ENTRY.pack(kind, root_size + len(types) | _IS_TABLE)
        types += _table(len(of_type))
        for resource in of_type:
            types += _ENTRY.pack(resource.number, languages_start + len(languages) | _IS_TABLE)
            languages += _table(1)
            languages += _ENTRY.pack(ENGLISH, data_entries_start + len(data_entries))
            data_address = address + data_start + len(data)
            data_entries += _DATA_ENTRY.pack(data_address, len(resource.data), 0, 0)
            data += resource.data + bytes(-len(resource.data) % _DATA_ALIGNMENT)
    tables = root + types + languages + data_entries
    return bytes(tables + bytes(data_start - len(tables)) + data)


def _table(entry_count: int) -> bytes:
    """Returns the header of a table whose entries have numbers, not names."""
    return _TABLE.pack(0, 0, 0, 0, 0, entry_count)
