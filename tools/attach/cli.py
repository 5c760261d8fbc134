"""Command line of the attach tool."""

from __future__ import annotations

from pathlib import Path

from tools.attach.attach import attach
from tools.common.command_line import argument_parser


def main(arguments: list[str]) -> int:
    """Runs the tool; returns its exit code.

    Raises:
        ToolError: bad input.
        OSError: a file cannot be read or written.
    """
    parser = argument_parser("attach", __doc__ or "")
    parser.add_argument("--image", type=Path, required=True, help="native image with the loader")
    parser.add_argument("--packed", type=Path, required=True, help="output of tools.pack")
    parser.add_argument("--output", type=Path, required=True, help="the executable to write")
    options = parser.parse_args(arguments)
    attach(image=options.image, packed=options.packed, output=options.output)
    return 0
