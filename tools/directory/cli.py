"""Command line of the tool that lays an executable out as a folder."""

from __future__ import annotations

from pathlib import Path

from tools.common.command_line import argument_parser, runfile, utf8_text
from tools.common.errors import ToolError
from tools.common.files import expanded
from tools.directory.directory import Directory, libraries_to_copy


def main(arguments: list[str]) -> int:
    """Runs the tool; returns its exit code.

    Raises:
        ToolError: bad input.
        OSError: a file cannot be read or written.
    """
    parser = argument_parser("directory", __doc__ or "")
    parser.add_argument("--output", type=Path, required=True, help="the folder to write")
    parser.add_argument(
        "--install",
        action="extend",
        nargs="+",
        default=[],
        metavar="PLACE FILE",
        help="path in the folder, perhaps with ./ before it, and the file or folder to copy there; "
        "any number of such pairs",
    )
    parser.add_argument(
        "--library-list", type=Path, required=True, metavar="FILE", help="by tools.pack"
    )
    parser.add_argument(
        "--library",
        action="extend",
        nargs="+",
        default=[],
        metavar="RUNFILES_PATH=EXEC_PATH",
        help="shared library, or a folder with some; those that are not in the list are left out",
    )
    parser.add_argument(
        "--ignores-case",
        action="store_true",
        help="names that differ in the case of letters only are the same on the platform",
    )
    options = parser.parse_args(arguments)
    if len(options.install) % 2:
        raise ToolError("--install: expected pairs of a place and a file")

    directory = Directory(ignores_case=options.ignores_case)
    for place, path in zip(options.install[::2], options.install[1::2]):
        for name, file, _ in expanded(utf8_text(place).removeprefix("./"), Path(path)):
            directory.add(name, file)
    libraries = {
        name: file for argument in options.library for name, file, _ in expanded(*runfile(argument))
    }
    for place, file in libraries_to_copy(options.library_list, libraries):
        directory.add(place, file)
    directory.write(options.output)
    return 0
