"""Files that appear under their name only when they are complete."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def atomic_file(path: Path, mode: int = 0o644) -> Iterator[BinaryIO]:
    """Opens a file for binary writing that is renamed to `path` when the block ends.

    When the block raises, nothing is left behind and an older file at `path` stays.

    Args:
        path: where the finished file goes; its folder must exist.
        mode: permission bits of the finished file.
    """
    # Own names instead of the tempfile module, whose import costs several milliseconds.
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w+b") as file:
            yield file
        temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
