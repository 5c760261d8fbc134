"""Symbols of Mach-O object files: 64 bits, little endian. Layouts: <mach-o/loader.h>, <nlist.h>."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tools.isolate.names import StringTable
from tools.isolate.symbols import Symbol, defined_names, rename

_MAGIC = 0xFEEDFACF
_MH_OBJECT = 1
_HEADER = struct.Struct("<IiiIIIII")
_COMMAND = struct.Struct("<II")
_LC_SYMTAB = 2
_SYMTAB = struct.Struct("<IIIIII")
_SYMBOL = struct.Struct("<IBBHQ")
_N_STAB = 0xE0
_N_TYPE = 0x0E
_N_EXT = 0x01
_N_PEXT = 0x10
_TYPE_OFFSET = 4
"""Of `n_type` in a symbol."""
_N_UNDF = 0
_ALIGNMENT = 8


def is_object(content: bytes) -> bool:
    """Whether these are the bytes of an object file of this format."""
    if len(content) < _HEADER.size:
        return False
    header = _HEADER.unpack_from(content)
    return header[0] == _MAGIC and header[3] == _MH_OBJECT


@dataclass(frozen=True)
class _SymbolTable:
    command_offset: int
    symbols_offset: int
    count: int
    strings_offset: int
    strings_size: int


def _symbol_table(content: bytes) -> _SymbolTable | None:
    command_count = _HEADER.unpack_from(content)[4]
    offset = _HEADER.size
    for _ in range(command_count):
        command, size = _COMMAND.unpack_from(content, offset)
        if command == _LC_SYMTAB:
            return _SymbolTable(offset, *_SYMTAB.unpack_from(content, offset)[2:])
        if size < _COMMAND.size:
            break
        offset += size
    return None


def _visible_symbols(content: bytes, table: _SymbolTable) -> Iterator[Symbol]:
    for index in range(table.count):
        offset = table.symbols_offset + index * _SYMBOL.size
        name, kind, _, _, value = _SYMBOL.unpack_from(content, offset)
        if kind & _N_EXT and not kind & _N_STAB:
            # An undefined symbol with a value is a common one, of that size.
            yield Symbol(offset, name, kind & _N_TYPE != _N_UNDF or value != 0)


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

    Those that it defines become "private extern", which a linker does not export. The strings are
    repeated at the end of the file, with the new ones behind them.
    """
    table = _symbol_table(content)
    if table is None:
        return content
    strings = _strings(content, table)
    output = bytearray(content)
    symbols = list(_visible_symbols(content, table))
    for symbol in symbols:
        if symbol.is_defined and strings.read(symbol.name_offset) in names:
            output[symbol.offset + _TYPE_OFFSET] |= _N_PEXT
    rename(output, symbols, strings, names)
    output += bytes(-len(output) % _ALIGNMENT)
    strings_offset = len(output)
    output += bytes(strings) + bytes(-len(bytes(strings)) % _ALIGNMENT)
    struct.pack_into(
        "<II", output, table.command_offset + 16, strings_offset, len(output) - strings_offset
    )
    return bytes(output)
