"""Makes SQLite's amalgamation (sqlite3.c, sqlite3.h and sqlite3ext.h) from its source tree."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tools.common.atomic_file import atomic_file
from tools.common.command_line import argument_parser
from tools.common.errors import ToolError
from tools.sqlite_amalgamation.amalgamation import amalgamation
from tools.sqlite_amalgamation.api_header import api_header
from tools.sqlite_amalgamation.fts5 import fts5_source
from tools.sqlite_amalgamation.generators import keyword_hash, parser
from tools.sqlite_amalgamation.opcodes import number_opcodes, opcodes_header, opcodes_source
from tools.sqlite_amalgamation.source_text import encode_source, read_source
from tools.sqlite_amalgamation.version import read_version

# Folders of the source tree with the files of the amalgamation; their names do not overlap.
_FOLDERS = (
    "src",
    "ext/fts3",
    "ext/icu",
    "ext/misc",
    "ext/rbu",
    "ext/rtree",
    "ext/session",
    "ext/userauth",
)


def amalgamate(source: Path, lemon: Path, mkkeywordhash: Path) -> Mapping[str, str]:
    """Returns the texts of sqlite3.c, sqlite3.h and sqlite3ext.h by file name.

    Args:
        source: root of SQLite's source tree.
        lemon: the program made of tool/lemon.c.
        mkkeywordhash: the program made of tool/mkkeywordhash.c.

    Raises:
        ToolError: a file of the tree is missing or not understood, or a program failed.
    """
    version = read_version(source)
    template = source / "tool" / "lempar.c"
    parser_source, parser_header = parser(lemon, template, source / "src" / "parse.y")
    fts5_parser_source, fts5_parser_header = parser(
        lemon, template, source / "ext" / "fts5" / "fts5parse.y"
    )
    machine = read_source(source / "src" / "vdbe.c")
    opcodes = number_opcodes(parser_header, machine)
    header = api_header(source, version)
    generated = {
        "fts5.c": fts5_source(source, fts5_parser_header, fts5_parser_source, version),
        "keywordhash.h": keyword_hash(mkkeywordhash),
        "opcodes.c": opcodes_source(opcodes),
        "opcodes.h": opcodes_header(opcodes),
        "parse.c": parser_source,
        "parse.h": parser_header,
        "sqlite3.h": header,
        # Upstream passes it through tool/vdbe-compress.tcl, which only adds a line.
        "vdbe.c": machine + "\n",
    }

    def read(file: str) -> str:
        if file in generated:
            return generated[file]
        for folder in _FOLDERS:
            path = source / folder / file
            if path.is_file():
                return read_source(path)
        raise ToolError(f"{source}: has no {file} in {', '.join(_FOLDERS)}")

    return {
        "sqlite3.c": amalgamation(read, version),
        "sqlite3.h": header,
        "sqlite3ext.h": read("sqlite3ext.h"),
    }


def main(arguments: list[str]) -> int:
    """Runs the tool; returns its exit code.

    Raises:
        ToolError: bad input.
        OSError: a file cannot be written.
    """
    command_line = argument_parser("sqlite_amalgamation", __doc__ or "")
    command_line.add_argument(
        "--source", type=Path, required=True, help="root of SQLite's source tree"
    )
    command_line.add_argument(
        "--lemon", type=Path, required=True, help="the program made of tool/lemon.c"
    )
    command_line.add_argument(
        "--mkkeywordhash", type=Path, required=True, help="the program made of tool/mkkeywordhash.c"
    )
    command_line.add_argument(
        "--output", type=Path, required=True, help="the existing folder that gets the three files"
    )
    options = command_line.parse_args(arguments)
    for name, text in amalgamate(options.source, options.lemon, options.mkkeywordhash).items():
        with atomic_file(options.output / name) as file:
            file.write(encode_source(text))
    return 0
