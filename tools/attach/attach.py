"""Attaches a packed resources file to an image of any known executable format."""

from __future__ import annotations

import shutil
from pathlib import Path

from tools.attach import elf
from tools.common.atomic_file import atomic_file
from tools.common.errors import ToolError
from tools.packed_resources.format import HEADER, MAGIC, VERSION

_EXECUTABLE = 0o755
_COPY_CHUNK = 1 << 20


def attach(*, image: Path, packed: Path, output: Path) -> None:
    """Writes an executable that is the image with the packed file in it.

    Raises:
        ToolError: the image or the packed file is not what it should be.
    """
    packed_size = _packed_size(packed)
    content = bytearray(image.read_bytes())
    try:
        file_offset = elf.attach(content, packed_size)
    except ToolError as error:
        raise ToolError(f"{image}: {error}") from None
    with atomic_file(output, mode=_EXECUTABLE) as file, packed.open("rb") as packed_file:
        file.write(content)
        file.write(bytes(file_offset - len(content)))
        shutil.copyfileobj(packed_file, file, _COPY_CHUNK)
        if file.tell() != file_offset + packed_size:
            raise ToolError(f"{packed}: changed while it was being copied")


def _packed_size(path: Path) -> int:
    """Returns the size of a packed file whose header was checked."""
    size = path.stat().st_size
    with path.open("rb") as file:
        header = file.read(HEADER.size)
    if len(header) < HEADER.size or not header.startswith(MAGIC):
        raise ToolError(f"{path}: not a packed resources file: make it with tools.pack")
    _, version, _, total_size, *_ = HEADER.unpack(header)
    if version != VERSION:
        raise ToolError(f"{path}: format version {version}, this tool knows version {VERSION}")
    if total_size != size:
        raise ToolError(f"{path}: has {size} bytes, its header says {total_size}: pack it again")
    return size
