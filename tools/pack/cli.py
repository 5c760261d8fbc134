"""Command line of the pack tool."""

from __future__ import annotations

from pathlib import Path

from tools.common.atomic_file import atomic_file
from tools.common.command_line import argument_parser, runfile, utf8_text
from tools.common.errors import ToolError
from tools.common.import_roots import ImportRoots
from tools.pack.collect import (
    SharedLibraries,
    add_bytecode,
    add_linked_extensions,
    add_resources,
)
from tools.pack.entry import add_script_of_entry_point, check_start, set_main
from tools.packed_resources.config import check_config
from tools.packed_resources.resources import Resources
from tools.packed_resources.writer import write_packed_resources


def main(arguments: list[str]) -> int:
    """Runs the tool; returns its exit code.

    Raises:
        ToolError: bad input.
        OSError: a file cannot be read or written.
    """
    parser = argument_parser("pack", __doc__ or "")
    parser.add_argument("--output", type=Path, required=True, help="the packed file to write")
    parser.add_argument(
        "--config",
        action="extend",
        nargs="+",
        default=[],
        metavar="KEY=VALUE",
        help="configuration of the program; docs/packed_resources.md lists the keys",
    )
    parser.add_argument(
        "--main",
        metavar="MODULE_OR_RUNFILES_PATH",
        help="the module that is the program's main script: it is also packed as __main__; "
        "a value with a slash is the runfiles path of its source",
    )
    parser.add_argument(
        "--bytecode",
        type=Path,
        action="extend",
        nargs="+",
        default=[],
        metavar="ARCHIVE",
        help="output of tools.bytecode; of two modules with one name the earlier is taken",
    )
    parser.add_argument(
        "--import-root",
        action="extend",
        nargs="+",
        default=[],
        metavar="RUNFILES_FOLDER",
        help="folder that names are relative to; the top folder of every path is one too",
    )
    parser.add_argument(
        "--resource",
        action="extend",
        nargs="+",
        default=[],
        metavar="RUNFILES_PATH=EXEC_PATH",
        help="file, or folder of files, that the program reads at run time; of two with one name "
        "the earlier is taken; sources of packed modules and files of linked extension modules are "
        "left out",
    )
    parser.add_argument(
        "--linked-extension",
        action="extend",
        nargs="+",
        default=[],
        metavar="MODULE=PATH",
        help="extension module that is linked into the executable, and the path, relative to an "
        "import root, that it would have as a file",
    )
    parser.add_argument(
        "--extension-suffix",
        action="extend",
        nargs="+",
        default=[],
        metavar="SUFFIX",
        help="what names of extension modules' files end in (importlib.machinery."
        "EXTENSION_SUFFIXES of the target)",
    )
    parser.add_argument(
        "--refuse-shared-libraries",
        default="",
        metavar="REASON",
        help="fail with this reason if there are shared libraries among the resources",
    )
    parser.add_argument(
        "--shared-libraries-beside",
        type=Path,
        metavar="LIST_FILE",
        help="shared libraries will lie beside the executable: nothing of them is packed but what "
        "tells whether they are right; write a list of them to this file, a line each, with the "
        "path in the packed tree, a tab and the runfiles path",
    )
    options = parser.parse_args(arguments)
    config = [_key_and_value(pair) for pair in options.config]
    check_config(config)
    roots = ImportRoots(utf8_text(root) for root in options.import_root)

    linked_extensions = [_name_and_path(argument) for argument in options.linked_extension]

    resources = Resources(bytecode_magic=0, config=config)
    add_bytecode(resources, options.bytecode)
    libraries = add_resources(
        resources,
        roots,
        [runfile(resource) for resource in options.resource],
        SharedLibraries(
            tuple(options.extension_suffix),
            options.refuse_shared_libraries,
            options.shared_libraries_beside is not None,
            frozenset(name for name, _ in linked_extensions),
        ),
    )
    add_linked_extensions(resources, linked_extensions)
    if options.main is not None:
        set_main(resources, roots, utf8_text(options.main))
    check_start(resources)
    add_script_of_entry_point(resources)
    if options.shared_libraries_beside is not None:
        lines = [f"{path}\t{origin}\n" for path, origin in sorted(libraries.items())]
        with atomic_file(options.shared_libraries_beside) as output:
            output.write("".join(lines).encode())
    with atomic_file(options.output) as output:
        write_packed_resources(resources, output)
    return 0


def _key_and_value(argument: str) -> tuple[str, str]:
    key, equals, value = utf8_text(argument).partition("=")
    if not equals:
        raise ToolError(f"config {argument}: expected KEY=VALUE")
    return key, value


def _name_and_path(argument: str) -> tuple[str, str]:
    name, equals, path = utf8_text(argument).partition("=")
    if not equals:
        raise ToolError(f"linked extension {argument}: expected MODULE=PATH")
    return name, path
