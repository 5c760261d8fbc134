"""Import libraries: what a linker reads to make files for Windows that need a library.

Layout: https://learn.microsoft.com/windows/win32/debug/pe-format#import-library-format.
LLVM's linker and GNU's need no more than the short form of imports.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

from tools.isolate.archive import Member, write_archive
from tools.pe.linkage import Export

_HEADER = struct.Struct("<HHHHIIHH")
_SIGNATURE = (0, 0xFFFF)
_MACHINE_X86_64 = 0x8664
_CODE, _DATA = 0, 1
_BY_NAME = 1 << 2
"""IMPORT_OBJECT_NAME: it is imported by exactly its name."""


def import_library(library: str, symbols: Iterable[Export]) -> bytes:
    """Returns an import library for x86-64.

    Args:
        library: file name of the library that has the symbols.
        symbols: what it offers.
    """
    return write_archive([_member(library, symbol) for symbol in symbols])


def _member(library: str, symbol: Export) -> Member:
    name = symbol.name.encode()
    names = name + b"\0" + library.encode() + b"\0"
    kind = (_CODE if symbol.is_code else _DATA) | _BY_NAME
    header = _HEADER.pack(*_SIGNATURE, 0, _MACHINE_X86_64, 0, len(names), 0, kind)
    # A function can also be called as if it were not imported.
    defined = [b"__imp_" + name, *([name] if symbol.is_code else [])]
    return Member(library, header + names, defined)
