"""Command line of the tool that makes C source of cffi build scripts."""

from __future__ import annotations

from pathlib import Path

from tools.cffi.generate import generate
from tools.common.command_line import argument_parser


def main(arguments: list[str]) -> int:
    """Runs the tool; returns its exit code.

    Raises:
        ToolError: bad input.
        OSError: a file cannot be read or written.
    """
    parser = argument_parser("cffi", __doc__ or "")
    parser.add_argument("--script", type=Path, required=True, help="the build script")
    parser.add_argument(
        "--builder",
        required=True,
        metavar="NAME",
        help="what the script calls its cffi.FFI, or a function that returns it",
    )
    parser.add_argument("--module", required=True, help="full name of the extension module")
    parser.add_argument("--output", type=Path, required=True, help="the C or C++ source to write")
    options = parser.parse_args(arguments)
    generate(options.script, options.builder, options.module, options.output)
    return 0
