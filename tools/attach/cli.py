"""Command line of the attach tool."""

from __future__ import annotations

from pathlib import Path

from tools.attach.attach import attach
from tools.attach.options import SUBSYSTEMS, WindowsOptions, read_resources
from tools.common.command_line import argument_parser, utf8_text
from tools.common.errors import ToolError


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
    windows = parser.add_argument_group("executables for Windows")
    windows.add_argument("--windows-subsystem", choices=SUBSYSTEMS, default="console")
    windows.add_argument("--windows-manifest", type=Path, metavar="XML_FILE")
    windows.add_argument("--windows-icon", type=Path, metavar="ICO_FILE")
    windows.add_argument(
        "--windows-version-info", action="append", default=[], type=_pair, metavar="NAME=TEXT"
    )
    options = parser.parse_args(arguments)
    resources = read_resources(
        options.windows_manifest, options.windows_icon, dict(options.windows_version_info)
    )
    attach(
        image=options.image,
        packed=options.packed,
        output=options.output,
        windows=WindowsOptions(options.windows_subsystem, resources),
    )
    return 0


def _pair(argument: str) -> tuple[str, str]:
    name, equals, value = utf8_text(argument).partition("=")
    if not name or not equals:
        raise ToolError(f"{argument}: expected NAME=TEXT")
    return name, value
