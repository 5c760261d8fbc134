"""A source tree like SQLite's, small enough to see what becomes of every line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

VERSION_FILES = {
    "VERSION": "3.46.1\n",
    "manifest.uuid": "c9c2ab54ba1f5f46360f1b4f35d849cd3f080e6fc2b6c60e91b16c63f69a1e33\n",
    "manifest": "C Version\\s3.46.1\nD 2024-08-13T09:16:08.823\nF VERSION 1234\n",
}


def write_tree(root: Path, files: Mapping[str, str]) -> None:
    """Writes files, by their path below `root`."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
