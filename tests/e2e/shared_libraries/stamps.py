"""Whether files have been written."""

from __future__ import annotations

from pathlib import Path


def file_stamps(folder: Path) -> dict[Path, tuple[int, int]]:
    """Returns what would change of each file below a folder if it were written again."""
    return {
        path: (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }
