"""Reads Mach-O files and universal binaries.

Layouts and values are from Apple's `mach-o/loader.h`, `mach-o/nlist.h` and `mach-o/fat.h`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from macholib import mach_o
from macholib.MachO import MachO

from tools.common.errors import ToolError
from tools.executable.code_signature import CodeSignature, read_code_signature
from tools.executable.facts import Executable, Library, Region, rights, shown_version

_ARCHITECTURES = {0x01000007: "x86_64", 0x0100000C: "aarch64"}
_KINDS = {
    mach_o.MH_EXECUTE: "program",
    mach_o.MH_DYLIB: "shared library",
    mach_o.MH_BUNDLE: "bundle",
}
_PLATFORMS = {1: "macOS", 2: "iOS", 3: "tvOS", 4: "watchOS", 6: "Mac Catalyst"}

_LIBRARY_COMMANDS = {
    mach_o.LC_LOAD_DYLIB: False,
    mach_o.LC_LOAD_UPWARD_DYLIB: False,
    mach_o.LC_LOAD_WEAK_DYLIB: True,
    mach_o.LC_REEXPORT_DYLIB: False,
}
"""Load commands that name a library -> whether it may be missing."""

_MH_PIE = 0x200000
_MH_ALLOW_STACK_EXECUTION = 0x20000

_VM_PROT_READ, _VM_PROT_WRITE, _VM_PROT_EXECUTE = 1, 2, 4

_MH_TWOLEVEL = 0x80

_NLIST = struct.Struct("<IBBHQ")
_N_STAB, _N_TYPE, _N_EXT, _N_UNDF = 0xE0, 0x0E, 0x01, 0x0
_N_WEAK_REF = 0x40
_SELF_ORDINAL, _DYNAMIC_LOOKUP_ORDINAL, _EXECUTABLE_ORDINAL = 0, 0xFE, 0xFF


@dataclass(frozen=True)
class MachoExecutable(Executable):
    """A Mach-O program or shared library, alone or one of a universal binary.

    Attributes:
        platform: the system it is for: `macOS`.
        minimum_version: of the system; None if it does not say.
        sdk_version: what it was compiled against: the system treats it accordingly.
        is_position_independent: whether the kernel chooses its address.
        has_executable_stack: whether it asks for that.
        stack_size: of the main thread; 0 for the system's default.
        imports: names of the symbols that it takes from the program or from whoever has them,
            sorted, without the underscore in front of C's names; not those that may be missing.
        signature: None if it is not signed.
    """

    platform: str
    minimum_version: tuple[int, ...] | None
    sdk_version: tuple[int, ...] | None
    is_position_independent: bool
    has_executable_stack: bool
    stack_size: int
    imports: tuple[str, ...]
    signature: CodeSignature | None


class _MachO(MachO):  # type: ignore[misc]
    """macholib's reader, of bytes instead of a file."""

    def __init__(self, content: bytes) -> None:
        self.filename = ""
        self.fat = None
        self.headers: list[Any] = []
        self.allow_unknown_load_commands = True
        self.load(BytesIO(content))


def read_macho(content: bytes) -> list[MachoExecutable]:
    """Reads a Mach-O file: one executable, or each of those in a universal binary.

    Raises:
        ToolError: it is malformed, or not for processors of 64 bits.
    """
    try:
        headers = _MachO(content).headers
    except Exception as error:  # the library lets whatever damage leads to through
        raise ToolError(f"malformed Mach-O file: {error or type(error).__name__}") from error
    return [_executable(content, header) for header in headers]


def _executable(content: bytes, header: Any) -> MachoExecutable:
    if header.MH_MAGIC != mach_o.MH_CIGAM_64:
        raise ToolError("a Mach-O file that is not for 64 bit little-endian processors")
    if header.offset + header.size > len(content):
        raise ToolError("truncated universal binary: an executable lies outside of it")
    image = content[header.offset : header.offset + header.size]
    try:
        return _read(image, header)
    except (struct.error, IndexError, ValueError) as error:
        raise ToolError(f"malformed Mach-O file: {error}") from None


def _read(image: bytes, header: Any) -> MachoExecutable:
    commands = _Commands(header)
    signatures = commands.of(mach_o.LC_CODE_SIGNATURE)
    mains = commands.of(mach_o.LC_MAIN)
    platform, minimum, sdk = _versions(commands)
    cpu, kind, flags = header.header.cputype, header.header.filetype, header.header.flags
    return MachoExecutable(
        format="Mach-O",
        architecture=_ARCHITECTURES.get(cpu, f"processor type {cpu:#x}"),
        kind=_KINDS.get(kind, f"file type {kind}"),
        offset=header.offset,
        size=header.size,
        needs=f"{platform} {shown_version(minimum)}" if minimum else platform,
        libraries=tuple(
            Library(_text(data), _LIBRARY_COMMANDS[number])
            for number, _, data in commands
            if number in _LIBRARY_COMMANDS
        ),
        exports=tuple(sorted(name.removeprefix("_") for name in _exports(image, commands))),
        regions=tuple(_regions(commands.of(mach_o.LC_SEGMENT_64))),
        symbols=tuple(_symbols(image, commands)),
        run_paths=tuple(_text(data) for number, _, data in commands if number == mach_o.LC_RPATH),
        platform=platform,
        minimum_version=minimum,
        sdk_version=sdk,
        is_position_independent=bool(flags & _MH_PIE),
        has_executable_stack=bool(flags & _MH_ALLOW_STACK_EXECUTION),
        stack_size=mains[0].stacksize if mains else 0,
        imports=tuple(sorted(_imports(image, commands, bool(flags & _MH_TWOLEVEL)))),
        signature=(
            read_code_signature(image, signatures[0].dataoff, signatures[0].datasize)
            if signatures
            else None
        ),
    )


