"""Symbols whose records begin with the offset of their name in a table of strings: ELF, Mach-O."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tools.isolate.names import StringTable

_NAME = struct.Struct("<I")


@dataclass(frozen=True)
class Symbol:
    """A symbol that other object files can refer to.

    Attributes:
        offset: where its record is in the file.
        name_offset: where its name is in the table of strings.
        is_defined: whether this object file has what it stands for.
    """

    offset: int
    name_offset: int
    is_defined: bool


def defined_names(symbols: Iterable[Symbol], strings: StringTable) -> set[bytes]:
    """Returns the names of the symbols that are defined.

    Raises:
        ValueError: the table has no such name.
    """
    return {strings.read(symbol.name_offset) for symbol in symbols if symbol.is_defined}


def rename(
    output: bytearray,
    symbols: Iterable[Symbol],
    strings: StringTable,
    names: Mapping[bytes, bytes],
) -> None:
    """Gives other names to symbols that have those that are keys.

    Args:
        output: the object file, whose records are changed.
        symbols: its symbols.
        strings: their names; gets the new ones.
        names: from an old name to the new one.

    Raises:
        ValueError: the table has no such name.
    """
    for symbol in symbols:
        name = names.get(strings.read(symbol.name_offset))
        if name is not None:
            _NAME.pack_into(output, symbol.offset, strings.add(name))
