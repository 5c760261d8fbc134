"""The executable formats that packed resources can be attached to."""

from __future__ import annotations

from tools.attach import elf
from tools.attach.attached import Attached, Buffer
from tools.common.errors import ToolError

_FINDERS = ((elf.is_elf, elf.find_attached),)
"""For each format: how it is recognised, and what finds packed resources in it."""


def find_attached(executable: Buffer) -> Attached:
    """Finds the packed resources of an executable of any known format.

    Raises:
        ToolError: it is no executable, has none, or its loader would not find them.
    """
    for is_format, find in _FINDERS:
        if is_format(executable):
            return find(executable)
    raise ToolError("not an executable of a known format")
