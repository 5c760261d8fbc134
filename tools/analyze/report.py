"""Shows what is in packed resources."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from typing import Any

from tools.analyze.summary import Summary
from tools.packed_resources.reader import PackedResources


def as_text(summary: Summary) -> str:
    """Returns the summary as tables for a terminal."""
    lines = [
        f"packed resources   {summary.total_size:,} bytes at offset {summary.file_offset:,}",
        f"index              {summary.index_size:,} bytes",
        f"sha256             {summary.sha256} (verified)",
        f"bytecode magic     0x{summary.bytecode_magic:08x}",
        *(f"config             {key} = {value}" for key, value in summary.config),
        "",
        *_table(
            ("", "entries", "bytes packed", "bytes decoded"),
            [
                (name, f"{total.count:,}", f"{total.size:,}", f"{total.raw_size:,}")
                for name, total in summary.totals.items()
            ],
        ),
    ]
    if summary.biggest:
        lines += [
            "",
            "biggest entries",
            *_table(
                ("kind", "bytes packed", "name"),
                [(kind, f"{size:,}", _shown(name)) for kind, name, size in summary.biggest],
            ),
        ]
    return "\n".join(lines)


def listing(resources: PackedResources) -> str:
    """Returns one line per entry: kind, packed size, encoding, name."""
    rows = [
        (
            entry.kind.name.lower(),
            str(len(entry.data)),
            entry.encoding.name.lower(),
            _shown(entry.name),
        )
        for entry in resources.entries
    ]
    return "\n" + "\n".join(_table(("kind", "bytes packed", "encoding", "name"), rows))


def as_json(summary: Summary, listed: PackedResources | None) -> str:
    """Returns the summary as JSON, with the entries of `listed` if it is given."""
    document: dict[str, Any] = dataclasses.asdict(summary)
    if listed is not None:
        document["entries"] = [
            {
                "kind": entry.kind.name.lower(),
                "name": entry.name,
                "package": entry.is_package,
                "namespace": entry.is_namespace,
                "path": entry.path,
                "encoding": entry.encoding.name.lower(),
                "offset": entry.data_offset,
                "size": len(entry.data),
                "raw_size": entry.raw_size,
                "source_size": len(entry.source),
            }
            for entry in listed.entries
        ]
    return json.dumps(document, indent=2)


def _shown(name: str) -> str:
    """Returns a name without characters that would spoil the table."""
    return name if name.isprintable() and name else repr(name)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Returns lines with aligned columns; columns of numbers are aligned to the right."""
    widths = [max(map(len, column)) for column in zip(head, *rows)]
    lines = []
    for row in (head, *rows):
        cells = [
            cell.rjust(width)
            if title in ("entries",) or title.startswith("bytes")
            else cell.ljust(width)
            for title, cell, width in zip(head, row, widths)
        ]
        lines.append("  ".join(cells).rstrip())
    return lines
