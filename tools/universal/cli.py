"""Command line of the universal tool."""

from __future__ import annotations

from pathlib import Path

from tools.common.atomic_file import atomic_file
from tools.common.command_line import argument_parser
from tools.common.errors import ToolError
from tools.macho.image import Image
from tools.macho.universal import join

_EXECUTABLE = 0o755


def main(arguments: list[str]) -> int:
    """Runs the tool; returns its exit code.

    Raises:
        ToolError: bad input.
        OSError: a file cannot be read or written.
    """
    parser = argument_parser("universal", __doc__ or "")
    parser.add_argument(
        "--images", type=Path, nargs="+", required=True, help="one executable for each architecture"
    )
    parser.add_argument("--output", type=Path, required=True, help="the executable to write")
    options = parser.parse_args(arguments)
    universal = join([_read_image(path) for path in options.images])
    with atomic_file(options.output, mode=_EXECUTABLE) as file:
        file.write(universal)
    return 0


def _read_image(path: Path) -> bytes:
    content = path.read_bytes()
    try:
        Image(content)
    except ToolError as error:
        raise ToolError(f"{path}: {error}") from None
    return content
