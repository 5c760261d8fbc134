"""Reads PE files. Names of fields and values are those of Microsoft's "PE Format"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pefile

from tools.common.errors import ToolError
from tools.executable.facts import Executable, Library, Region, rights, shown_version

_ARCHITECTURES = {0x14C: "x86", 0x8664: "x86_64", 0xAA64: "aarch64"}

_FILE_RELOCS_STRIPPED = 0x0001
_FILE_DLL = 0x2000

_SCN_MEM_EXECUTE, _SCN_MEM_READ, _SCN_MEM_WRITE = 0x20000000, 0x40000000, 0x80000000

_DLL_CHARACTERISTICS = "IMAGE_DLLCHARACTERISTICS_"
_DIRECTORIES = ("EXPORT", "IMPORT", "DELAY_IMPORT", "RESOURCE", "DEBUG")
_BASE_RELOCATIONS = 5
_SECURITY = 4

_RT_MANIFEST = 24

_DEBUG_TYPE_CODEVIEW, _DEBUG_TYPE_REPRO = 2, 16

_CHECKSUM_OFFSET = 64
"""Of the field in the optional header."""


@dataclass(frozen=True)
class PeExecutable(Executable):
    """A PE program or DLL.

    Attributes:
        imports: file name of a library in lower case -> names of the symbols that it takes from it
            when it is loaded, sorted; `#7` for one that it takes by number.
        subsystem: `console`, `windows`, or the number of another one.
        subsystem_version: the lowest version of Windows that starts it.
        characteristics: names of the bits in `DllCharacteristics`, in lower case:
            `dynamic_base`, `high_entropy_va`, `nx_compat` and so on.
        has_relocations: whether it can be moved in memory.
        stack_size: of the main thread, reserved.
        timestamp: as it is in the file.
        is_timestamp_hash: whether the file says that the timestamp is none, but a hash.
        checksum: as it is in the file.
        right_checksum: as it has to be, if it is not 0.
        manifest: the application manifest, None if there is none.
        is_signed: whether it has an Authenticode signature; it is not verified.
    """

    imports: dict[str, tuple[str, ...]]
    subsystem: str
    subsystem_version: tuple[int, ...]
    characteristics: tuple[str, ...]
    has_relocations: bool
    stack_size: int
    timestamp: int
    is_timestamp_hash: bool
    checksum: int
    right_checksum: int
    manifest: str | None
    is_signed: bool


def read_pe(content: bytes) -> PeExecutable:
    """Reads a PE file.

    Raises:
        ToolError: it is malformed.
    """
    try:
        with pefile.PE(data=content, fast_load=True) as pe:
            pe.parse_data_directories(
                [pefile.DIRECTORY_ENTRY[f"IMAGE_DIRECTORY_ENTRY_{name}"] for name in _DIRECTORIES]
            )
            return _read(pe, content)
    except Exception as error:  # the library lets whatever damage leads to through
        raise ToolError(f"malformed PE file: {error or type(error).__name__}") from error


def _read(pe: Any, content: bytes) -> PeExecutable:
    header, optional = pe.FILE_HEADER, pe.OPTIONAL_HEADER
    version = (optional.MajorSubsystemVersion, optional.MinorSubsystemVersion)
    directories = optional.DATA_DIRECTORY
    debug_types = [entry.struct.Type for entry in getattr(pe, "DIRECTORY_ENTRY_DEBUG", [])]
    return PeExecutable(
        format="PE",
        architecture=_ARCHITECTURES.get(header.Machine, f"machine {header.Machine:#x}"),
        kind="shared library" if header.Characteristics & _FILE_DLL else "program",
        offset=0,
        size=len(content),
        needs=f"Windows NT {shown_version(version)}",
        libraries=tuple(_libraries(pe)),
        exports=tuple(sorted(_exports(pe))),
        regions=tuple(_region(section) for section in pe.sections),
        symbols=tuple(_symbols(pe)),
        run_paths=(),
        imports=_imports(pe),
        subsystem={2: "windows", 3: "console"}.get(optional.Subsystem, str(optional.Subsystem)),
        subsystem_version=version,
        characteristics=tuple(
            sorted(
                name[len(_DLL_CHARACTERISTICS) :].lower()
                for name, value in pefile.dll_characteristics
                if name.startswith(_DLL_CHARACTERISTICS) and optional.DllCharacteristics & value
            )
        ),
        has_relocations=not header.Characteristics & _FILE_RELOCS_STRIPPED
        and len(directories) > _BASE_RELOCATIONS
        and directories[_BASE_RELOCATIONS].Size > 0,
        stack_size=optional.SizeOfStackReserve,
        timestamp=header.TimeDateStamp,
        is_timestamp_hash=_DEBUG_TYPE_REPRO in debug_types,
        checksum=optional.CheckSum,
        right_checksum=checksum(content, optional.get_file_offset() + _CHECKSUM_OFFSET),
        manifest=_manifest(pe),
        is_signed=len(directories) > _SECURITY and directories[_SECURITY].Size > 0,
    )


def checksum(content: bytes, field: int) -> int:
    """Returns the checksum of a PE file, as `CheckSumMappedFile` of Windows computes it.

    Args:
        content: of the file.
        field: offset of the field `CheckSum`, which counts as 0.
    """
    data = content[:field] + bytes(4) + content[field + 4 :]
    data += bytes(-len(data) % 4)
    # The sum of its 16 bit words, with carries added in at the low end. That is a sum modulo
    # 0xFFFF, where the two halves of a 32 bit word count alike; of multiples it makes 0xFFFF.
    total = sum(memoryview(data).cast("I"))
    return (total % 0xFFFF or (0xFFFF if total else 0)) + len(content)


def _text(name: bytes | None) -> str:
    return (name or b"").decode("ascii", "backslashreplace")


def _libraries(pe: Any) -> Iterator[Library]:
    for entry in getattr(pe, "DIRECTORY_ENTRY_IMPORT", []):
        yield Library(_text(entry.dll))
    for entry in getattr(pe, "DIRECTORY_ENTRY_DELAY_IMPORT", []):
        yield Library(_text(entry.dll), is_optional=True)


def _imports(pe: Any) -> dict[str, tuple[str, ...]]:
    imports: dict[str, set[str]] = {}
    for entry in getattr(pe, "DIRECTORY_ENTRY_IMPORT", []):
        names = imports.setdefault(_text(entry.dll).lower(), set())
        names.update(map(_symbol_name, entry.imports))
    return {library: tuple(sorted(names)) for library, names in sorted(imports.items())}


def _exports(pe: Any) -> Iterator[str]:
    exported = getattr(pe, "DIRECTORY_ENTRY_EXPORT", None)
    return map(_symbol_name, exported.symbols if exported else ())


def _symbol_name(symbol: Any) -> str:
    return _text(symbol.name) if symbol.name else f"#{symbol.ordinal}"


def _region(section: Any) -> Region:
    characteristics = section.Characteristics
    return Region(
        name=_text(section.Name.rstrip(b"\0")),
        offset=section.PointerToRawData,
        size=section.SizeOfRawData,
        address=section.VirtualAddress,
        memory_size=section.Misc_VirtualSize,
        rights=rights(
            bool(characteristics & _SCN_MEM_READ),
            bool(characteristics & _SCN_MEM_WRITE),
            bool(characteristics & _SCN_MEM_EXECUTE),
        ),
    )


def _symbols(pe: Any) -> Iterator[str]:
    if pe.FILE_HEADER.NumberOfSymbols:
        yield "symbol table"
    for section in pe.sections:
        # Names of more than 8 bytes are in the string table behind the symbols.
        if section.Name.startswith((b".debug", b"/")):
            yield _text(section.Name.rstrip(b"\0"))
    for entry in getattr(pe, "DIRECTORY_ENTRY_DEBUG", []):
        path = getattr(entry.entry, "PdbFileName", b"") if entry.entry else b""
        if entry.struct.Type == _DEBUG_TYPE_CODEVIEW and path.rstrip(b"\0"):
            yield f"PDB {_text(path.rstrip(bytes(1)))}"


def _manifest(pe: Any) -> str | None:
    resources = getattr(pe, "DIRECTORY_ENTRY_RESOURCE", None)
    for kind in resources.entries if resources else ():
        if kind.id == _RT_MANIFEST:
            for name in kind.directory.entries:
                for language in name.directory.entries:
                    data = language.data.struct
                    return bytes(pe.get_data(data.OffsetToData, data.Size)).decode(
                        "utf-8-sig", "replace"
                    )
    return None
