"""Reads executables of any format."""

from __future__ import annotations

from collections.abc import Sequence

from tools.common.errors import ToolError
from tools.executable.elf import read_elf
from tools.executable.facts import Executable
from tools.executable.macho import read_macho
from tools.executable.pe import read_pe

_ELF = b"\x7fELF"
_PE = b"MZ"
_MACHO = (
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"\xca\xfe\xba\xbf",
)
"""Of 32 and 64 bits, big and little-endian, and of universal binaries."""


def read_executables(content: bytes) -> Sequence[Executable]:
    """Reads a file: one executable, or each of those in a universal binary.

    Raises:
        ToolError: it is of no known format, or malformed.
    """
    if content.startswith(_ELF):
        return [read_elf(content)]
    if content.startswith(_PE):
        return [read_pe(content)]
    if content.startswith(_MACHO):
        return read_macho(content)
    raise ToolError("not an executable of a known format: ELF, Mach-O and PE are")
