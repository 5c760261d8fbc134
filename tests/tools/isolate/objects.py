"""Small object files: nothing but symbols."""

from __future__ import annotations

import struct
from dataclasses import dataclass


@dataclass(frozen=True)
class Symbol:
    """A symbol that other object files can refer to."""

    name: str
    defined: bool = True


def elf(*symbols: Symbol, static: str = "local") -> bytes:
    """Returns an ELF object file with these symbols and one that nobody else sees."""
    strings = bytearray(b"\0")
    table = bytearray(24)
    for name, info, section in [
        (static, 0x01, 1),
        *((symbol.name, 0x12, 1 if symbol.defined else 0) for symbol in symbols),
    ]:
        table += struct.pack("<IBBHQQ", len(strings), info, 0, section, 0, 0)
        strings += name.encode() + b"\0"
    header_size, section_size = 64, 64
    symbols_offset = header_size
    strings_offset = symbols_offset + len(table)
    sections_offset = strings_offset + len(strings)
    header = struct.pack(
        "<16sHHIQQQIHHHHHH", b"\x7fELF\x02\x01\x01", 1, 62, 1, 0, 0, sections_offset, 0,
        header_size, 0, 0, section_size, 4, 3,
    )  # fmt: skip
    sections = bytes(section_size)
    sections += struct.pack("<IIQQQQIIQQ", 0, 1, 0, 0, 0, 0, 0, 0, 1, 0)
    sections += struct.pack("<IIQQQQIIQQ", 0, 2, 0, 0, symbols_offset, len(table), 3, 2, 8, 24)
    sections += struct.pack("<IIQQQQIIQQ", 0, 3, 0, 0, strings_offset, len(strings), 0, 0, 1, 0)
    return header + bytes(table) + bytes(strings) + sections


def coff(*symbols: Symbol, big: bool = False, directives: bytes = b"") -> bytes:
    """Returns a COFF object file for x86-64 with these symbols and one that nobody else sees."""
    header_size = 56 if big else 20
    offset = header_size + 40
    section = struct.pack("<8sIIIIIIHHI", b".drectve", 0, 0, len(directives), offset, 0, 0, 0, 0, 0)
    strings = bytearray(4)
    records = bytearray()
    count = 0
    for name, number, storage, auxiliaries in [
        (".drectve", 1, 3, 1),
        *((symbol.name, 1 if symbol.defined else 0, 2, 0) for symbol in symbols),
    ]:
        field = name.encode().ljust(8, b"\0")
        if len(name) > 8:
            field = struct.pack("<II", 0, len(strings))
            strings += name.encode() + b"\0"
        record = struct.pack(
            "<8sIiHBB" if big else "<8sIhHBB", field, 0, number, 0, storage, auxiliaries
        )
        records += record + bytes(len(record)) * auxiliaries
        count += 1 + auxiliaries
    struct.pack_into("<I", strings, 0, len(strings))
    symbols_offset = offset + len(directives)
    if big:
        header = struct.pack(
            "<HHHHI16sIIIIIII", 0, 0xFFFF, 2, 0x8664, 0,
            bytes.fromhex("c7a1bad1eebaa94baf20faf66aa4dcb8"), 0, 0, 0, 0, 1, symbols_offset, count,
        )  # fmt: skip
    else:
        header = struct.pack("<HHIIIHH", 0x8664, 1, 0, symbols_offset, count, 0, 0)
    return header + section + directives + bytes(records) + bytes(strings)


def macho(*symbols: Symbol) -> bytes:
    """Returns a Mach-O object file with these symbols and one that nobody else sees."""
    strings = bytearray(b"\0")
    table = bytearray()
    for name, kind, section in [
        ("_local", 0x0E, 1),
        *(
            ("_" + symbol.name, 0x0F if symbol.defined else 0x01, int(symbol.defined))
            for symbol in symbols
        ),
    ]:
        table += struct.pack("<IBBHQ", len(strings), kind, section, 0, 0)
        strings += name.encode() + b"\0"
    symbols_offset = 32 + 24
    header = struct.pack("<IiiIIIII", 0xFEEDFACF, 0x0100000C, 0, 1, 1, 24, 0, 0)
    command = struct.pack(
        "<IIIIII", 2, 24, symbols_offset, len(symbols) + 1, symbols_offset + len(table),
        len(strings),
    )  # fmt: skip
    return header + command + bytes(table) + bytes(strings)
