"""Reads ELF files. The names of fields and tags are those of the System V ABI, chapters 4 and 5,
and of the Linux Standard Base, "Symbol Versioning"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from elftools.elf.elffile import ELFFile
from elftools.elf.gnuversions import GNUVerNeedSection, GNUVerSymSection
from elftools.elf.sections import SymbolTableSection

from tools.common.errors import ToolError
from tools.executable.facts import Executable, Library, Region, rights, shown_version

_ARCHITECTURES = {"EM_386": "x86", "EM_X86_64": "x86_64", "EM_AARCH64": "aarch64"}

_KINDS = {"ET_EXEC": "program", "ET_DYN": "shared library"}

_PF_X, _PF_W, _PF_R = 1, 2, 4

_DF_TEXTREL, _DF_BIND_NOW = 0x4, 0x8
_DF_1_NOW, _DF_1_PIE = 0x1, 0x08000000

_VERSYM_HIDDEN = 0x8000

_GLIBC_VERSION = re.compile(r"GLIBC_(\d+(?:\.\d+)*)")

_SYMBOL_SECTIONS = (".symtab", ".strtab", ".debug", ".zdebug", ".stab", ".gdb_index")
"""Sections that only linkers and debuggers read begin like these."""


@dataclass(frozen=True)
class ElfExecutable(Executable):
    """An ELF program or shared library.

    Attributes:
        interpreter: path of the dynamic loader; None if it is static.
        is_position_independent: whether the kernel chooses its address.
        stack_rights: rights of the main thread's stack; None if the file does not say, which means
            an executable stack.
        stack_size: what the file asks for the main thread's stack; 0 if it does not.
        has_relro: whether the dynamic loader takes the right to write tables of pointers away.
        binds_now: whether all symbols are bound at the start, so that these tables need no writing.
        has_text_relocations: whether the dynamic loader has to write into code.
        imports: names of the symbols that it takes from whoever has them, sorted; not those that
            may be missing.
        versions: `LIBRARY:VERSION` -> names of the symbols that it takes in that version; None if
            the file has versions but no section headers to read them by.
    """

    interpreter: str | None
    is_position_independent: bool
    stack_rights: str | None
    stack_size: int
    has_relro: bool
    binds_now: bool
    has_text_relocations: bool
    imports: tuple[str, ...]
    versions: dict[str, tuple[str, ...]] | None


def read_elf(content: bytes) -> ElfExecutable:
    """Reads an ELF file.

    Raises:
        ToolError: it is malformed.
    """
    try:
        return _read(ELFFile(BytesIO(content)), content)
    except Exception as error:  # the library lets whatever damage leads to through
        raise ToolError(f"malformed ELF file: {error or type(error).__name__}") from error


def glibc_version(version: str) -> tuple[int, ...] | None:
    """Returns the number in the name of a version of glibc, None for other names.

    `GLIBC_PRIVATE` and `GLIBC_ABI_DT_RELR` are such other names.
    """
    match = _GLIBC_VERSION.fullmatch(version.rpartition(":")[2])
    return tuple(map(int, match[1].split("."))) if match else None


def _read(elf: ELFFile, content: bytes) -> ElfExecutable:
    segments = list(elf.iter_segments())
    sections = list(elf.iter_sections())
    tags = [
        tag
        for segment in segments
        if segment["p_type"] == "PT_DYNAMIC"
        for tag in segment.iter_tags()
    ]
    numbers = {tag["d_tag"]: tag["d_val"] for tag in tags}
    flags, flags_1 = numbers.get("DT_FLAGS", 0), numbers.get("DT_FLAGS_1", 0)
    interpreters = [segment.get_interp_name() for segment in segments if _is(segment, "PT_INTERP")]
    stacks = [segment for segment in segments if _is(segment, "PT_GNU_STACK")]
    is_program = elf["e_type"] == "ET_EXEC" or bool(interpreters) or bool(flags_1 & _DF_1_PIE)
    versions = _versions(sections, "DT_VERNEED" in numbers)
    machine = elf["e_machine"]
    return ElfExecutable(
        format="ELF",
        architecture=_ARCHITECTURES.get(machine, str(machine)),
        kind="program" if is_program else _KINDS.get(elf["e_type"], str(elf["e_type"])),
        offset=0,
        size=len(content),
        needs=_needs(versions or {}, is_static=not interpreters and is_program),
        libraries=tuple(Library(tag.needed) for tag in tags if tag["d_tag"] == "DT_NEEDED"),
        exports=tuple(sorted({symbol.name for symbol in _dynamic_symbols(sections, defined=True)})),
        regions=tuple(
            _region(number, segment)
            for number, segment in enumerate(segments)
            if _is(segment, "PT_LOAD")
        ),
        symbols=tuple(
            section.name for section in sections if section.name.startswith(_SYMBOL_SECTIONS)
        ),
        run_paths=tuple(
            path
            for tag in tags
            if tag["d_tag"] in ("DT_RPATH", "DT_RUNPATH")
            for path in getattr(tag, tag["d_tag"][3:].lower()).split(":")
        ),
        interpreter=interpreters[0] if interpreters else None,
        is_position_independent=elf["e_type"] == "ET_DYN",
        stack_rights=_rights(stacks[0]["p_flags"]) if stacks else None,
        stack_size=stacks[0]["p_memsz"] if stacks else 0,
        has_relro=any(_is(segment, "PT_GNU_RELRO") for segment in segments),
        binds_now=bool(flags & _DF_BIND_NOW or flags_1 & _DF_1_NOW or "DT_BIND_NOW" in numbers),
        has_text_relocations=bool(flags & _DF_TEXTREL or "DT_TEXTREL" in numbers),
        imports=tuple(
            sorted(
                symbol.name
                for symbol in _dynamic_symbols(sections, defined=False)
                if symbol["st_info"]["bind"] == "STB_GLOBAL"
            )
        ),
        versions=versions,
    )


def _is(segment: Any, kind: str) -> bool:
    return bool(segment["p_type"] == kind)


def _rights(flags: int) -> str:
    return rights(bool(flags & _PF_R), bool(flags & _PF_W), bool(flags & _PF_X))


def _region(number: int, segment: Any) -> Region:
    return Region(
        name=f"segment {number}",
        offset=segment["p_offset"],
        size=segment["p_filesz"],
        address=segment["p_vaddr"],
        memory_size=segment["p_memsz"],
        rights=_rights(segment["p_flags"]),
    )


def _dynamic_symbols(sections: Iterable[Any], defined: bool) -> Iterable[Any]:
    """Yields the named symbols of `.dynsym` that the file defines, or those that it takes."""
    for section in sections:
        if isinstance(section, SymbolTableSection) and section["sh_type"] == "SHT_DYNSYM":
            for symbol in section.iter_symbols():
                if symbol.name and (symbol["st_shndx"] != "SHN_UNDEF") is defined:
                    yield symbol


def _versions(sections: list[Any], needs_versions: bool) -> dict[str, tuple[str, ...]] | None:
    """Returns `ElfExecutable.versions`.

    Args:
        sections: of the file.
        needs_versions: whether the dynamic loader finds versions in it.
    """
    needed = [section for section in sections if isinstance(section, GNUVerNeedSection)]
    of_symbols = [section for section in sections if isinstance(section, GNUVerSymSection)]
    tables = [
        section
        for section in sections
        if isinstance(section, SymbolTableSection) and section["sh_type"] == "SHT_DYNSYM"
    ]
    if not needed or not of_symbols or not tables:
        return None if needs_versions else {}
    names: dict[int, str] = {}
    symbols: dict[str, list[str]] = {}
    for library, versions in needed[0].iter_versions():
        for version in versions:
            name = f"{library.name}:{version.name}"
            names[version["vna_other"] & ~_VERSYM_HIDDEN] = name
            symbols[name] = []
    for number, symbol in enumerate(tables[0].iter_symbols()):
        # 0 and 1, "local" and "global", are shown as words: these have no version.
        index = of_symbols[0].get_symbol(number)["ndx"]
        if isinstance(index, int) and index & ~_VERSYM_HIDDEN in names:
            symbols[names[index & ~_VERSYM_HIDDEN]].append(symbol.name)
    return {name: tuple(sorted(symbols[name])) for name in sorted(symbols)}


def _needs(versions: dict[str, tuple[str, ...]], is_static: bool) -> str:
    if is_static:
        return "Linux"
    newest = max(filter(None, map(glibc_version, versions)), default=None)
    return "Linux" if newest is None else f"glibc {shown_version(newest)}"
