"""Reads packed resources, trusting nothing in them."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from tools.packed_resources.format import (
    CHECKSUM,
    CHILD,
    ENTRY,
    FLAG_EXTENSION,
    FLAG_NAMESPACE,
    FLAG_PACKAGE,
    HEADER,
    MAGIC,
    MAX_ENTRIES,
    MAX_FILE_SIZE,
    MAX_NAME_SIZE,
    MIN_SLOTS,
    SHA256_OFFSET,
    SHA256_SIZE,
    SLOT,
    STRING_SIZE,
    VERSION,
    Encoding,
    FormatError,
    Kind,
    checksum,
    slot_check,
)
from tools.packed_resources.hashing import entry_hash


@dataclass(frozen=True)
class Header:
    """The fields of the header, as docs/packed_resources.md names them."""

    magic: bytes
    version: int
    header_size: int
    total_size: int
    bytecode_magic: int
    flags: int
    entry_count: int
    slot_count: int
    slots_offset: int
    entries_offset: int
    children_offset: int
    children_count: int
    strings_offset: int
    strings_size: int
    config_offset: int
    config_size: int
    data_offset: int
    sha256: bytes
    checksum: int


@dataclass(frozen=True)
class Entry:
    """One entry with its strings resolved.

    Attributes:
        kind: what it is.
        name: dotted for a module, with slashes otherwise.
        is_package: whether it can have submodules.
        is_namespace: whether it is a package without code.
        is_extension: whether it is a module of native code.
        path: virtual path of the source file; empty but for modules with code.
        data: code object, shared library or content, as it lies in the file; empty if it is a file
            beside the executable.
        encoding: how `data` is kept.
        raw_size: size of the content.
        data_offset: where `data` lies, from the start of the file.
        data_checksum: checksum of `data`, or of the file beside the executable; 0 if there is none.
        source: text of the source file, as it lies in the file; empty if there is none.
        source_encoding: how `source` is kept.
        source_raw_size: size of the text.
        source_offset: where `source` lies, from the start of the file.
        source_checksum: checksum of `source`, 0 if there is none.
        first_child: where the numbers of its children begin in their section.
        children: numbers of the entries directly below this one.
        checksum: of the entry, its name and its path.
    """

    kind: Kind
    name: str
    is_package: bool
    is_namespace: bool
    is_extension: bool
    path: str
    data: memoryview
    encoding: Encoding
    raw_size: int
    data_offset: int
    data_checksum: int
    source: memoryview
    source_encoding: Encoding
    source_raw_size: int
    source_offset: int
    source_checksum: int
    first_child: int
    children: tuple[int, ...]
    checksum: int

    def content(self) -> bytes:
        """Returns the decoded data.

        Raises:
            FormatError: it does not decode to `raw_size` bytes, or is beside the executable.
        """
        return self._decoded(self.data, self.encoding, self.raw_size)

    def source_content(self) -> bytes:
        """Returns the decoded source.

        Raises:
            FormatError: it does not decode to `source_raw_size` bytes.
        """
        return self._decoded(self.source, self.source_encoding, self.source_raw_size)

    def _decoded(self, data: memoryview, encoding: Encoding, raw_size: int) -> bytes:
        if encoding is Encoding.STORED:
            return bytes(data)
        if encoding is Encoding.BESIDE:
            raise FormatError(f"{self.name}: is a file beside the executable")
        decoder = zlib.decompressobj()
        try:
            content = decoder.decompress(data, raw_size + 1)
        except zlib.error as error:
            raise FormatError(f"{self.name}: {error}") from None
        if len(content) != raw_size or not decoder.eof or decoder.unused_data:
            raise FormatError(f"{self.name}: does not decode to {raw_size} bytes")
        return content


def read_header(data: memoryview) -> Header:
    """Reads the header and checks magic, version and total size.

    Raises:
        FormatError: this is no packed file, is of another version or has another size.
    """
    if bytes(data[: len(MAGIC)]) != MAGIC:
        raise FormatError("not a packed resources file: no magic at its start")
    if len(data) < HEADER.size:
        raise FormatError(f"truncated: {len(data)} bytes are less than a header")
    header = Header(*HEADER.unpack_from(data))
    if header.version != VERSION:
        raise FormatError(f"format version {header.version}, this tool reads version {VERSION}")
    if header.total_size != len(data):
        raise FormatError(f"{len(data)} bytes, but its header says {header.total_size}")
    return header


class PackedResources:
    """Packed resources in memory.

    Attributes:
        header: the header.
        config: keys and values, in order.
        entries: all entries, in the order of the file.
    """

    def __init__(self, data: bytes | memoryview) -> None:
        """Reads everything but the blobs.

        Raises:
            FormatError: something lies outside of the file, or is not what the format allows.
        """
        self._data = memoryview(data)
        self.header = read_header(self._data)
        self._check_header()
        self.config = list(self._read_config())
        self.entries = [self._read_entry(index) for index in range(self.header.entry_count)]

    def find(self, kind: Kind, name: str) -> Entry | None:
        """Looks an entry up by way of the hash table, as the loader does."""
        index = self._index_of(kind, name.encode("utf-8"))
        return None if index is None else self.entries[index]

    def verify(self) -> None:
        """Checks all that reading does not: checksums, order, hash table, children, blobs.

        Raises:
            FormatError: the first thing found wrong.
        """
        self._verify_sha256()
        self._verify_header_checksum()
        self._verify_order()
        self._verify_slots()
        self._verify_children()
        for index, entry in enumerate(self.entries):
            self._verify_checksums(index, entry)
            if entry.encoding is Encoding.ZLIB:
                entry.content()
            if entry.source_encoding is Encoding.ZLIB:
                entry.source_content()

    def _check_header(self) -> None:
        header = self.header
        if header.header_size != HEADER.size or header.flags:
            raise FormatError("header size or flags are not those of version 2")
        if header.total_size >= MAX_FILE_SIZE or header.entry_count >= MAX_ENTRIES:
            raise FormatError("more bytes or entries than the format allows")
        slots = header.slot_count
        if slots & (slots - 1) or slots < max(MIN_SLOTS, 2 * header.entry_count):
            raise FormatError(f"{slots} slots for {header.entry_count} entries")
        for what, offset, size, alignment in (
            ("slots", header.slots_offset, slots * SLOT.size, 4),
            ("entries", header.entries_offset, header.entry_count * ENTRY.size, 8),
            ("children", header.children_offset, header.children_count * CHILD.size, 4),
            ("strings", header.strings_offset, header.strings_size, 1),
            ("config", header.config_offset, header.config_size, 1),
            ("data", header.data_offset, 0, 1),
        ):
            if offset < HEADER.size or offset + size > header.total_size or offset % alignment:
                raise FormatError(f"section {what} is misaligned or outside of the file")

    def _read_config(self) -> Iterator[tuple[str, str]]:
        start = self.header.config_offset
        section = self._data[start : start + self.header.config_size]
        texts = []
        offset = 0
        while offset < len(section):
            texts.append(_sized_text(section, offset, "config"))
            offset += STRING_SIZE.size + len(texts[-1].encode("utf-8"))
        if len(texts) % 2:
            raise FormatError("config: the last key has no value")
        yield from zip(texts[::2], texts[1::2])

    def _read_entry(self, index: int) -> Entry:
        (
            name_offset,
            name_size,
            kind,
            flags,
            encoding,
            source_encoding,
            raw_size,
            data_offset,
            data_size,
            data_checksum,
            source_offset,
            source_size,
            source_checksum,
            first_child,
            child_count,
            path_offset,
            source_raw_size,
            reserved,
            own_checksum,
        ) = ENTRY.unpack_from(self._data, self.header.entries_offset + index * ENTRY.size)
        strings_start = self.header.strings_offset
        strings = self._data[strings_start : strings_start + self.header.strings_size]
        what = f"entry {index}"
        if name_size > MAX_NAME_SIZE or name_offset + name_size > len(strings):
            raise FormatError(f"{what}: its name is too long or lies outside of the strings")
        name = _text(strings[name_offset : name_offset + name_size], what)
        what = f"entry {index} ({name!a})"
        if (
            kind not in (Kind.MODULE, Kind.FILE, Kind.DIRECTORY)
            or flags not in _FLAGS[kind]
            or encoding not in (Encoding.STORED, Encoding.ZLIB, Encoding.BESIDE)
            or source_encoding not in (Encoding.STORED, Encoding.ZLIB)
            or reserved
        ):
            raise FormatError(f"{what}: kind, flags or encoding is not of version 2")
        has_data = kind == Kind.FILE or (kind == Kind.MODULE and not flags & FLAG_NAMESPACE)
        if (data_size and not has_data) or (source_size and kind != Kind.MODULE):
            raise FormatError(f"{what}: has data or a source, which its kind must not have")
        if encoding == Encoding.BESIDE and (
            data_size or not (kind == Kind.FILE or flags & FLAG_EXTENSION)
        ):
            raise FormatError(f"{what}: has data, or is code, but should be a file beside")
        if encoding == Encoding.STORED and raw_size != data_size:
            raise FormatError(f"{what}: stored, but its two sizes differ")
        if source_encoding == Encoding.STORED and source_raw_size:
            raise FormatError(f"{what}: its source is stored, but has two sizes")
        if first_child + child_count > self.header.children_count:
            raise FormatError(f"{what}: its children lie outside of their section")
        children_start = self.header.children_offset + first_child * CHILD.size
        children_end = children_start + child_count * CHILD.size
        children = tuple(
            child for (child,) in CHILD.iter_unpack(self._data[children_start:children_end])
        )
        if any(child >= self.header.entry_count for child in children):
            raise FormatError(f"{what}: a child is no entry")
        return Entry(
            kind=Kind(kind),
            name=name,
            is_package=bool(flags & FLAG_PACKAGE),
            is_namespace=bool(flags & FLAG_NAMESPACE),
            is_extension=bool(flags & FLAG_EXTENSION),
            path=_sized_text(strings, path_offset, what) if path_offset else "",
            data=self._blob(data_offset, data_size, what),
            encoding=Encoding(encoding),
            raw_size=raw_size,
            data_offset=data_offset,
            data_checksum=data_checksum,
            source=self._blob(source_offset, source_size, what),
            source_encoding=Encoding(source_encoding),
            source_raw_size=source_raw_size if source_encoding else source_size,
            source_offset=source_offset,
            source_checksum=source_checksum,
            first_child=first_child,
            children=children,
            checksum=own_checksum,
        )

    def _blob(self, offset: int, size: int, what: str) -> memoryview:
        if size and (offset < self.header.data_offset or offset + size > len(self._data)):
            raise FormatError(f"{what}: its data lies outside of the data section")
        return self._data[offset : offset + size]

    def _index_of(self, kind: Kind, name: bytes) -> int | None:
        value = entry_hash(kind, name)
        mask = self.header.slot_count - 1
        for step in range(self.header.slot_count):
            offset = self.header.slots_offset + ((value + step) & mask) * SLOT.size
            tag, number, _ = SLOT.unpack_from(self._data, offset)
            if not number:
                return None
            if number > self.header.entry_count:
                raise FormatError(f"hash table: there is no entry {number - 1}")
            entry = self.entries[number - 1]
            if tag == value >> 32 and entry.kind is kind and entry.name.encode("utf-8") == name:
                return int(number) - 1
        return None

    def _verify_sha256(self) -> None:
        state = hashlib.sha256(self._data[:SHA256_OFFSET])
        state.update(bytes(SHA256_SIZE))
        state.update(self._data[SHA256_OFFSET + SHA256_SIZE :])
        if state.digest() != self.header.sha256:
            raise FormatError("checksum does not match: the file is damaged")

    def _verify_header_checksum(self) -> None:
        start = self.header.config_offset
        config = self._data[start : start + self.header.config_size]
        if checksum((self._data[:SHA256_OFFSET], config)) != self.header.checksum:
            raise FormatError("the checksum of the header does not match")

    def _verify_checksums(self, index: int, entry: Entry) -> None:
        start = self.header.entries_offset + index * ENTRY.size
        fields = self._data[start : start + ENTRY.size - CHECKSUM.size]
        own = checksum((fields, entry.name.encode("utf-8"), entry.path.encode("utf-8")))
        if own != entry.checksum:
            raise FormatError(f"{entry.name!a}: the checksum of its entry does not match")
        for what, blob, expected in (
            ("data", entry.data, entry.data_checksum),
            ("source", entry.source, entry.source_checksum),
        ):
            if what == "data" and entry.encoding is Encoding.BESIDE:
                continue
            if expected != (checksum([blob]) if blob else 0):
                raise FormatError(f"{entry.name!a}: the checksum of its {what} does not match")
        if entry.children:
            start = self.header.children_offset + (entry.first_child - 1) * CHILD.size
            end = start + (1 + len(entry.children)) * CHILD.size
            (expected,) = CHECKSUM.unpack_from(self._data, start)
            if checksum([self._data[start + CHECKSUM.size : end]]) != expected:
                raise FormatError(f"{entry.name!a}: the checksum of its children does not match")

    def _verify_order(self) -> None:
        keys = [(entry.kind, entry.name.encode("utf-8")) for entry in self.entries]
        for first, second in zip(keys, keys[1:]):
            if first >= second:
                raise FormatError(f"entries are out of order at {second[1]!a}")

    def _verify_slots(self) -> None:
        start = self.header.slots_offset
        section = self._data[start : start + self.header.slot_count * SLOT.size]
        slots = list(SLOT.iter_unpack(section))
        if any(check != slot_check(tag, number) for tag, number, check in slots):
            raise FormatError("hash table: the check of a slot does not match")
        taken = sum(1 for _, number, _ in slots if number)
        if taken != len(self.entries):
            raise FormatError(f"hash table: {taken} slots taken by {len(self.entries)} entries")
        for index, entry in enumerate(self.entries):
            if self._index_of(entry.kind, entry.name.encode("utf-8")) != index:
                raise FormatError(f"hash table: {entry.name!a} is not found")

    def _verify_children(self) -> None:
        parents: dict[int, Entry] = {}
        for entry in self.entries:
            for child in entry.children:
                if child in parents:
                    raise FormatError(f"{self.entries[child].name!a}: child of two entries")
                parents[child] = entry
        for index, entry in enumerate(self.entries):
            parent = parents.get(index)
            found = None if parent is None else (parent.kind, parent.name)
            if found != _expected_parent(entry):
                raise FormatError(f"{entry.name!a}: not listed as a child of its parent")


_FLAGS = {
    Kind.MODULE: (
        0,
        FLAG_PACKAGE,
        FLAG_PACKAGE | FLAG_NAMESPACE,
        FLAG_EXTENSION,
        FLAG_EXTENSION | FLAG_PACKAGE,
    ),
    Kind.FILE: (0,),
    Kind.DIRECTORY: (0,),
}


def _expected_parent(entry: Entry) -> tuple[Kind, str] | None:
    if entry.kind is Kind.MODULE:
        package = entry.name.rpartition(".")[0]
        return (Kind.MODULE, package) if package else None
    if not entry.name:
        return None
    return Kind.DIRECTORY, entry.name.rpartition("/")[0]


def _text(data: memoryview, what: str) -> str:
    text = bytes(data)
    if b"\0" in text:
        raise FormatError(f"{what}: contains a NUL byte")
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        raise FormatError(f"{what}: not UTF-8") from None


def _sized_text(section: memoryview, offset: int, what: str) -> str:
    start = offset + STRING_SIZE.size
    if start > len(section):
        raise FormatError(f"{what}: a string lies outside of its section")
    (size,) = STRING_SIZE.unpack_from(section, offset)
    if start + size > len(section):
        raise FormatError(f"{what}: a string lies outside of its section")
    return _text(section[start : start + size], what)
