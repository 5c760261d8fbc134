"""Symbols of COFF object files for x86-64, also with many sections ("bigobj").

Layouts: Microsoft's "PE Format"; ANON_OBJECT_HEADER_BIGOBJ in winnt.h.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tools.isolate.names import StringTable

_MACHINE_AMD64 = 0x8664
_HEADER = struct.Struct("<HHIIIHH")
_BIG_HEADER = struct.Struct("<HHHHI16sIIIIIII")
_BIG_CLASS_ID = bytes.fromhex("c7a1bad1eebaa94baf20faf66aa4dcb8")
_SECTION_HEADER = struct.Struct("<8sIIIIIIHHI")
_STRINGS_SIZE = struct.Struct("<I")
_IN_PLACE = 8
"""Longest name that a symbol holds itself."""
_CLASS_EXTERNAL = 2
_CLASS_WEAK_EXTERNAL = 105
_UNDEFINED = 0
_EXPORT_DIRECTIVE = re.compile(rb'[-/]export:(?:"[^"]*"|[^\s"]*)+', re.IGNORECASE)


def is_object(content: bytes) -> bool:
    """Whether these are the bytes of an object file of this format."""
    if len(content) < _HEADER.size:
        return False
    return _is_big(content) or _HEADER.unpack_from(content)[0] == _MACHINE_AMD64


def _is_big(content: bytes) -> bool:
    if len(content) < _BIG_HEADER.size:
        return False
    header = _BIG_HEADER.unpack_from(content)
    return header[:2] == (0, 0xFFFF) and header[3] == _MACHINE_AMD64 and header[5] == _BIG_CLASS_ID


@dataclass(frozen=True)
class _Layout:
    sections_offset: int
    section_count: int
    symbols_offset: int
    symbol_count: int
    symbol: struct.Struct

    @property
    def strings_offset(self) -> int:
        return self.symbols_offset + self.symbol_count * self.symbol.size


@dataclass(frozen=True)
class _Symbol:
    offset: int
    """Where it is in the file."""
    name: bytes
    is_defined: bool


def _layout(content: bytes) -> _Layout:
    if _is_big(content):
        header = _BIG_HEADER.unpack_from(content)
        return _Layout(
            _BIG_HEADER.size, header[10], header[11], header[12], struct.Struct("<8sIiHBB")
        )
    _, sections, _, symbols, symbol_count, optional_size, _ = _HEADER.unpack_from(content)
    return _Layout(
        _HEADER.size + optional_size, sections, symbols, symbol_count, struct.Struct("<8sIhHBB")
    )


def _strings(content: bytes, layout: _Layout) -> StringTable:
    if layout.symbol_count == 0:
        return StringTable(bytes(_STRINGS_SIZE.size))
    (size,) = _STRINGS_SIZE.unpack_from(content, layout.strings_offset)
    if layout.strings_offset + size != len(content):
        raise ValueError("the strings are not at the end of the file")
    return StringTable(content[layout.strings_offset :])


def _visible_symbols(content: bytes, layout: _Layout, strings: StringTable) -> Iterator[_Symbol]:
    index = 0
    while index < layout.symbol_count:
        offset = layout.symbols_offset + index * layout.symbol.size
        name, value, section, _, storage, auxiliaries = layout.symbol.unpack_from(content, offset)
        index += 1 + auxiliaries
        if storage not in (_CLASS_EXTERNAL, _CLASS_WEAK_EXTERNAL):
            continue
        zeroes, name_offset = struct.unpack("<II", name)
        yield _Symbol(
            offset,
            name.rstrip(b"\0") if zeroes else strings.read(name_offset),
            # An undefined symbol with a value is a common one, of that size. A weak external one
            # has its definition in the symbol that its auxiliary record names.
            section != _UNDEFINED or value != 0 or storage == _CLASS_WEAK_EXTERNAL,
        )


def defined_symbols(content: bytes) -> set[bytes]:
    """Returns the names that other object files can refer to."""
    layout = _layout(content)
    symbols = _visible_symbols(content, layout, _strings(content, layout))
    return {symbol.name for symbol in symbols if symbol.is_defined}


def undefined_symbols(content: bytes) -> set[bytes]:
    """Returns the names that have to be defined by others."""
    layout = _layout(content)
    symbols = _visible_symbols(content, layout, _strings(content, layout))
    return {symbol.name for symbol in symbols if not symbol.is_defined}


def rename_symbols(content: bytes, names: Mapping[bytes, bytes]) -> bytes:
    """Returns the object file with other names where symbols have those that are keys.

    It no longer says to the linker what a DLL made of it should export: there is no such DLL, and
    the names may be others.
    """
    layout = _layout(content)
    strings = _strings(content, layout)
    output = bytearray(content)
    for symbol in list(_visible_symbols(content, layout, strings)):
        name = names.get(symbol.name)
        if name is None:
            continue
        if len(name) <= _IN_PLACE:
            struct.pack_into("8s", output, symbol.offset, name)
        else:
            struct.pack_into("<II", output, symbol.offset, 0, strings.add(name))
    _drop_exports(output, layout)
    if layout.symbol_count == 0:
        return bytes(output)
    table = bytearray(bytes(strings))
    _STRINGS_SIZE.pack_into(table, 0, len(table))
    return bytes(output[: layout.strings_offset] + table)


def _drop_exports(output: bytearray, layout: _Layout) -> None:
    for index in range(layout.section_count):
        section = _SECTION_HEADER.unpack_from(
            output, layout.sections_offset + index * _SECTION_HEADER.size
        )
        if section[0].rstrip(b"\0") != b".drectve":
            continue
        size, offset = section[3], section[4]
        directives = _EXPORT_DIRECTIVE.sub(
            lambda match: b" " * len(match[0]), bytes(output[offset : offset + size])
        )
        output[offset : offset + size] = directives
