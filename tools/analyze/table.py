"""Tables for a terminal."""

from __future__ import annotations

from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Returns lines with aligned columns; columns of numbers are aligned to the right."""
    widths = [max(map(len, column)) for column in zip(head, *rows)]
    lines = []
    for row in (head, *rows):
        cells = [
            cell.rjust(width)
            if title in ("entries", "offset", "address") or title.startswith("bytes")
            else cell.ljust(width)
            for title, cell, width in zip(head, row, widths)
        ]
        lines.append("  ".join(cells).rstrip())
    return lines
