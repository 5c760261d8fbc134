"""Numbers about packed resources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tools.packed_resources.format import Kind
from tools.packed_resources.reader import Entry, PackedResources

_BIGGEST_COUNT = 10


@dataclass(frozen=True)
class Total:
    """A group of entries.

    Attributes:
        count: how many there are.
        size: bytes of their distinct blobs in the file.
        raw_size: bytes of their content, decoded, counted once per entry.
    """

    count: int
    size: int
    raw_size: int


@dataclass(frozen=True)
class Summary:
    """What is in a packed file.

    Attributes:
        file_offset: where the packed file begins in the file that was analysed.
        total_size: its size in bytes.
        index_size: bytes before the data section.
        sha256: its checksum, hexadecimal.
        bytecode_magic: `MAGIC_NUMBER` of the Python that it is for.
        config: keys and values, in order.
        totals: by group: modules, packages, namespace packages, sources, files, directories.
        biggest: kind, name and size of the biggest blobs.
    """

    file_offset: int
    total_size: int
    index_size: int
    sha256: str
    bytecode_magic: int
    config: list[tuple[str, str]]
    totals: dict[str, Total]
    biggest: list[tuple[str, str, int]]


def summarize(resources: PackedResources, file_offset: int) -> Summary:
    """Counts and measures."""
    entries = resources.entries
    modules = [entry for entry in entries if entry.kind is Kind.MODULE]
    sources = [entry for entry in modules if entry.source]
    by_size = sorted(entries, key=lambda entry: (-len(entry.data), entry.kind, entry.name))
    return Summary(
        file_offset=file_offset,
        total_size=resources.header.total_size,
        index_size=resources.header.data_offset,
        sha256=resources.header.sha256.hex(),
        bytecode_magic=resources.header.bytecode_magic,
        config=resources.config,
        totals={
            "modules": _total(entry for entry in modules if not entry.is_package),
            "packages": _total(
                entry for entry in modules if entry.is_package and not entry.is_namespace
            ),
            "namespace packages": _total(entry for entry in modules if entry.is_namespace),
            "sources": Total(
                len(sources),
                sum(len(entry.source) for entry in sources),
                sum(entry.source_raw_size for entry in sources),
            ),
            "files": _total(entry for entry in entries if entry.kind is Kind.FILE),
            "directories": _total(entry for entry in entries if entry.kind is Kind.DIRECTORY),
        },
        biggest=[
            (entry.kind.name.lower(), entry.name, len(entry.data))
            for entry in by_size[:_BIGGEST_COUNT]
            if entry.data
        ],
    )


def _total(entries: Iterable[Entry]) -> Total:
    group = list(entries)
    blobs = {entry.data_offset: len(entry.data) for entry in group}
    return Total(len(group), sum(blobs.values()), sum(entry.raw_size for entry in group))
