"""What tests look at in a linked ELF file (64 bits, little endian)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from pathlib import Path

_PT_LOAD, _PT_DYNAMIC, _PT_INTERP = 1, 2, 3
_DT_NEEDED, _DT_STRTAB = 1, 5
_DT_VERNEED, _DT_VERNEEDNUM = 0x6FFFFFFE, 0x6FFFFFFF


@dataclass
class ElfFile:
    """A linked file, as the dynamic loader sees it.

    Attributes:
        machine: `e_machine`: 62 is x86_64, 183 aarch64.
        is_static: there is no dynamic loader in it.
        needed: names of the shared libraries it needs.
        versions: versions of symbols it needs, as `GLIBC_2.17`.
        undefined: names of the symbols it takes from shared libraries.
        sections: names of its sections.
    """

    machine: int
    is_static: bool
    needed: list[str] = field(default_factory=list)
    versions: set[str] = field(default_factory=set)
    undefined: set[str] = field(default_factory=set)
    sections: list[str] = field(default_factory=list)


def read_elf(path: Path) -> ElfFile:
    """Reads a linked file.

    Raises:
        ValueError: it is no ELF file.
    """
    data = path.read_bytes()
    if data[:6] != b"\x7fELF\x02\x01":
        raise ValueError(f"{path}: not a 64-bit ELF file")
    (machine,) = struct.unpack_from("<H", data, 18)
    phoff, shoff = struct.unpack_from("<QQ", data, 32)
    phnum, _, shnum, shstrndx = struct.unpack_from("<4H", data, 56)

    headers = [struct.unpack_from("<IIQQQQ", data, phoff + 56 * i) for i in range(phnum)]
    loads = [
        (vaddr, offset, size) for kind, _, offset, vaddr, _, size in headers if kind == _PT_LOAD
    ]
    kinds = {kind: offset for kind, _, offset, *_ in headers}
    elf = ElfFile(machine=machine, is_static=_PT_INTERP not in kinds)

    def text(offset: int) -> str:
        return data[offset : data.index(b"\0", offset)].decode()

    def at(address: int) -> int:
        for vaddr, offset, size in loads:
            if vaddr <= address < vaddr + size:
                return address - vaddr + offset
        raise ValueError(f"{path}: address {address:#x} is not in the file")

    sections = [struct.unpack_from("<IIQQQQIIQQ", data, shoff + 64 * i) for i in range(shnum)]
    names = sections[shstrndx][4]
    elf.sections = [text(names + section[0]) for section in sections]

    if _PT_DYNAMIC not in kinds:
        return elf
    entries: list[tuple[int, int]] = []
    offset = kinds[_PT_DYNAMIC]
    while not entries or entries[-1][0] != 0:
        entries.append(struct.unpack_from("<QQ", data, offset))
        offset += 16
    dynamic = dict(entries)
    strings = at(dynamic[_DT_STRTAB])
    elf.needed = [text(strings + value) for tag, value in entries if tag == _DT_NEEDED]

    if _DT_VERNEED in dynamic:
        offset = at(dynamic[_DT_VERNEED])
        for _ in range(dynamic[_DT_VERNEEDNUM]):
            _, count, _, aux, following = struct.unpack_from("<HHIII", data, offset)
            version = offset + aux
            for _ in range(count):
                _, _, _, name, next_version = struct.unpack_from("<IHHII", data, version)
                elf.versions.add(text(strings + name))
                version += next_version
            offset += following

    for section in sections:
        if section[1] == 11:  # SHT_DYNSYM
            for symbol in range(section[4], section[4] + section[5], 24):
                name, _, _, index = struct.unpack_from("<IBBH", data, symbol)
                if index == 0 and name != 0:
                    elf.undefined.add(text(strings + name))
    return elf
