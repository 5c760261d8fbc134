"""PE images: 64 bits, x86-64.

Layouts and values are from Microsoft's specification of the PE format,
https://learn.microsoft.com/windows/win32/debug/pe-format.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Union

from tools.common.alignment import align
from tools.common.errors import ToolError

Buffer = Union[bytes, bytearray, memoryview]

SUBSYSTEM_WINDOWS = 2
"""IMAGE_SUBSYSTEM_WINDOWS_GUI: the program gets no console."""
SUBSYSTEM_CONSOLE = 3
"""IMAGE_SUBSYSTEM_WINDOWS_CUI."""

RESOURCE_DIRECTORY = 2
"""Number of the data directory of the resources."""
_CERTIFICATE_DIRECTORY = 4

READ_ONLY_DATA = 0x40000040
"""IMAGE_SCN_CNT_INITIALIZED_DATA and IMAGE_SCN_MEM_READ."""

_DOS_MAGIC = b"MZ"
_SIGNATURE = b"PE\0\0"
_MACHINE_X86_64 = 0x8664
_IMAGE_FILE_EXECUTABLE_IMAGE = 0x0002
_IMAGE_FILE_DLL = 0x2000
_PE32_PLUS = 0x20B

_FILE_HEADER = struct.Struct("<HHIIIHH")
_SECTION = struct.Struct("<8sIIIIIIHHI")
_DIRECTORY = struct.Struct("<II")

# Fields of the optional header, by their offset in it.
_SIZE_OF_INITIALIZED_DATA = 8
_SECTION_ALIGNMENT = 32
_FILE_ALIGNMENT = 36
_SIZE_OF_IMAGE = 56
_SIZE_OF_HEADERS = 60
_CHECKSUM = 64
_SUBSYSTEM = 68
_DIRECTORY_COUNT = 108
_DIRECTORIES = 112

_MAX_SIZE_OF_IMAGE = 1 << 31
"""Windows maps no larger image; addresses relative to its start are 31 bits."""

_MODULUS = 0xFFFF
_CHUNK = 1 << 16

_U16 = struct.Struct("<H")
_U32 = struct.Struct("<I")


@dataclass(frozen=True)
class Section:
    """A section header.

    Attributes:
        name: without the zeros behind it; a name of more than 8 bytes is not resolved.
        virtual_size: size in memory.
        address: where it is in memory, relative to the image.
        raw_size: size in the file.
        offset: where it is in the file.
        characteristics: flags: what it holds, and how it may be used.
    """

    name: str
    virtual_size: int
    address: int
    raw_size: int
    offset: int
    characteristics: int


def is_image(content: Buffer) -> bool:
    """Tells whether the content begins like a program of Windows or DOS."""
    return bytes(content[:2]) == _DOS_MAGIC


def malformed(what: str) -> ToolError:
    """Returns the error for an image that contradicts itself or the specification."""
    return ToolError(f"truncated or malformed PE file: {what}")


class Image:
    """A PE image whose headers were checked, to be read or to be added to.

    Args:
        content: the file; it is copied.

    Raises:
        ToolError: not a PE executable for x86-64, or malformed.
    """

    def __init__(self, content: Buffer) -> None:
        if not is_image(content):
            raise ToolError("not a PE file")
        self._content = bytearray(content)
        self._header = self._unpack(_U32, 0x3C)
        if self._content[self._header : self._header + 4] != _SIGNATURE:
            raise ToolError("not a PE file: a program for DOS")
        self._file_header = self._header + len(_SIGNATURE)
        machine, count, _, _, _, optional_size, flags = self._unpack_all(
            _FILE_HEADER, self._file_header
        )
        if machine != _MACHINE_X86_64:
            raise ToolError(f"PE machine {machine:#06x} is not supported: x86-64 is")
        if not flags & _IMAGE_FILE_EXECUTABLE_IMAGE or flags & _IMAGE_FILE_DLL:
            raise ToolError("not an executable PE file")
        self._optional_header = self._file_header + _FILE_HEADER.size
        if self._unpack(_U16, self._optional_header) != _PE32_PLUS:
            raise malformed("not a PE32+ image")
        if optional_size < _DIRECTORIES + self._directory_count() * _DIRECTORY.size:
            raise malformed("its data directories lie outside of its header")
        self._section_table = self._optional_header + optional_size
        self._check_alignments()
        self.sections = [self._read_section(number) for number in range(count)]

    def content(self) -> bytes:
        """Returns the file, with its checksum."""
        self._set(_CHECKSUM, checksum(self._content, self._optional_header + _CHECKSUM))
        return bytes(self._content)

    def section(self, name: str) -> Section | None:
        """Returns the section of that name."""
        return next((section for section in self.sections if section.name == name), None)

    def directory(self, number: int) -> tuple[int, int]:
        """Returns the address and size that a data directory has; zero where there is none."""
        if number >= self._directory_count():
            return 0, 0
        offset = self._optional_header + _DIRECTORIES + number * _DIRECTORY.size
        address, size = self._unpack_all(_DIRECTORY, offset)
        return address, size

    def set_directory(self, number: int, address: int, size: int) -> None:
        """Sets a data directory.

        Raises:
            ToolError: the image's header has no place for it.
        """
        if number >= self._directory_count():
            raise ToolError(f"has no data directory {number}")
        offset = self._optional_header + _DIRECTORIES + number * _DIRECTORY.size
        _DIRECTORY.pack_into(self._content, offset, address, size)

    @property
    def is_signed(self) -> bool:
        """Whether it has an Authenticode signature, which any change makes invalid."""
        return self.directory(_CERTIFICATE_DIRECTORY) != (0, 0)

    @property
    def subsystem(self) -> int:
        """What the program needs to run: one of the constants of this module, or another."""
        return self._unpack(_U16, self._optional_header + _SUBSYSTEM)

    @subsystem.setter
    def subsystem(self, value: int) -> None:
        _U16.pack_into(self._content, self._optional_header + _SUBSYSTEM, value)

    def next_address(self) -> int:
        """Returns the address of the section that would be added next."""
        end = max((section.address + section.virtual_size for section in self.sections), default=0)
        return align(end, self._get(_SECTION_ALIGNMENT))

    def add_section(self, name: str, content: bytes) -> Section:
        """Adds a section of read-only data at the end, in the file and in memory.

        Raises:
            ToolError: there is no place for its header, or the image would be too large.
        """
        number = len(self.sections)
        header = self._section_table + number * _SECTION.size
        if header + _SECTION.size > self._end_of_headers():
            raise ToolError(f"has no place for the header of another section, {name}")
        # In the file a section may begin at any multiple of FileAlignment; whole pages let Wine
        # map it instead of reading it.
        alignment = self._get(_SECTION_ALIGNMENT)
        offset = align(len(self._content), alignment)
        raw_size = align(len(content), self._get(_FILE_ALIGNMENT))
        address = self.next_address()
        size_of_image = align(address + len(content), alignment)
        if size_of_image > _MAX_SIZE_OF_IMAGE:
            raise ToolError(
                f"would have {size_of_image:,} bytes in memory with {name}: "
                f"Windows runs nothing larger than {_MAX_SIZE_OF_IMAGE:,}"
            )
        self._content = bytearray().join(
            (
                self._content,
                bytes(offset - len(self._content)),
                content,
                bytes(raw_size - len(content)),
            )
        )
        _SECTION.pack_into(
            self._content, header,
            name.encode("ascii"), len(content), address, raw_size, offset, 0, 0, 0, 0,
            READ_ONLY_DATA,
        )  # fmt: skip
        _U16.pack_into(self._content, self._file_header + 2, number + 1)
        self._set(_SIZE_OF_IMAGE, size_of_image)
        initialized = self._get(_SIZE_OF_INITIALIZED_DATA) + raw_size
        self._set(_SIZE_OF_INITIALIZED_DATA, min(initialized, 0xFFFFFFFF))
        self.sections.append(self._read_section(number))
        return self.sections[-1]

    def _end_of_headers(self) -> int:
        """Returns where the first thing is that section headers must not run into."""
        contents = [section.offset for section in self.sections if section.raw_size]
        return min([self._get(_SIZE_OF_HEADERS), *contents])

    def _check_alignments(self) -> None:
        for field in (_FILE_ALIGNMENT, _SECTION_ALIGNMENT):
            alignment = self._get(field)
            if not 0x200 <= alignment <= 0x10000 or alignment & (alignment - 1):
                raise malformed(f"sections aligned to {alignment:#x}")

    def _read_section(self, number: int) -> Section:
        name, virtual_size, address, raw_size, offset, *_, characteristics = self._unpack_all(
            _SECTION, self._section_table + number * _SECTION.size
        )
        name = name.rstrip(b"\0").decode("ascii", "backslashreplace")
        if raw_size and offset + raw_size > len(self._content):
            raise malformed(f"section {name} lies outside of it")
        return Section(name, virtual_size, address, raw_size, offset, characteristics)

    def _directory_count(self) -> int:
        return self._get(_DIRECTORY_COUNT)

    def _get(self, field: int) -> int:
        return self._unpack(_U32, self._optional_header + field)

    def _set(self, field: int, value: int) -> None:
        _U32.pack_into(self._content, self._optional_header + field, value)

    def _unpack(self, layout: struct.Struct, offset: int) -> int:
        return self._unpack_all(layout, offset)[0]

    def _unpack_all(self, layout: struct.Struct, offset: int) -> tuple[int, ...]:
        if offset + layout.size > len(self._content):
            raise malformed("its headers lie outside of it")
        return layout.unpack_from(self._content, offset)


def checksum(content: Buffer, field: int) -> int:
    """Returns the checksum of an image, as CheckSumMappedFile of imagehlp.dll computes it.

    It is the sum of the file's 16 bit words in ones' complement, plus the file's size.

    Args:
        content: the file.
        field: offset of the header's checksum, which counts as zero.
    """
    view = memoryview(content)
    # Modulo 2**16 - 1 a large number is the same as the sum of its words.
    total = 0
    for part in (view[:field], view[field + _U32.size :]):
        for start in range(0, len(part), _CHUNK):
            total += int.from_bytes(part[start : start + _CHUNK], "little") % _MODULUS
    # A sum in ones' complement is 0 only if all words are, and an image begins with "MZ".
    return (total % _MODULUS or _MODULUS) + len(view)
