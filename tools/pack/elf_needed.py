"""Which libraries an ELF shared library needs. Layouts: System V ABI, chapter 5; 64 bits only."""

from __future__ import annotations

import struct

from tools.common.errors import ToolError

_IDENT = b"\x7fELF\x02\x01"
_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_PROGRAM_HEADER = struct.Struct("<IIQQQQQQ")
_PT_LOAD = 1
_PT_DYNAMIC = 2
_DYNAMIC = struct.Struct("<QQ")
_DT_NULL = 0
_DT_NEEDED = 1
_DT_STRTAB = 5


def is_elf(content: bytes | memoryview) -> bool:
    """Whether these are the bytes of an ELF file of the kind that is understood here."""
    return bytes(content[: len(_IDENT)]) == _IDENT


def needed_libraries(content: bytes | memoryview) -> list[str]:
    """Returns the file names of the libraries that a shared library needs (`DT_NEEDED`).

    Raises:
        ToolError: the file is damaged.
    """
    try:
        return _needed_libraries(content)
    except (struct.error, IndexError, ValueError):
        raise ToolError("damaged shared library") from None


def _needed_libraries(content: bytes | memoryview) -> list[str]:
    header = _HEADER.unpack_from(content)
    offset, size, count = header[5], header[9], header[10]
    segments = [_PROGRAM_HEADER.unpack_from(content, offset + i * size) for i in range(count)]
    dynamic = next((segment for segment in segments if segment[0] == _PT_DYNAMIC), None)
    if dynamic is None:
        return []
    names: list[int] = []
    strings_address = 0
    for position in range(dynamic[2], dynamic[2] + dynamic[5], _DYNAMIC.size):
        tag, value = _DYNAMIC.unpack_from(content, position)
        if tag == _DT_NULL:
            break
        if tag == _DT_NEEDED:
            names.append(value)
        elif tag == _DT_STRTAB:
            strings_address = value
    for kind, _, start, address, _, file_size, _, _ in segments:
        if kind == _PT_LOAD and address <= strings_address < address + file_size:
            strings = start + strings_address - address
            return [_string(content, strings + name) for name in names]
    if names:
        raise ValueError("no strings")
    return []


def _string(content: bytes | memoryview, offset: int) -> str:
    end = offset
    while content[end]:
        end += 1
    return bytes(content[offset:end]).decode("utf-8", "surrogateescape")
