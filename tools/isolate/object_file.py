"""Object files of any format as sets of symbols."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from tools.common.errors import ToolError
from tools.isolate import coff, elf, macho


class Format(Protocol):
    """What a module for one format of object files has."""

    def is_object(self, content: bytes) -> bool:
        """Whether these are the bytes of an object file of this format."""

    def defined_symbols(self, content: bytes) -> set[bytes]:
        """Returns the names that other object files can refer to."""

    def rename_symbols(self, content: bytes, names: Mapping[bytes, bytes]) -> bytes:
        """Returns the object file with other names where symbols, also undefined ones, have
        those that are keys."""


_FORMATS: tuple[Format, ...] = (elf, coff, macho)


@dataclass(frozen=True)
class ObjectFile:
    """An object file; `name` is for messages and for its place in an archive."""

    name: str
    content: bytes

    def __post_init__(self) -> None:
        _ = self.format  # Raises for other files.

    @property
    def format(self) -> Format:
        """The module that knows its format.

        Raises:
            ToolError: it is none of those that are known.
        """
        for known in _FORMATS:
            if known.is_object(self.content):
                return known
        raise ToolError(f"{self.name}: not an object file (ELF, COFF, Mach-O of 64 bits)")

    def defined_symbols(self) -> set[bytes]:
        """Returns the names that other object files can refer to.

        Raises:
            ToolError: the file is damaged.
        """
        with self._damage_as_tool_error():
            return self.format.defined_symbols(self.content)

    def renamed(self, names: Mapping[bytes, bytes]) -> ObjectFile:
        """Returns it with other names for symbols.

        Args:
            names: from a symbol, defined here or not, to its new name.

        Raises:
            ToolError: the file is damaged.
        """
        with self._damage_as_tool_error():
            return ObjectFile(self.name, self.format.rename_symbols(self.content, names))

    @contextmanager
    def _damage_as_tool_error(self) -> Iterator[None]:
        try:
            yield
        except (IndexError, ValueError, struct.error):
            # What reading beyond the end of a file raises.
            raise ToolError(f"{self.name}: damaged object file") from None
