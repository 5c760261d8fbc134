"""Universal Mach-O files: images for several architectures, called slices, in one file.

Layouts and values are from Apple's `<mach-o/fat.h>`; unlike those of images, its numbers are
big-endian.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from tools.common.alignment import align
from tools.common.errors import ToolError
from tools.macho.image import CPU_NAMES, PAGE_SIZE, Buffer, Image, malformed

MAGIC = b"\xca\xfe\xba\xbe"
"""FAT_MAGIC. Java's class files begin with it as well."""

_HEADER = struct.Struct(">4sI")
"""fat_header: magic, nfat_arch."""

_ARCHITECTURE = struct.Struct(">5I")
"""fat_arch: cputype, cpusubtype, offset, size, align."""

_ALIGNMENT_BITS = PAGE_SIZE.bit_length() - 1

_MAX_SLICES = 42
"""Version numbers of Java's class files begin at 43 where the number of slices is; file(1) tells
the two formats apart by that as well."""


@dataclass(frozen=True)
class Slice:
    """An image in a universal file.

    Attributes:
        architecture: Apple's name of its architecture.
        offset: where it begins in the file.
        content: the image.
    """

    architecture: str
    offset: int
    content: Buffer


def is_universal(content: Buffer) -> bool:
    """Tells whether the content begins like a universal file."""
    if len(content) < _HEADER.size:
        return False
    magic, count = _HEADER.unpack_from(content)
    return magic == MAGIC and count <= _MAX_SLICES


def read_slices(content: Buffer) -> list[Slice]:
    """Returns the slices of a universal file, at least one.

    Raises:
        ToolError: the file is none, truncated or malformed, or for other architectures.
    """
    if not is_universal(content):
        raise ToolError("not a universal Mach-O file")
    _, count = _HEADER.unpack_from(content)
    if count == 0:
        raise malformed("it is a universal file for no architecture")
    if _HEADER.size + count * _ARCHITECTURE.size > len(content):
        raise malformed("it ends in its header")
    view = memoryview(content)
    slices = []
    for i in range(count):
        cpu, _, offset, size, _ = _ARCHITECTURE.unpack_from(
            content, _HEADER.size + i * _ARCHITECTURE.size
        )
        if cpu not in CPU_NAMES:
            raise ToolError(f"Mach-O CPU type {cpu:#x} is not supported: x86-64 and arm64 are")
        if offset + size > len(content):
            raise ToolError("truncated or malformed Mach-O file: a slice lies outside of it")
        slices.append(Slice(CPU_NAMES[cpu], offset, view[offset : offset + size]))
    return slices


def join(images: Sequence[Buffer]) -> bytes:
    """Makes a universal file. The images are in it as they are, so their signatures stay valid.

    Args:
        images: thin images, each for another architecture. Their order does not matter.

    Raises:
        ToolError: an image is none, or two are for the same architecture.
    """
    # The order of CPU types is the one of Apple's tools.
    parts = sorted(((Image(content), content) for content in images), key=lambda p: p[0].cpu_type)
    for (image, _), (following, _) in zip(parts, parts[1:]):
        if image.cpu_type == following.cpu_type:
            raise ToolError(f"two images for {image.architecture}: give one for each architecture")
    header = bytearray(_HEADER.pack(MAGIC, len(parts)))
    offset = align(_HEADER.size + len(parts) * _ARCHITECTURE.size, PAGE_SIZE)
    body = bytearray()
    for image, content in parts:
        body += bytes(offset - len(body))
        header += _ARCHITECTURE.pack(
            image.cpu_type, image.cpu_subtype, offset, len(content), _ALIGNMENT_BITS
        )
        body += content
        offset = align(len(body), PAGE_SIZE)
        if offset > 0xFFFFFFFF:
            raise ToolError("too large: a universal Mach-O file has less than 4 GiB")
    body[: len(header)] = header
    return bytes(body)
