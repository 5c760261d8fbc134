"""Lays resources out in a file."""

from __future__ import annotations

import hashlib
from typing import BinaryIO, Union

from tools.common.alignment import align
from tools.packed_resources.blob import AnyBlob, blob_checksum, digest
from tools.packed_resources.format import (
    BLOB_ALIGNMENT,
    CHECKSUM,
    CHILD,
    ENTRY,
    HEADER,
    HEADER_CHECKSUM_OFFSET,
    MAGIC,
    MAX_BLOB_SIZE,
    MAX_ENTRIES,
    MAX_FILE_SIZE,
    SECTION_ALIGNMENT,
    SHA256_OFFSET,
    SLOT,
    STRING_SIZE,
    VERSION,
    Encoding,
    FormatError,
    checksum,
    slot_check,
    slot_count,
)
from tools.packed_resources.hashing import entry_hash
from tools.packed_resources.resources import Resources
from tools.packed_resources.tree import Node, tree


def write_packed_resources(resources: Resources, output: BinaryIO) -> None:
    """Writes the resources; equal resources give equal bytes.

    Args:
        resources: what to write.
        output: an empty file open for writing that can seek.

    Raises:
        FormatError: the resources cannot be expressed in the format.
    """
    nodes = tree(resources)
    if len(nodes) >= MAX_ENTRIES:
        raise FormatError(f"{len(nodes)} entries: the format holds less than {MAX_ENTRIES}")
    strings = _Strings(nodes)
    children = _Children(nodes)
    config = _config_section(resources.config)
    slots = _slots_section(nodes)

    slots_offset = align(HEADER.size, SECTION_ALIGNMENT)
    entries_offset = align(slots_offset + len(slots), SECTION_ALIGNMENT)
    children_offset = align(entries_offset + ENTRY.size * len(nodes), SECTION_ALIGNMENT)
    strings_offset = align(children_offset + len(children.section), SECTION_ALIGNMENT)
    config_offset = align(strings_offset + len(strings.section), SECTION_ALIGNMENT)
    data_offset = align(config_offset + len(config), SECTION_ALIGNMENT)

    blobs = _Blobs(_blobs_in_order(resources, nodes), data_offset)
    header = bytearray(HEADER.size)
    HEADER.pack_into(
        header,
        0,
        MAGIC,
        VERSION,
        HEADER.size,
        blobs.end,
        resources.bytecode_magic,
        0,
        len(nodes),
        len(slots) // SLOT.size,
        slots_offset,
        entries_offset,
        children_offset,
        len(children.section) // CHILD.size,
        strings_offset,
        len(strings.section),
        config_offset,
        len(config),
        data_offset,
        b"",
        0,
    )
    checked = (header[:SHA256_OFFSET], config)
    CHECKSUM.pack_into(header, HEADER_CHECKSUM_OFFSET, checksum(checked))
    writer = _HashingWriter(output)
    writer.write_at(0, header)
    writer.write_at(slots_offset, slots)
    writer.write_at(entries_offset, _entries_section(nodes, strings, children, blobs))
    writer.write_at(children_offset, children.section)
    writer.write_at(strings_offset, strings.section)
    writer.write_at(config_offset, config)
    writer.write_at(data_offset, b"")
    for offset, blob in blobs.layout:
        writer.write_at(offset, b"")
        for chunk in blob.chunks():
            writer.write(chunk)
    output.seek(SHA256_OFFSET)
    output.write(writer.sha256())


Bytes = Union[bytes, bytearray, memoryview]


class _HashingWriter:
    """Writes forwards only, fills gaps with zeros and computes the SHA-256."""

    def __init__(self, output: BinaryIO) -> None:
        self._output = output
        self._hash = hashlib.sha256()
        self._offset = 0

    def write(self, data: Bytes) -> None:
        self._output.write(data)
        self._hash.update(data)
        self._offset += len(data)

    def write_at(self, offset: int, data: Bytes) -> None:
        if offset > self._offset:
            self.write(bytes(offset - self._offset))
        self.write(data)

    def sha256(self) -> bytes:
        return self._hash.digest()


class _Strings:
    """The section of names and paths.

    It begins with an empty path, so that the offset 0 means no path.
    """

    def __init__(self, nodes: list[Node]) -> None:
        self.section = bytearray(STRING_SIZE.pack(0))
        self._names: dict[bytes, int] = {b"": 0}
        self._paths: dict[bytes, int] = {b"": 0}
        for node in nodes:
            self._add(self._names, node.name, b"")
            self._add(self._paths, node.path, STRING_SIZE.pack(len(node.path)))

    def _add(self, known: dict[bytes, int], text: bytes, size: bytes) -> None:
        if text not in known:
            known[text] = len(self.section)
            self.section += size + text

    def name_offset(self, node: Node) -> int:
        return self._names[node.name]

    def path_offset(self, node: Node) -> int:
        return self._paths[node.path]