class _Commands:
    """The load commands of an executable."""

    def __init__(self, header: Any) -> None:
        self._commands = header.commands

    def __iter__(self) -> Iterator[tuple[int, Any, Any]]:
        """Yields the number, the fields and what follows them of every command."""
        for load_command, fields, data in self._commands:
            yield load_command.cmd, fields, data

    def of(self, wanted: int) -> list[Any]:
        """Returns the fields of the commands with a number."""
        return [fields for number, fields, _ in self if number == wanted]


def _text(data: bytes) -> str:
    return data.rstrip(b"\0").decode()


def _version(number: Any) -> tuple[int, ...]:
    """Returns a version of the form xxxx.yy.zz in nibbles, without zeros at its end."""
    parts = (int(number) >> 16, int(number) >> 8 & 0xFF, int(number) & 0xFF)
    return parts if parts[2] else parts[:2]


def _versions(
    commands: _Commands,
) -> tuple[str, tuple[int, ...] | None, tuple[int, ...] | None]:
    """Returns the platform, the lowest version of it, and the version of the SDK."""
    for number, fields, _ in commands:
        if number == mach_o.LC_BUILD_VERSION:
            platform = int(fields.platform)
            name = _PLATFORMS.get(platform, f"platform {platform}")
            return name, _version(fields.minos), _version(fields.sdk)
        if number == mach_o.LC_VERSION_MIN_MACOSX:
            return "macOS", _version(fields.version), _version(fields.sdk)
    return "macOS", None, None


def _regions(segments: list[Any]) -> Iterator[Region]:
    # The executable is where the segment with its header is.
    start = next((segment.vmaddr for segment in segments if segment.filesize), 0)
    for segment in segments:
        right = segment.initprot
        yield Region(
            name=_text(segment.segname),
            offset=segment.fileoff,
            size=segment.filesize,
            address=segment.vmaddr - start,
            memory_size=segment.vmsize,
            rights=rights(
                bool(right & _VM_PROT_READ),
                bool(right & _VM_PROT_WRITE),
                bool(right & _VM_PROT_EXECUTE),
            ),
        )


def _symbols(image: bytes, commands: _Commands) -> Iterator[str]:
    """Yields the names of sections for debuggers, and the symbol table if it has their entries."""
    for number, _, data in commands:
        if number == mach_o.LC_SEGMENT_64:
            yield from (
                _text(section.sectname) for section in data if _text(section.segname) == "__DWARF"
            )
    for table in commands.of(mach_o.LC_SYMTAB):
        for number in range(table.nsyms):
            _, kind, *_ = _NLIST.unpack_from(image, table.symoff + number * _NLIST.size)
            if kind & _N_STAB:
                yield "symbol table with debugging entries"
                return


def _imports(image: bytes, commands: _Commands, two_level: bool) -> Iterator[str]:
    """Yields the names of `MachoExecutable.imports`."""
    for table in commands.of(mach_o.LC_SYMTAB):
        strings = image[table.stroff : table.stroff + table.strsize]
        for number in range(table.nsyms):
            name, kind, _, description, value = _NLIST.unpack_from(
                image, table.symoff + number * _NLIST.size
            )
            is_undefined = not kind & _N_STAB and kind & (_N_TYPE | _N_EXT) == _N_UNDF | _N_EXT
            # One with a value is a variable that C leaves to the linker to make.
            if not is_undefined or value or description & _N_WEAK_REF:
                continue
            library = description >> 8
            # zig's linker says "self" where it binds to whoever has the symbol.
            if not two_level or library in (
                _SELF_ORDINAL,
                _DYNAMIC_LOOKUP_ORDINAL,
                _EXECUTABLE_ORDINAL,
            ):
                text = strings[name : strings.index(b"\0", name)].decode()
                yield text.removeprefix("_")


def _exports(image: bytes, commands: _Commands) -> Iterator[str]:
    """Yields the names in the trie of exported symbols."""
    for number, fields, _ in commands:
        if number in (mach_o.LC_DYLD_INFO, mach_o.LC_DYLD_INFO_ONLY):
            yield from _trie(image[fields.export_off : fields.export_off + fields.export_size])
        elif number == mach_o.LC_DYLD_EXPORTS_TRIE:
            yield from _trie(image[fields.dataoff : fields.dataoff + fields.datasize])


def _trie(trie: bytes) -> Iterator[str]:
    """Yields the names in a trie as `dyld` reads it: nodes of edges with parts of names."""
    if not trie:
        return
    to_do, seen = [(0, b"")], {0}
    while to_do:
        node, prefix = to_do.pop()
        size, position = _uleb128(trie, node)
        if size:
            yield prefix.decode()
        position += size
        count, position = trie[position], position + 1
        for _ in range(count):
            end = trie.index(b"\0", position)
            child, after = _uleb128(trie, end + 1)
            if child in seen:
                raise ValueError("the trie of exported symbols has a circle")
            seen.add(child)
            to_do.append((child, prefix + trie[position:end]))
            position = after


def _uleb128(data: bytes, position: int) -> tuple[int, int]:
    """Returns a number in the encoding ULEB128 of DWARF, and the position after it."""
    value = shift = 0
    while True:
        byte = data[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if not byte & 0x80:
            return value, position
        shift += 7
