"""Command line of the analyze tool."""

from __future__ import annotations

from pathlib import Path

from tools.analyze.report import as_json, as_text, listing
from tools.analyze.summary import summarize
from tools.attach.formats import find_attached
from tools.common.command_line import argument_parser
from tools.common.errors import ToolError
from tools.packed_resources.format import MAGIC
from tools.packed_resources.reader import PackedResources


def main(arguments: list[str]) -> int:
    """Runs the tool; returns its exit code.

    Raises:
        ToolError: the file has no packed resources, or they are damaged.
        OSError: the file cannot be read.
    """
    parser = argument_parser("analyze", __doc__ or "")
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="a packed resources file or an executable"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--list", action="store_true", help="show all entries")
    options = parser.parse_args(arguments)

    content = memoryview(options.file.read_bytes())
    try:
        file_offset = 0
        if bytes(content[: len(MAGIC)]) != MAGIC:
            attached = find_attached(content)
            file_offset = attached.offset
            content = content[attached.offset : attached.offset + attached.size]
        resources = PackedResources(content)
        resources.verify()
    except ToolError as error:
        raise ToolError(f"{options.file}: {error}") from None

    summary = summarize(resources, file_offset)
    if options.format == "json":
        print(as_json(summary, resources if options.list else None))
    else:
        print(as_text(summary))
        if options.list:
            print(listing(resources))
    return 0
