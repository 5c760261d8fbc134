"""Command line of the isolate tool."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.common.atomic_file import atomic_file
from tools.common.command_line import argument_parser, utf8_text
from tools.common.errors import ToolError
from tools.isolate import macho
from tools.isolate.archive import Member, is_archive, read_archive, write_archive
from tools.isolate.object_file import ObjectFile


def main(arguments: list[str]) -> int:
    """Runs the tool; returns its exit code.

    Raises:
        ToolError: bad input.
        OSError: a file cannot be read or written.
    """
    parser = argument_parser("isolate", __doc__ or "")
    parser.add_argument("--output", type=Path, required=True, help="the static library to write")
    parser.add_argument(
        "--suffix",
        required=True,
        help="what the name of each symbol that is defined here gets at its end",
    )
    parser.add_argument(
        "--require", help="symbol, by its old name, that must be defined; see --require-hint"
    )
    parser.add_argument("--require-hint", default="", help="what to do if it is not")
    parser.add_argument(
        "--input",
        type=Path,
        action="extend",
        nargs="+",
        default=[],
        metavar="FILE",
        help="object file, or static library, all of whose members are taken",
    )
    options = parser.parse_args(arguments)
    objects = list(_object_files(options.input))
    defined: set[bytes] = set()
    for file in objects:
        defined |= file.defined_symbols()
    required = options.require
    if required is not None and not {required.encode(), b"_" + required.encode()} & defined:
        raise ToolError(f"{required} is defined nowhere: {options.require_hint}")
    suffix = utf8_text(options.suffix).encode()
    names = {name: name + suffix for name in defined}
    renamed = [file.renamed(names) for file in objects]
    archive = write_archive(_members(renamed), bsd=any(file.format is macho for file in renamed))
    with atomic_file(options.output) as output:
        output.write(archive)
    return 0


def _object_files(paths: Iterable[Path]) -> Iterator[ObjectFile]:
    for path in paths:
        content = path.read_bytes()
        if not is_archive(content):
            yield ObjectFile(path.name, content)
            continue
        try:
            for member in read_archive(content):
                yield ObjectFile(member.name, member.content)
        except ToolError as error:
            raise ToolError(f"{path}: {error}") from None


def _members(objects: Iterable[ObjectFile]) -> Iterator[Member]:
    for file in objects:
        yield Member(file.name, file.content, sorted(file.defined_symbols()))
