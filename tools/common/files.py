"""Files below folders."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from tools.common.command_line import utf8_text


def expanded(name: str, path: Path) -> Iterator[tuple[str, Path, int]]:
    """Yields name, file and size of a file, or of the files below a folder, sorted.

    Args:
        name: what it is called; the names of files in a folder are added, with slashes.
        path: the file or folder.

    Raises:
        ToolError: a name is not UTF-8.
        OSError: there is no such file or folder.
    """
    status = path.stat()
    if not stat.S_ISDIR(status.st_mode):
        yield name, path, status.st_size
        return
    for child in sorted(path.iterdir()):
        yield from expanded(f"{name}/{utf8_text(child.name)}", child)
