"""Where packed resources lie in an executable, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

from tools.common.errors import ToolError

Buffer = Union[bytes, bytearray, memoryview]


@dataclass(frozen=True)
class Attached:
    """Packed resources found in an executable.

    Attributes:
        offset: where they begin in the file.
        size: of the packed file in bytes, without any padding of the format.
        address: where they are mapped, relative to where the executable is.
    """

    offset: int
    size: int
    address: int


class NotAttached(ToolError):
    """An executable, or an image of one, that has no packed resources."""

    def __init__(self, message: str = "no packed resources are attached") -> None:
        super().__init__(message)
