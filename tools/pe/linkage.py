"""What a PE file, a program or library of Windows, takes from others and offers to them.

Any processor, 32 and 64 bits. Layouts: https://learn.microsoft.com/windows/win32/debug/pe-format.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from tools.common.errors import ToolError
from tools.pe.image import Buffer, is_image, malformed

_EXPORT_DIRECTORY = 0
_IMPORT_DIRECTORY = 1
_DIRECTORY = struct.Struct("<II")
_DIRECTORIES = {0x10B: 96, 0x20B: 112}
"""Magic number of the optional header -> offset of the data directories in it."""

_FILE_HEADER = struct.Struct("<4sHHIIIHH")
_SECTION = struct.Struct("<8sIIIIIIHHI")
_EXECUTABLE = 0x20000000
"""IMAGE_SCN_MEM_EXECUTE."""

_IMPORT = struct.Struct("<IIIII")
_EXPORTS = struct.Struct("<IIHHIIIIIII")
_U16 = struct.Struct("<H")
_U32 = struct.Struct("<I")

_LONGEST_NAME = 4096


@dataclass(frozen=True)
class Export:
    """A symbol that others can use.

    Attributes:
        name: its name.
        is_code: whether it is a function; else it is data, which is only used by its address.
    """

    name: str
    is_code: bool


def imported_libraries(content: Buffer) -> list[str]:
    """Returns the file names of the libraries that have to be there when the file is loaded.

    They are as the file has them; Windows does not tell capitals from small letters. Libraries that
    are only loaded when they are used ("delay-loaded") do not count.

    Raises:
        ToolError: no PE file, or malformed.
    """
    return _File(content).imported_libraries()


def exported_symbols(content: Buffer) -> list[Export]:
    """Returns the symbols that a program or library offers by name, sorted.

    Raises:
        ToolError: no PE file, or malformed.
    """
    return _File(content).exported_symbols()


@dataclass(frozen=True)
class _Section:
    address: int
    size: int
    offset: int
    is_code: bool


class _File:
    def __init__(self, content: Buffer) -> None:
        if not is_image(content):
            raise ToolError("not a PE file")
        self._content = memoryview(content)
        try:
            self._read_headers()
        except struct.error:
            raise malformed("its headers lie outside of it") from None

    def _read_headers(self) -> None:
        (header,) = _U32.unpack_from(self._content, 0x3C)
        signature, _, count, _, _, _, optional_size, _ = _FILE_HEADER.unpack_from(
            self._content, header
        )
        if signature != b"PE\0\0":
            raise ToolError("not a PE file: a program for DOS")
        optional = header + _FILE_HEADER.size
        (magic,) = _U16.unpack_from(self._content, optional)
        if magic not in _DIRECTORIES:
            raise malformed(f"optional header of the unknown kind {magic:#x}")
        self._directories = optional + _DIRECTORIES[magic]
        (self._directory_count,) = _U32.unpack_from(self._content, self._directories - 4)
        self._sections = []
        for number in range(count):
            _, size, address, raw_size, offset, _, _, _, _, flags = _SECTION.unpack_from(
                self._content, optional + optional_size + number * _SECTION.size
            )
            self._sections.append(
                _Section(address, max(size, raw_size), offset, bool(flags & _EXECUTABLE))
            )

    def imported_libraries(self) -> list[str]:
        address = self._directory(_IMPORT_DIRECTORY)
        names: list[str] = []
        while address:
            lookup, _, _, name, table = self._unpack(_IMPORT, address)
            if not (lookup or table) or not name:
                break
            names.append(self._name(name))
            address += _IMPORT.size
        return names

    def exported_symbols(self) -> list[Export]:
        address = self._directory(_EXPORT_DIRECTORY)
        if not address:
            return []
        *_, count, functions, names, ordinals = self._unpack(_EXPORTS, address)
        symbols = []
        for number in range(count):
            (name,) = self._unpack(_U32, names + 4 * number)
            (ordinal,) = self._unpack(_U16, ordinals + 2 * number)
            (symbol,) = self._unpack(_U32, functions + 4 * ordinal)
            symbols.append(Export(self._name(name), self._section_at(symbol).is_code))
        return sorted(symbols, key=lambda symbol: symbol.name)

    def _directory(self, number: int) -> int:
        """Returns the address of a data directory; zero where there is none."""
        if number >= self._directory_count:
            return 0
        try:
            address, _ = _DIRECTORY.unpack_from(
                self._content, self._directories + number * _DIRECTORY.size
            )
        except struct.error:
            raise malformed("its headers lie outside of it") from None
        return address

    def _section_at(self, address: int) -> _Section:
        for section in self._sections:
            if section.address <= address < section.address + section.size:
                return section
        raise malformed(f"nothing is at address {address:#x}")

    def _offset(self, address: int) -> int:
        section = self._section_at(address)
        return section.offset + address - section.address

    def _unpack(self, layout: struct.Struct, address: int) -> tuple[int, ...]:
        try:
            return layout.unpack_from(self._content, self._offset(address))
        except struct.error:
            raise malformed(f"a table at address {address:#x} lies outside of it") from None

    def _name(self, address: int) -> str:
        start = self._offset(address)
        text, end, _ = bytes(self._content[start : start + _LONGEST_NAME]).partition(b"\0")
        if not end:
            raise malformed(f"a name at address {address:#x} has no end")
        return text.decode("utf-8", "backslashreplace")
