"""Writes the table of symbols that `dlsym()` finds in a static program, as assembly.

The table has the C API of CPython, taken from its compiled object files, and names from lists.
Formats: System V ABI, chapters 4 (object files) and 7 (archives).
"""

from __future__ import annotations

import argparse
import re
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

API_NAME = re.compile(r"_?Py")
"""What the C API's names begin with, as in `exported_symbols.txt`."""

_ARCHIVE_MAGIC = b"!<arch>\n"
_MEMBER_HEADER = struct.Struct("16s12s6s6s8s10s2s")
_MEMBER_END = b"`\n"

_ELF_IDENT = b"\x7fELF\x02\x01\x01"
"""Magic, ELFCLASS64, ELFDATA2LSB, EV_CURRENT."""
_FILE_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_SECTION = struct.Struct("<IIQQQQIIQQ")
_SHT_SYMTAB = 2
_SYMBOL = struct.Struct("<IBBHQQ")
_SHN_UNDEF = 0
_STB_GLOBAL_OR_WEAK = (1, 2)
_STT_TLS = 6
_STV_DEFAULT = 0

_HEAD = """\
    .section .rodata.static_symbol_names, "a", %progbits
"""
_TABLE = """\
    .section .data.rel.ro.static_symbols, "aw", %progbits
    .balign 8
    .globl static_symbols
    .hidden static_symbols
static_symbols:
"""
_TAIL = """\
    .globl static_symbol_count
    .hidden static_symbol_count
static_symbol_count:
    .quad {count}
    .section .note.GNU-stack, "", %progbits
"""


class BadFile(ValueError):
    """A file is not what it should be."""


def archive_members(archive: bytes) -> Iterator[bytes]:
    """Yields the contents of a static library's members, its own index included.

    Raises:
        BadFile: it is not an archive.
    """
    if not archive.startswith(_ARCHIVE_MAGIC):
        raise BadFile("not an archive")
    offset = len(_ARCHIVE_MAGIC)
    while offset < len(archive):
        if offset + _MEMBER_HEADER.size > len(archive):
            raise BadFile("truncated archive")
        *_, size, end = _MEMBER_HEADER.unpack_from(archive, offset)
        offset += _MEMBER_HEADER.size
        if end != _MEMBER_END or not size.strip().isdigit() or offset + int(size) > len(archive):
            raise BadFile("malformed archive")
        yield archive[offset : offset + int(size)]
        # Members begin at even offsets.
        offset += int(size) + int(size) % 2


def exported_symbols(content: bytes) -> Iterator[str]:
    """Yields what an object file would export from a program: what it defines and does not hide.

    Variables of which each thread has its own are left out: they have no one address.

    Raises:
        BadFile: it is not an ELF file of 64 bits and little endian.
    """
    if not content.startswith(_ELF_IDENT):
        raise BadFile("not a 64 bit little-endian ELF file")
    header = _FILE_HEADER.unpack_from(content)
    section_offset, section_count = header[6], header[12]
    sections = [
        _SECTION.unpack_from(content, section_offset + index * _SECTION.size)
        for index in range(section_count)
    ]
    for _, kind, _, _, offset, size, names, _, _, _ in sections:
        if kind != _SHT_SYMTAB:
            continue
        names_offset = sections[names][4]
        for name, info, other, section, _, _ in _SYMBOL.iter_unpack(
            content[offset : offset + size]
        ):
            if (
                info >> 4 in _STB_GLOBAL_OR_WEAK
                and info & 15 != _STT_TLS
                and other & 3 == _STV_DEFAULT
                and section != _SHN_UNDEF
            ):
                start = names_offset + name
                yield content[start : content.index(b"\0", start)].decode()


def c_api(archives: Iterable[Path]) -> set[str]:
    """Returns the symbols of CPython's C API in static libraries.

    Raises:
        BadFile: one of them is not a static library of ELF files.
        OSError: one of them cannot be read.
    """
    names = set()
    for path in archives:
        try:
            for member in archive_members(path.read_bytes()):
                # The index of an archive is a member as well.
                if member.startswith(_ELF_IDENT[:4]):
                    names.update(filter(API_NAME.match, exported_symbols(member)))
        except BadFile as error:
            raise BadFile(f"{path}: {error}") from None
    return names


def listed_symbols(text: str) -> set[str]:
    """Returns the names of a list: separated by white space, with comments from `#` to the end."""
    return {name for line in text.splitlines() for name in line.partition("#")[0].split()}


def assembly(names: Iterable[str]) -> str:
    """Returns the text of the table, see `symbol_table.h`."""
    # In the order of strcmp(), which compares bytes.
    ordered = sorted(set(names), key=str.encode)
    strings = [f'.L{index}: .asciz "{name}"\n' for index, name in enumerate(ordered)]
    entries = [f"    .quad .L{index}, {name}\n" for index, name in enumerate(ordered)]
    return "".join([_HEAD, *strings, _TABLE, *entries, _TAIL.format(count=len(ordered))])


def main(arguments: list[str]) -> int:
    """Runs the tool; returns its exit code.

    Raises:
        OSError: a file cannot be read or written.
    """
    parser = argparse.ArgumentParser(description=__doc__, fromfile_prefix_chars="@")
    parser.add_argument("--output", type=Path, required=True, help="the assembly file to write")
    parser.add_argument(
        "--list", type=Path, action="append", default=[], help="file with further names"
    )
    parser.add_argument("archives", type=Path, nargs="+", help="static libraries of CPython")
    options = parser.parse_args(arguments)
    try:
        names = c_api(options.archives)
    except BadFile as error:
        print(f"write_symbol_table: {error}", file=sys.stderr)
        return 1
    for path in options.list:
        names |= listed_symbols(path.read_text(encoding="utf-8"))
    options.output.write_text(assembly(names), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
