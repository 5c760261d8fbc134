"""The C libraries that extension modules are linked with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.common.errors import ToolError

SYSTEM_LIBRARIES = frozenset(
    {"c", "c++", "dl", "gcc", "gcc_s", "m", "pthread", "rt", "stdc++", "util"}
)
"""What the toolchain links anyway, under whatever name the platform has it."""


@dataclass(frozen=True)
class Library:
    """A C library.

    Attributes:
        files: static libraries and object files: it, and what it needs.
        options: what the linker is to be told for them.
    """

    files: Sequence[Path]
    options: Sequence[str]


def find_library(
    name: str, folders: Iterable[str], roots: Iterable[Path], given: Mapping[str, Library]
) -> Library:
    """Returns what `-l` names; nothing, if the toolchain links it anyway.

    Args:
        name: of the library.
        folders: where it may lie, those of `-L`.
        roots: folders that these lie in: nothing of the machine that builds.
        given: libraries that the package is given, by name.

    Raises:
        ToolError: there is no such library.
    """
    resolved = [root.resolve() for root in roots]
    for folder in folders:
        file = Path(folder, f"lib{name}.a")
        if file.is_file() and any(root in file.resolve().parents for root in resolved):
            return Library([file], [])
    if name in given:
        return given[name]
    if name in SYSTEM_LIBRARIES:
        return Library([], [])
    raise ToolError(
        f"needs the C library {name}, which it does not bring along: name one in cc_deps"
    )
