"""Packed resources in PE images.

Attaching appends two sections of read-only data, which Windows maps with the others: `.rsrc`, what
Windows itself looks for in a program (manifest, icon, version), and `.pypack`, the packed file. The
loader in the image finds it in the section headers.
"""

from __future__ import annotations

from tools.attach.attached import Attached, Buffer, NotAttached
from tools.attach.options import SUBSYSTEMS, WindowsOptions
from tools.common.errors import ToolError
from tools.packed_resources.format import MAGIC
from tools.pe.image import RESOURCE_DIRECTORY, Image
from tools.pe.resources import resource_section

_SECTION = ".pypack"
_RESOURCE_SECTION = ".rsrc"


def attach(content: Buffer, packed: bytes, options: WindowsOptions) -> bytes:
    """Makes an executable of an image and a packed file.

    Args:
        content: the image.
        packed: the packed file.
        options: what else the executable is to have.

    Raises:
        ToolError: the image has such sections already, is signed, has no place for more, or is
            malformed.
    """
    image = Image(content)
    if image.section(_SECTION):
        raise ToolError("already has packed resources attached: start from the image without")
    if image.section(_RESOURCE_SECTION) or image.directory(RESOURCE_DIRECTORY) != (0, 0):
        raise ToolError("already has a resource section: link it without")
    if image.is_signed:
        raise ToolError("is signed: attach first, sign the executable")
    image.subsystem = SUBSYSTEMS[options.subsystem]
    resources = resource_section(options.resources, image.next_address())
    section = image.add_section(_RESOURCE_SECTION, resources)
    image.set_directory(RESOURCE_DIRECTORY, section.address, section.virtual_size)
    image.add_section(_SECTION, packed)
    return image.content()


def find_attached(executable: Buffer) -> Attached:
    """Finds the packed resources of an executable.

    Raises:
        NotAttached: there are none.
        ToolError: what is in their place is something else, or the file is malformed.
    """
    section = Image(executable).section(_SECTION)
    if section is None:
        raise NotAttached
    packed = executable[section.offset : section.offset + section.virtual_size]
    if section.virtual_size > section.raw_size or bytes(packed[: len(MAGIC)]) != MAGIC:
        raise ToolError(f"its section {_SECTION} does not hold packed resources")
    return Attached(section.offset, section.virtual_size, section.address)
