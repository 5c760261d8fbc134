"""Symbols of ELF object files: 64 bits, little endian. Layouts: System V ABI, chapter 4."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tools.isolate.names import StringTable
from tools.isolate.symbols import Symbol, defined_names, rename

_IDENT = b"\x7fELF\x02\x01\x01"
_ET_REL = 1
_FILE_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_SECTION_HEADER = struct.Struct("<IIQQQQIIQQ")
_SHT_SYMTAB = 2
_SYMBOL = struct.Struct("<IBBHQQ")
_SHN_UNDEF = 0
_VISIBLE_BINDINGS = (1, 2, 10)
"""STB_GLOBAL, STB_WEAK, STB_GNU_UNIQUE."""


def is_object(content: bytes) -> bool:
    """Whether these are the bytes of an object file of this format."""
    return content.startswith(_IDENT) and content[16:18] == struct.pack("<H", _ET_REL)


@dataclass(frozen=True)
class _SymbolTable:
    strings_header_offset: int
    """Where the section header of the strings is in the file."""
    strings_offset: int
    strings_size: int
    symbols_offset: int
    count: int
    first_visible: int


def _symbol_table(content: bytes) -> _SymbolTable | None:
    header = _FILE_HEADER.unpack_from(content)
    sections_offset, section_size, section_count = header[6], header[11], header[12]
    if section_count == 0 and sections_offset != 0:
        # More sections than the header's field can say.
        section_count = _SECTION_HEADER.unpack_from(content, sections_offset)[5]
    for index in range(section_count):
        section = _SECTION_HEADER.unpack_from(content, sections_offset + index * section_size)
        if section[1] != _SHT_SYMTAB:
            continue
        strings_header = sections_offset + section[6] * section_size
        strings = _SECTION_HEADER.unpack_from(content, strings_header)
        return _SymbolTable(
            strings_header_offset=strings_header,
            strings_offset=strings[4],
            strings_size=strings[5],
            symbols_offset=section[4],
            count=section[5] // _SYMBOL.size,
            first_visible=section[7],
        )
    return None


def _visible_symbols(content: bytes, table: _SymbolTable) -> Iterator[Symbol]:
    for index in range(table.first_visible, table.count):
        offset = table.symbols_offset + index * _SYMBOL.size
        name, info, _, section, _, _ = _SYMBOL.unpack_from(content, offset)
        if info >> 4 in _VISIBLE_BINDINGS:
            yield Symbol(offset, name, section != _SHN_UNDEF)


def _strings(content: bytes, table: _SymbolTable) -> StringTable:
    return StringTable(content[table.strings_offset : table.strings_offset + table.strings_size])


def defined_symbols(content: bytes) -> set[bytes]:
    """Returns the names that other object files can refer to."""
    table = _symbol_table(content)
    if table is None:
        return set()
    return defined_names(_visible_symbols(content, table), _strings(content, table))


def rename_symbols(content: bytes, names: Mapping[bytes, bytes]) -> bytes:
    """Returns the object file with other names where symbols have those that are keys.

    The strings are repeated at the end of the file, with the new ones behind them.
    """
    table = _symbol_table(content)
    if table is None:
        return content
    strings = _strings(content, table)
    output = bytearray(content)
    rename(output, _visible_symbols(content, table), strings, names)
    fields = list(_SECTION_HEADER.unpack_from(content, table.strings_header_offset))
    fields[4], fields[5] = len(output), len(bytes(strings))
    _SECTION_HEADER.pack_into(output, table.strings_header_offset, *fields)
    return bytes(output + bytes(strings))
