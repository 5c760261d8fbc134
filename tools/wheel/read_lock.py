"""`python -m tools.wheel.read_lock`: what a lock file of a TOML format pins, as JSON.

For the module extension, which has no TOML parser. The output is an object from the normalised name
of each package to a list of objects with the fields of `Candidate`.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from tools.common.command_line import argument_parser, run
from tools.common.errors import ToolError


def main(arguments: list[str]) -> int:
    """Runs the tool; returns its exit code.

    Raises:
        ToolError: the file cannot be used.
        OSError: a file cannot be read or written.
    """
    # Not above: without pip they cannot be imported, and `run` says so in one line.
    from tools.wheel.pylock import read_pylock
    from tools.wheel.toml import read_toml
    from tools.wheel.uv_lock import read_uv_lock

    parser = argument_parser("pypi", __doc__ or "")
    parser.add_argument("--format", choices=["pylock", "uv"], required=True)
    parser.add_argument("--name", required=True, help="what people call the file")
    parser.add_argument("--output", type=Path, required=True, help="JSON file to write")
    parser.add_argument("file", type=Path, help="the lock file")
    options = parser.parse_args(arguments)
    try:
        content = read_toml(options.file)
        locked = read_pylock(content) if options.format == "pylock" else read_uv_lock(content)
    except ToolError as error:
        raise ToolError(f"{options.name}: {error}") from None
    report = {
        name: [asdict(candidate) for candidate in candidates]
        for name, candidates in sorted(locked.items())
    }
    options.output.write_text(json.dumps(report), encoding="utf-8")
    return 0


if __name__ == "__main__":
    run("pypi", main)
