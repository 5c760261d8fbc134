"""The executable formats that packed resources can be attached to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tools.attach import elf, macho, pe
from tools.attach.attached import Attached, Buffer
from tools.attach.options import Options
from tools.common.errors import ToolError
from tools.pe.image import is_image as is_pe


@dataclass(frozen=True)
class Format:
    """What is done in its own way for each executable format.

    Attributes:
        recognizes: tells whether a file begins like one of this format.
        attach: makes an executable of an image, a packed file and options.
        find_attached: finds the packed resources of an executable.
    """

    recognizes: Callable[[Buffer], bool]
    attach: Callable[[Buffer, bytes, Options], bytes]
    find_attached: Callable[[Buffer], Attached]


_FORMATS = (
    Format(
        elf.is_elf,
        lambda image, packed, _: elf.attach(image, packed),
        elf.find_attached,
    ),
    Format(
        macho.is_macho,
        lambda image, packed, options: macho.attach(image, packed, options.name),
        macho.find_attached,
    ),
    Format(
        is_pe,
        lambda image, packed, options: pe.attach(image, packed, options.windows),
        pe.find_attached,
    ),
)


def attach(image: Buffer, packed: bytes, options: Options) -> bytes:
    """Makes an executable of an image of any known format and a packed file.

    Args:
        image: a native image with the loader.
        packed: the packed file.
        options: what else the executable gets.

    Raises:
        ToolError: the image has no empty place for packed resources, or is malformed.
    """
    return _format_of(image).attach(image, packed, options)


def find_attached(executable: Buffer) -> Attached:
    """Finds the packed resources of an executable of any known format.

    Raises:
        NotAttached: there are none.
        ToolError: it is no executable, or its loader would not find them.
    """
    return _format_of(executable).find_attached(executable)


def _format_of(content: Buffer) -> Format:
    for known in _FORMATS:
        if known.recognizes(content):
            return known
    raise ToolError("not an executable of a known format")
