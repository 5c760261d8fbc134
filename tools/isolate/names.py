"""New names in a table of strings."""

from __future__ import annotations


class StringTable:
    """A table of strings with a NUL after each, to which names are added.

    Args:
        content: what is there already; offsets into it stay.
    """

    def __init__(self, content: bytes) -> None:
        self._content = bytearray(content)
        self._offsets: dict[bytes, int] = {}

    def __bytes__(self) -> bytes:
        return bytes(self._content)

    def read(self, offset: int) -> bytes:
        """Returns the string at an offset.

        Raises:
            ValueError: there is none.
        """
        if offset >= len(self._content):
            raise ValueError("no such string")
        return bytes(self._content[offset : self._content.index(0, offset)])

    def add(self, name: bytes) -> int:
        """Adds a string, unless it was added before; returns its offset."""
        if name not in self._offsets:
            self._offsets[name] = len(self._content)
            self._content += name + b"\0"
        return self._offsets[name]