class _Children:
    """The section of entry numbers that directories and packages refer to.

    Each list of them has its checksum before it.
    """

    def __init__(self, nodes: list[Node]) -> None:
        number = {id(node): index for index, node in enumerate(nodes)}
        self.section = bytearray()
        self._first: dict[int, int] = {}
        for node in nodes:
            if node.children:
                indices = sorted(number[id(child)] for child in node.children)
                children = b"".join(map(CHILD.pack, indices))
                self.section += CHECKSUM.pack(checksum([children]))
                self._first[id(node)] = len(self.section) // CHILD.size
                self.section += children

    def first(self, node: Node) -> int:
        return self._first.get(id(node), 0)


def _blobs_in_order(resources: Resources, nodes: list[Node]) -> list[AnyBlob]:
    """Returns what the nodes need: first what every start reads, last what is hardly ever read."""
    modules = resources.modules.values()
    blobs: list[AnyBlob] = [module.code for module in modules if module.code]
    blobs += resources.files.values()
    blobs += [module.source for module in modules if module.source]
    needed = {id(node.data) for node in nodes} | {id(node.source) for node in nodes}
    return [blob for blob in blobs if id(blob) in needed]


class _Blobs:
    """Where the bytes of each blob go: equal ones to the same place, empty ones nowhere."""

    def __init__(self, blobs: list[AnyBlob], data_offset: int) -> None:
        distinct = {id(blob): blob for blob in blobs}
        sizes: dict[int, int] = {}
        for blob in distinct.values():
            sizes[blob.size] = sizes.get(blob.size, 0) + 1
        self.layout: list[tuple[int, AnyBlob]] = []
        self.end = data_offset
        self._offsets: dict[int, int] = {}
        self._checksums: dict[int, int] = {}
        self._known: dict[tuple[int, bytes], int] = {}
        for key, blob in distinct.items():
            self._offsets[key] = self._place(blob, is_alone=sizes[blob.size] == 1)
            self._checksums[key] = blob_checksum(blob)
        if self.end >= MAX_FILE_SIZE:
            raise FormatError(f"{self.end} bytes: packed resources must be below {MAX_FILE_SIZE}")

    def _place(self, blob: AnyBlob, *, is_alone: bool) -> int:
        if max(blob.size, blob.raw_size) > MAX_BLOB_SIZE:
            raise FormatError(f"{_origin(blob)}: a file must not be larger than 4 GiB")
        if not blob.size:
            return 0
        offset = align(self.end, BLOB_ALIGNMENT)
        if not is_alone:
            known_offset = self._known.setdefault((blob.size, digest(blob)), offset)
            if known_offset != offset:
                return known_offset
        self.layout.append((offset, blob))
        self.end = offset + blob.size
        return offset

    def fields(self, blob: AnyBlob | None) -> tuple[int, int, int]:
        """Returns the offset, the size and the checksum of a blob, or what stands for none."""
        if blob and blob.encoding is Encoding.BESIDE:
            return 0, 0, self._checksums[id(blob)]
        if not blob or not blob.size:
            return 0, 0, 0
        return self._offsets[id(blob)], blob.size, self._checksums[id(blob)]


def _origin(blob: AnyBlob) -> str:
    return str(getattr(blob, "path", "a module"))


def _entries_section(
    nodes: list[Node], strings: _Strings, children: _Children, blobs: _Blobs
) -> bytearray:
    section = bytearray()
    for node in nodes:
        data, source = node.data, node.source
        entry = ENTRY.pack(
            strings.name_offset(node),
            len(node.name),
            node.kind,
            node.flags,
            data.encoding if data else 0,
            source.encoding if source else 0,
            data.raw_size if data else 0,
            *blobs.fields(data),
            *blobs.fields(source),
            children.first(node),
            len(node.children),
            strings.path_offset(node),
            source.raw_size if source and source.encoding is not Encoding.STORED else 0,
            0,
            0,
        )[: -CHECKSUM.size]
        section += entry + CHECKSUM.pack(checksum((entry, node.name, node.path)))
    return section


def _slots_section(nodes: list[Node]) -> bytearray:
    count = slot_count(len(nodes))
    section = bytearray(count * SLOT.pack(0, 0, slot_check(0, 0)))
    taken = bytearray(count)
    for index, node in enumerate(nodes):
        value = entry_hash(node.kind, node.name)
        slot = value & (count - 1)
        while taken[slot]:
            slot = (slot + 1) & (count - 1)
        taken[slot] = 1
        tag, number = value >> 32, index + 1
        SLOT.pack_into(section, slot * SLOT.size, tag, number, slot_check(tag, number))
    return section


def _config_section(config: list[tuple[str, str]]) -> bytearray:
    section = bytearray()
    for pair in config:
        for text in pair:
            encoded = text.encode("utf-8")
            if b"\0" in encoded:
                raise FormatError(f"config {pair[0]}={pair[1]!a} contains a NUL byte")
            section += STRING_SIZE.pack(len(encoded)) + encoded
    return section
