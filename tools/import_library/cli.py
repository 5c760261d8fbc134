"""Command line of the import library tool."""

from __future__ import annotations

from pathlib import Path

from tools.common.atomic_file import atomic_file
from tools.common.command_line import argument_parser
from tools.common.errors import ToolError
from tools.pe.import_library import import_library
from tools.pe.linkage import exported_symbols


def main(arguments: list[str]) -> int:
    """Runs the tool; returns its exit code.

    Raises:
        ToolError: bad input.
        OSError: a file cannot be read or written.
    """
    parser = argument_parser("import_library", __doc__ or "")
    parser.add_argument(
        "--image", type=Path, required=True, help="PE file that exports the symbols"
    )
    parser.add_argument(
        "--library", required=True, help="file name of the library to import them from"
    )
    parser.add_argument("--output", type=Path, required=True, help="the import library to write")
    options = parser.parse_args(arguments)
    try:
        symbols = exported_symbols(options.image.read_bytes())
    except ToolError as error:
        raise ToolError(f"{options.image}: {error}") from None
    if not symbols:
        raise ToolError(f"{options.image}: exports nothing")
    with atomic_file(options.output) as output:
        output.write(import_library(options.library, symbols))
    return 0
