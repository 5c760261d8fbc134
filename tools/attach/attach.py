"""Attaches a packed resources file to an image of any known executable format."""

from __future__ import annotations

from pathlib import Path

from tools.attach.formats import attach as attach_to
from tools.attach.options import Options, WindowsOptions
from tools.common.atomic_file import atomic_file
from tools.common.errors import ToolError
from tools.packed_resources.format import HEADER, MAGIC, VERSION

_EXECUTABLE = 0o755


def attach(
    *, image: Path, packed: Path, output: Path, windows: WindowsOptions | None = None
) -> None:
    """Writes an executable that is the image with the packed file in it.

    Args:
        image: a native image with the loader.
        packed: the packed file.
        output: the executable to write.
        windows: what else an executable for Windows gets.

    Raises:
        ToolError: the image or the packed file is not what it should be.
    """
    packed_file = packed.read_bytes()
    _check(packed_file, packed)
    options = Options(output.name, windows or WindowsOptions())
    try:
        executable = attach_to(image.read_bytes(), packed_file, options)
    except ToolError as error:
        raise ToolError(f"{image}: {error}") from None
    with atomic_file(output, mode=_EXECUTABLE) as file:
        file.write(executable)


def _check(content: bytes, path: Path) -> None:
    """Checks the header of a packed file."""
    if len(content) < HEADER.size or not content.startswith(MAGIC):
        raise ToolError(f"{path}: not a packed resources file: make it with tools.pack")
    _, version, _, total_size, *_ = HEADER.unpack_from(content)
    if version != VERSION:
        raise ToolError(f"{path}: format version {version}, this tool knows version {VERSION}")
    if total_size != len(content):
        raise ToolError(
            f"{path}: has {len(content)} bytes, its header says {total_size}: pack it again"
        )
