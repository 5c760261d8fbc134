"""What executables of every format have in common."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Library:
    """A shared library that an executable needs.

    Attributes:
        name: as the executable names it.
        is_optional: whether the executable starts without it.
    """

    name: str
    is_optional: bool = False


@dataclass(frozen=True)
class Region:
    """A part of the file that is mapped into memory with the same rights everywhere.

    Attributes:
        name: of the segment or section; for ELF, the number of its program header.
        offset: where it begins in the executable.
        size: bytes in the file.
        address: where it is mapped, relative to where the executable is.
        memory_size: bytes in memory; what exceeds `size` is zero.
        rights: which of `r`, `w` and `x` it is mapped with, in this order.
    """

    name: str
    offset: int
    size: int
    address: int
    memory_size: int
    rights: str

    def contains(self, offset: int, size: int) -> bool:
        """Tells whether a range of the file lies in it."""
        return self.offset <= offset and offset + size <= self.offset + self.size


@dataclass(frozen=True)
class Executable:
    """A program or shared library.

    Attributes:
        format: `ELF`, `Mach-O` or `PE`.
        architecture: `x86_64`, `aarch64`, or what the format calls another one.
        kind: `program`, `shared library`, or what the format calls something else.
        offset: where it begins in the file; not 0 in a universal binary only.
        size: its size in bytes.
        needs: what it asks of the system, for people: `glibc 2.17`, `macOS 11.0`.
        libraries: the shared libraries it needs, in the order of the file.
        exports: names of the symbols it offers to what is loaded later, sorted; for Mach-O without
            the underscore in front of C's names.
        regions: what is mapped of it.
        symbols: what of it only debuggers read: names of sections and tables.
        run_paths: folders it looks for shared libraries in, besides the system's.
    """

    format: str
    architecture: str
    kind: str
    offset: int
    size: int
    needs: str
    libraries: tuple[Library, ...]
    exports: tuple[str, ...]
    regions: tuple[Region, ...]
    symbols: tuple[str, ...]
    run_paths: tuple[str, ...]


def rights(readable: bool, writable: bool, executable: bool) -> str:
    """Returns rights as `Region.rights` has them."""
    return "r" * readable + "w" * writable + "x" * executable


def shown_version(version: tuple[int, ...]) -> str:
    """Returns a version as people write it."""
    return ".".join(map(str, version))
