"""Command line of the bytecode tool."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.bytecode.archive import ArchiveOptions, archive_members
from tools.common.atomic_file import atomic_file
from tools.common.bytecode_archive import write_bytecode_archive
from tools.common.command_line import argument_parser, runfile, utf8_text
from tools.common.import_roots import ImportRoots


def main(arguments: list[str]) -> int:
    """Runs the tool; returns its exit code.

    Raises:
        ToolError: bad input.
        OSError: a file cannot be read or written.
    """
    parser = argument_parser("bytecode", __doc__ or "")
    parser.add_argument("--output", type=Path, required=True, help="the archive to write")
    parser.add_argument(
        "--optimize",
        type=int,
        choices=(0, 1, 2),
        default=0,
        help="1 drops assert statements, 2 drops docstrings too",
    )
    parser.add_argument(
        "--include-source",
        action="store_true",
        help="put the sources into the archive too, compressed with zlib",
    )
    parser.add_argument(
        "--third-party",
        action="store_true",
        help="sources that this build cannot mend: a syntax error is raised when the module is "
        "imported, as without a build; warnings are not shown; files that cannot be imported "
        "under any name become plain files",
    )
    parser.add_argument(
        "--compress",
        action="extend",
        nargs="+",
        default=[],
        metavar="MODULE",
        help="modules, with their submodules, whose code objects are compressed with zlib",
    )
    parser.add_argument(
        "--import-root",
        action="extend",
        nargs="+",
        default=[],
        metavar="RUNFILES_FOLDER",
        help="folder that module names are relative to; the top folder of every path is one too",
    )
    parser.add_argument(
        "--source",
        action="extend",
        nargs="+",
        default=[],
        metavar="RUNFILES_PATH=EXEC_PATH",
        help="source file to compile; of two for one module the earlier one is taken",
    )
    options = parser.parse_args(arguments)
    members = archive_members(
        sources=[runfile(source) for source in options.source],
        roots=ImportRoots(utf8_text(root) for root in options.import_root),
        options=ArchiveOptions(
            optimize=options.optimize,
            include_source=options.include_source,
            third_party=options.third_party,
            compress=frozenset(options.compress),
        ),
        warn=lambda line: print(line, file=sys.stderr),
    )
    with atomic_file(options.output) as output:
        write_bytecode_archive(output, members)
    return 0
