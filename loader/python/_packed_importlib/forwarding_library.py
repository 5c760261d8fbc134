"""Writes libraries for Windows that refer to another file for everything they offer.

Layouts: https://learn.microsoft.com/windows/win32/debug/pe-format, "The .edata Section".
"""

from __future__ import annotations

import struct

_MACHINE_X86_64 = 0x8664
_EXECUTABLE_IMAGE_AND_DLL = 0x0002 | 0x0020 | 0x2000
"""Also IMAGE_FILE_LARGE_ADDRESS_AWARE."""
_PE32_PLUS = 0x20B
_HIGH_ENTROPY_VA_DYNAMIC_BASE_NX_COMPAT = 0x0020 | 0x0040 | 0x0100
_READ_ONLY_DATA = 0x40000040
_SUBSYSTEM_CONSOLE = 3

_IMAGE_BASE = 0x180000000
_PAGE = 0x1000
_FILE_ALIGNMENT = 0x200
_ADDRESS = _PAGE
"""Where the only section is, relative to the image: behind the headers."""

_NEW_HEADER = 0x40
_FILE_HEADER = struct.Struct("<4sHHIIIHH")
_OPTIONAL_HEADER = struct.Struct("<HBBIIIIIQIIHHHHHHIIIIHHQQQQII")
_DIRECTORY_COUNT = 16
_DIRECTORY = struct.Struct("<II")
_SECTION = struct.Struct("<8sIIIIIIHHI")
_EXPORTS = struct.Struct("<IIHHIIIIIII")


def forwarding_library(file_name: str, target: bytes, symbols: list[bytes]) -> bytes:
    """Returns the content of a library.

    It has no code. Windows loads it at any address, and resolves what it is asked for when a
    library is loaded that needs it.

    Args:
        file_name: its own name.
        target: file name of the program or library that has the symbols, as Windows converts it to
            Unicode; up to its last dot behind which a symbol is meant, hence with an extension.
        symbols: their names, in the order of their bytes.
    """
    exports = _export_section(file_name, target, symbols)
    raw_size = _align(len(exports), _FILE_ALIGNMENT)
    optional_size = _OPTIONAL_HEADER.size + _DIRECTORY_COUNT * _DIRECTORY.size
    dos_header = bytearray(_NEW_HEADER)
    dos_header[:2] = b"MZ"
    struct.pack_into("<I", dos_header, 0x3C, _NEW_HEADER)
    headers = b"".join(
        (
            dos_header,
            _FILE_HEADER.pack(
                b"PE\0\0", _MACHINE_X86_64, 1, 0, 0, 0, optional_size, _EXECUTABLE_IMAGE_AND_DLL
            ),
            _OPTIONAL_HEADER.pack(
                _PE32_PLUS, 14, 0, 0, raw_size, 0, 0, _ADDRESS, _IMAGE_BASE, _PAGE,
                _FILE_ALIGNMENT, 6, 0, 0, 0, 6, 0, 0, _ADDRESS + _align(len(exports), _PAGE),
                _FILE_ALIGNMENT, 0, _SUBSYSTEM_CONSOLE, _HIGH_ENTROPY_VA_DYNAMIC_BASE_NX_COMPAT,
                0x100000, _PAGE, 0x100000, _PAGE, 0, _DIRECTORY_COUNT,
            ),
            _DIRECTORY.pack(_ADDRESS, len(exports)),
            bytes((_DIRECTORY_COUNT - 1) * _DIRECTORY.size),
            _SECTION.pack(
                b".edata", len(exports), _ADDRESS, raw_size, _FILE_ALIGNMENT, 0, 0, 0, 0,
                _READ_ONLY_DATA,
            ),
        )
    )  # fmt: skip
    return headers.ljust(_FILE_ALIGNMENT, b"\0") + exports.ljust(raw_size, b"\0")


def _export_section(file_name: str, target: bytes, symbols: list[bytes]) -> bytes:
    """Returns the section, in which every address of a symbol is that of a text: `FILE.SYMBOL`."""
    count = len(symbols)
    functions = _EXPORTS.size
    names = functions + 4 * count
    ordinals = names + 4 * count
    end = ordinals + 2 * count
    texts = [file_name.encode("ascii") + b"\0"]
    address = _ADDRESS + end + len(texts[0])
    forwarder_addresses = []
    name_addresses = []
    for symbol in symbols:
        for addresses, text in (
            (name_addresses, symbol + b"\0"),
            (forwarder_addresses, target + b"." + symbol + b"\0"),
        ):
            texts.append(text)
            addresses.append(address)
            address += len(text)
    return b"".join(
        (
            _EXPORTS.pack(
                0, 0, 0, 0, _ADDRESS + end, 1, count, count,
                _ADDRESS + functions, _ADDRESS + names, _ADDRESS + ordinals,
            ),
            struct.pack(f"<{count}I", *forwarder_addresses),
            struct.pack(f"<{count}I", *name_addresses),
            struct.pack(f"<{count}H", *range(count)),
            *texts,
        )
    )  # fmt: skip


def _align(size: int, alignment: int) -> int:
    return -(-size // alignment) * alignment
