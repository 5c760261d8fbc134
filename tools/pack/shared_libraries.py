"""The list of packed shared libraries, which the loader's `shared_libraries.py` reads."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from tools.common.errors import ToolError
from tools.pack.elf_needed import is_elf, needed_libraries
from tools.packed_resources.blob import FileBlob

LIST = "_packed_importlib/shared_libraries.txt"
"""Where it is packed."""

_MEMORY_LIMIT = 8 << 20
"""Bytes of shared libraries that a program may copy into memory at each start: 2 ms."""

_SHARED_LIBRARY = re.compile(r"\.(?:so(?:\.[0-9]+)*|pyd|dll|dylib)\Z", re.IGNORECASE)


def is_shared_library(path: str) -> bool:
    """Whether a file is one by its name."""
    return _SHARED_LIBRARY.search(path) is not None


@dataclass(frozen=True)
class _Library:
    content: bytes
    needed: tuple[str, ...]
    """Packed paths."""


def shared_library_list(files: Mapping[str, FileBlob]) -> bytes:
    """Returns the content of the list.

    Args:
        files: the shared libraries by their packed paths.

    Raises:
        ToolError: a library is damaged, or libraries need each other.
    """
    libraries = _libraries(files)
    name = hashlib.sha256()
    for path, library in sorted(libraries.items()):
        name.update(f"{path}\0{len(library.content)}\0".encode() + library.content)
    total = sum(len(library.content) for library in libraries.values())
    in_memory = (
        total <= _MEMORY_LIMIT
        and all(is_elf(library.content) for library in libraries.values())
        and not any(library.needed for library in libraries.values())
    )
    lines = [name.hexdigest(), "memory" if in_memory else "cache"]
    lines += ["\t".join((path, *libraries[path].needed)) for path in _in_order(libraries)]
    return "\n".join(lines).encode() + b"\n"


def _libraries(files: Mapping[str, FileBlob]) -> dict[str, _Library]:
    by_file_name: dict[str, list[str]] = {}
    for path in sorted(files):
        by_file_name.setdefault(posixpath.basename(path), []).append(path)
    libraries = {}
    for path, file in files.items():
        content = b"".join(file.chunks())
        needed = []
        if is_elf(content):
            try:
                names = needed_libraries(content)
            except ToolError as error:
                raise ToolError(f"{path}: {error}") from None
            for file_name in names:
                candidates = [other for other in by_file_name.get(file_name, []) if other != path]
                if candidates:
                    needed.append(max(candidates, key=lambda other: _nearness(path, other)))
        libraries[path] = _Library(content, tuple(needed))
    return libraries


def _nearness(path: str, other: str) -> int:
    """How many letters two paths have in common at their beginning: wheels keep to themselves."""
    return len(posixpath.commonprefix([path, other]))


def _in_order(libraries: Mapping[str, _Library]) -> list[str]:
    """Returns the paths, each after those it needs."""
    order: dict[str, None] = {}

    def visit(path: str, above: tuple[str, ...]) -> None:
        if path in above:
            raise ToolError(f"{path}: needs a shared library that needs it")
        if path not in order:
            for needed in libraries[path].needed:
                visit(needed, (*above, path))
            order[path] = None

    for path in sorted(libraries):
        visit(path, ())
    return list(order)
