"""Static libraries: `ar` archives, as GNU, BSD and LLVM write them."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tools.common.errors import ToolError

_MAGIC = b"!<arch>\n"
_THIN_MAGIC = b"!<thin>\n"
_HEADER = struct.Struct("16s12s6s6s8s10s2s")
_HEADER_END = b"`\n"
_BSD_LONG_NAME = b"#1/"
_INDEXES = (b"/", b"/SYM64/", b"__.SYMDEF", b"__.SYMDEF SORTED", b"__.SYMDEF_64")


@dataclass(frozen=True)
class Member:
    """A file in an archive, and the symbols it defines, which the archive's index names."""

    name: str
    content: bytes
    symbols: Sequence[bytes] = ()


def is_archive(content: bytes) -> bool:
    """Whether these are the bytes of an archive, also of one that only names its files."""
    return content.startswith((_MAGIC, _THIN_MAGIC))


def read_archive(content: bytes) -> Iterator[Member]:
    """Yields the files of an archive, without their symbols.

    Raises:
        ToolError: it is damaged, or a thin archive.
    """
    if content.startswith(_THIN_MAGIC):
        raise ToolError("a thin archive, which only names its files: make it an ordinary one")
    offset = len(_MAGIC)
    long_names = b""
    while offset < len(content):
        if offset + _HEADER.size > len(content):
            raise ToolError("damaged archive")
        fields = _HEADER.unpack_from(content, offset)
        offset += _HEADER.size
        if fields[6] != _HEADER_END or not fields[5].strip().isdigit():
            raise ToolError("damaged archive")
        size = int(fields[5])
        body = content[offset : offset + size]
        if len(body) < size:
            raise ToolError("damaged archive")
        offset += size + size % 2
        name = fields[0].rstrip()
        if name.startswith(_BSD_LONG_NAME):
            name_size = int(name[len(_BSD_LONG_NAME) :])
            name, body = body[:name_size].rstrip(b"\0"), body[name_size:]
        if name == b"//":
            long_names = body
        elif name not in _INDEXES:
            yield Member(_full_name(name, long_names), body)


def _full_name(name: bytes, long_names: bytes) -> str:
    if name.startswith(b"/") and name[1:].isdigit():
        start = int(name[1:])
        name = long_names[start : long_names.index(b"\n", start)]
    return name.removesuffix(b"/").decode("utf-8", "backslashreplace")


def write_archive(members: Iterable[Member], *, bsd: bool = False) -> bytes:
    """Returns an archive with an index. No times, owners or modes are in it.

    Args:
        members: the files.
        bsd: as BSD's `ar` writes it, which linkers for Mach-O read, not as GNU's does.
    """
    members = list(members)
    return _write_bsd(members) if bsd else _write_gnu(members)


def _write_bsd(members: list[Member]) -> bytes:
    """Long names stand before the contents; the index is as in <mach-o/ranlib.h>."""
    names = bytearray()
    entries = []
    for number, member in enumerate(members):
        for symbol in member.symbols:
            entries.append((number, len(names)))
            names += symbol + b"\0"
    names += bytes(-len(names) % 8)
    bodies = [_bsd_name(member.name) + member.content for member in members]
    index_name = _bsd_name("__.SYMDEF")
    index_size = len(index_name) + 4 + 8 * len(entries) + 4 + len(names)
    offset = len(_MAGIC) + _HEADER.size + _even(index_size)
    offsets = []
    for body in bodies:
        offsets.append(offset)
        offset += _HEADER.size + _even(len(body))
    index = index_name + struct.pack("<I", 8 * len(entries))
    for number, name_offset in entries:
        index += struct.pack("<II", name_offset, offsets[number])
    index += struct.pack("<I", len(names)) + names

    output = bytearray(_MAGIC)
    _append(output, _header(f"#1/{len(index_name)}", len(index)), bytes(index))
    for member, body in zip(members, bodies, strict=True):
        _append(output, _header(f"#1/{len(_bsd_name(member.name))}", len(body)), body)
    return bytes(output)


def _bsd_name(name: str) -> bytes:
    encoded = name.encode()
    return encoded + bytes(8 - len(encoded) % 8)


def _write_gnu(members: list[Member]) -> bytes:
    long_names = bytearray()
    headers = []
    for member in members:
        # Only linkers' messages name it.
        header_name = f"/{len(long_names)}"
        long_names += member.name.encode() + b"/\n"
        headers.append(_header(header_name, len(member.content)))

    index_names = b"".join(symbol + b"\0" for member in members for symbol in member.symbols)
    symbol_count = sum(len(member.symbols) for member in members)
    index_size = 4 + 4 * symbol_count + len(index_names)
    offset = len(_MAGIC)
    offset += _HEADER.size + _even(index_size)
    offset += _HEADER.size + _even(len(long_names))
    member_offsets = []
    for member in members:
        member_offsets += [offset] * len(member.symbols)
        offset += _HEADER.size + _even(len(member.content))
    if offset >= 1 << 32:
        raise ToolError("the archive would be larger than 4 GiB")

    output = bytearray(_MAGIC)
    index = struct.pack(f">I{symbol_count}I", symbol_count, *member_offsets) + index_names
    _append(output, _header("/", len(index)), index)
    _append(output, _header("//", len(long_names)), bytes(long_names))
    for header, member in zip(headers, members, strict=True):
        _append(output, header, member.content)
    return bytes(output)


def _even(size: int) -> int:
    return size + size % 2


def _header(name: str, size: int) -> bytes:
    fields = [name.ljust(16), "0".ljust(12), "0".ljust(6), "0".ljust(6), "644".ljust(8)]
    return "".join([*fields, str(size).ljust(10)]).encode() + _HEADER_END


def _append(output: bytearray, header: bytes, body: bytes) -> None:
    output += header + body
    if len(body) % 2:
        output += b"\n"
