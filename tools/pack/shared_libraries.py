"""The list of packed shared libraries, which the loader's `shared_libraries.py` reads."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from tools.common.errors import ToolError
from tools.pack.elf_needed import is_elf, needed_libraries
from tools.packed_resources.blob import BesideBlob, FileBlob
from tools.pe.image import is_image
from tools.pe.linkage import imported_libraries
from tools.pe.visual_cpp_runtime import PACKAGE, is_module_of_package, is_runtime_library

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
    missing: tuple[str, ...]
    """File names of those that it needs and that are not packed."""


@dataclass(frozen=True)
class SharedLibraryList:
    """What follows from the shared libraries that are there.

    Attributes:
        text: the list, to be packed.
        unused: paths of libraries that need not be packed: what no other library needs of the
            runtime of Visual C++.
    """

    text: bytes
    unused: frozenset[str]


def list_shared_libraries(
    files: Mapping[str, FileBlob | BesideBlob], *, are_beside: bool = False
) -> SharedLibraryList:
    """Lists shared libraries.

    Args:
        files: the shared libraries by their packed paths.
        are_beside: whether they will lie beside the executable.

    Raises:
        ToolError: a library is damaged, libraries need each other, or the runtime of Visual C++ is
            needed and is not there.
    """
    libraries = _libraries(files)
    unused = _unused(libraries)
    for path in unused:
        del libraries[path]
    _check_runtime(libraries)
    name = hashlib.sha256()
    for path, library in sorted(libraries.items()):
        name.update(f"{path}\0{len(library.content)}\0".encode() + library.content)
    total = sum(len(library.content) for library in libraries.values())
    in_memory = (
        total <= _MEMORY_LIMIT
        and all(is_elf(library.content) for library in libraries.values())
        and not any(library.needed for library in libraries.values())
    )
    place = "beside" if are_beside else "memory" if in_memory else "cache"
    lines = [name.hexdigest(), place]
    lines += ["\t".join((path, *libraries[path].needed)) for path in _in_order(libraries)]
    return SharedLibraryList("\n".join(lines).encode() + b"\n", unused)


def _libraries(files: Mapping[str, FileBlob | BesideBlob]) -> dict[str, _Library]:
    by_file_name: dict[str, list[str]] = {}
    for path in sorted(files):
        by_file_name.setdefault(_key(posixpath.basename(path)), []).append(path)
    libraries = {}
    for path, file in files.items():
        content = b"".join(file.chunks())
        needed = []
        missing = []
        try:
            names = _needed_names(content)
        except ToolError as error:
            raise ToolError(f"{path}: {error}") from None
        for file_name in names:
            candidates = [other for other in by_file_name.get(_key(file_name), []) if other != path]
            if candidates:
                needed.append(max(candidates, key=lambda other: _nearness(path, other)))
            else:
                missing.append(file_name)
        libraries[path] = _Library(content, tuple(needed), tuple(missing))
    return libraries


def _key(file_name: str) -> str:
    """Returns what is the same for names that Windows takes for the same."""
    return file_name.lower() if file_name.lower().endswith((".dll", ".pyd")) else file_name


def _needed_names(content: bytes) -> list[str]:
    if is_elf(content):
        return needed_libraries(content)
    return imported_libraries(content) if is_image(content) else []


def _unused(libraries: Mapping[str, _Library]) -> frozenset[str]:
    """Returns the paths of what is of the runtime of Visual C++, and not needed by the others."""
    used: set[str] = set()

    def use(path: str) -> None:
        if path not in used:
            used.add(path)
            for needed in libraries[path].needed:
                use(needed)

    for path in libraries:
        file_name = posixpath.basename(path)
        if not is_runtime_library(file_name) and not is_module_of_package(file_name):
            use(path)
    return frozenset(libraries.keys() - used)


def _check_runtime(libraries: Mapping[str, _Library]) -> None:
    for path, library in sorted(libraries.items()):
        for file_name in library.missing:
            if is_runtime_library(file_name):
                raise ToolError(
                    f"{path}: needs {file_name}, of the runtime of Visual C++, which not every "
                    f"Windows has: add {PACKAGE} to the lock file, or the library to `data`"
                )


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
