"""Tables that tests write down, for functions that read them from a file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

_Row = TypeVar("_Row")


def read_text(text: str, read: Callable[[Path], list[_Row]]) -> list[_Row]:
    """Returns what `read` makes of a file `table.tsv` with the text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "table.tsv")
        path.write_text(text, encoding="utf-8")
        return read(path)
