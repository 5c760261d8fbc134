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
    """A C library that the package is given: one of `cc_deps`.

    Attributes:
        files: static libraries and object files: it, and what it needs.
        options: what the linker is to be told for them.
    """

    files: Sequence[Path]
    options: Sequence[str]


def find_libraries(
    names: Iterable[str],
    folders: Iterable[str],
    roots: Iterable[Path],
    given: Mapping[str, Library],
) -> Library:
    """Returns what `-l` names, without what the toolchain links anyway.

    Args:
        names: of the libraries.
        folders: where they may lie, those of `-L`.
        roots: folders that these lie in: nothing of the machine that builds.
        given: libraries that the package is given, by name.

    Raises:
        ToolError: there is no such library.
    """
    resolved = [root.resolve() for root in roots]
    folders = list(folders)
    files: list[Path] = []
    options: list[str] = []
    for name in names:
        candidates = [Path(folder, f"lib{name}.a") for folder in folders]
        own = [
            file
            for file in candidates
            if file.is_file() and any(root in file.resolve().parents for root in resolved)
        ]
        if own:
            files.append(own[0])
        elif name in given:
            files += given[name].files
            options += given[name].options
        elif name not in SYSTEM_LIBRARIES:
            raise ToolError(
                f"needs the C library {name}, which it does not bring along: name one in cc_deps"
            )
    return Library(list(dict.fromkeys(files)), options)
