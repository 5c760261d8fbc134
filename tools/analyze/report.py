"""Shows what is in packed resources."""

from __future__ import annotations

import dataclasses
from typing import Any

from tools.analyze.summary import Summary
from tools.analyze.table import table
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
        *table(
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
            *table(
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
    return "\n".join(table(("kind", "bytes packed", "encoding", "name"), rows))


def as_document(summary: Summary, listed: PackedResources | None) -> dict[str, Any]:
    """Returns the summary for JSON, with the entries of `listed` if it is given."""
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
    return document


def _shown(name: str) -> str:
    """Returns a name without characters that would spoil the table."""
    return name if name.isprintable() and name else repr(name)
