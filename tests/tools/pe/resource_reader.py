"""Reads a section of resources by its specification, for tests."""

from __future__ import annotations

import struct


def read_resources(section: bytes, address: int) -> dict[tuple[int, int, int], bytes]:
    """Returns the resources of a section that is at an address, by type, number and language.

    Raises:
        AssertionError: a table is not sorted, or something lies outside of the section.
    """
    found = {}
    for kind, names in _table(section, 0):
        for number, languages in _table(section, names):
            for language, entry in _table(section, languages, leaf=True):
                data, size, code_page, reserved = struct.unpack_from("<IIII", section, entry)
                assert (code_page, reserved) == (0, 0)
                assert address <= data
                assert data + size <= address + len(section)
                assert data % 4 == 0
                found[kind, number, language] = section[data - address : data - address + size]
    return found


def _table(section: bytes, offset: int, leaf: bool = False) -> list[tuple[int, int]]:
    """Returns the entries of a table: a number, and the offset of what it stands for."""
    _, _, _, _, names, numbers = struct.unpack_from("<IIHHHH", section, offset)
    assert names == 0
    entries = []
    for i in range(numbers):
        number, target = struct.unpack_from("<II", section, offset + 16 + i * 8)
        assert (target >> 31) == (0 if leaf else 1)
        entries.append((number, target & 0x7FFFFFFF))
    assert [number for number, _ in entries] == sorted({number for number, _ in entries})
    return entries
