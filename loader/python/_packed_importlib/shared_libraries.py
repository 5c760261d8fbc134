"""Packed shared libraries: how the system's dynamic loader gets to open them.

`tools/pack` lists them (`LIST`), says whether memory is the place for them, and names the set by
its content. Memory (Linux only) is for a few small ones that do not need each other: each becomes
an anonymous file, and nothing is written anywhere. All others are in a folder of the cache, written
by the first program that needs it, in the places they have in the packed tree, so that libraries
find each other beside themselves. Where there is no folder to write to, memory has to do: libraries
are then opened after those that they need, which the dynamic loader knows by their names.
"""

from __future__ import annotations

import os
import sys

import _packed_resources

from _packed_importlib.library_cache import CACHE_VARIABLE, CacheError, cached_folder

LIST = "_packed_importlib/shared_libraries.txt"
"""Packed file: a line with the name of the set, one with `memory` or `cache`, and one for each
library with its path in the packed tree and those of the libraries it needs, with tabs between
them. Libraries come after those they need."""


class Library:
    """A packed shared library.

    Attributes:
        path: in the packed tree.
        needed: paths of those that it needs.
    """

    __slots__ = ("needed", "path")

    def __init__(self, path: str, needed: tuple[str, ...]) -> None:
        self.path = path
        self.needed = needed

    def content(self) -> memoryview:
        """Returns its bytes."""
        return memoryview(_packed_resources.read(self.path))


class _Libraries:
    """All packed shared libraries, and where those are that have been asked for."""

    def __init__(self) -> None:
        text = bytes(_packed_resources.read(LIST)).decode()
        self.name, self.place, *lines = text.splitlines()
        self.by_path: dict[str, Library] = {}
        for line in lines:
            path, *needed = line.split("\t")
            self.by_path[path] = Library(path, tuple(needed))
        self._folder: str | None = None
        self._in_memory: dict[str, str] = {}

    def locate(self, packed: str) -> str:
        """Returns a path by which the dynamic loader can open the library at a packed path."""
        if self.place == "cache" and self._folder is None:
            try:
                self._folder = cached_folder(self.name, list(self.by_path.values()))
            except CacheError as error:
                if sys.platform != "linux":
                    raise ImportError(
                        f"shared libraries cannot be unpacked: {error}; "
                        f"set {CACHE_VARIABLE} to a folder that can be written to"
                    ) from None
                _warn(
                    f"shared libraries are kept in memory: {error}; "
                    f"set {CACHE_VARIABLE} to a folder that can be written to"
                )
                self.place = "memory"
        if self._folder is not None:
            return os.path.join(self._folder, *packed.split("/"))
        return self._locate_in_memory(self.by_path[packed])

    def _locate_in_memory(self, library: Library) -> str:
        for needed in library.needed:
            if needed not in self._in_memory:
                _packed_resources.open_library(self._locate_in_memory(self.by_path[needed]))
        path = self._in_memory.get(library.path)
        if path is None:
            path = self._in_memory[library.path] = _anonymous_file(library)
        return path


_libraries: _Libraries | None = None


def locate(packed: str) -> str:
    """Returns a path by which the system's dynamic loader can open a packed shared library.

    Args:
        packed: its path in the packed tree.

    Raises:
        ImportError: there is no place to unpack it to.
    """
    global _libraries
    if _libraries is None:
        _libraries = _Libraries()
    return _libraries.locate(packed)


def is_library(packed: str) -> bool:
    """Tells whether a path in the packed tree is that of a shared library."""
    global _libraries
    if _libraries is None:
        if _packed_resources.kind(LIST) is None:
            return False
        _libraries = _Libraries()
    return packed in _libraries.by_path


def _warn(message: str) -> None:
    if sys.stderr is not None:
        print(f"{os.path.basename(_packed_resources.root)}: {message}", file=sys.stderr)


def _anonymous_file(library: Library) -> str:
    """Puts a library into memory; returns a path that holds as long as the process."""
    descriptor = _packed_resources.memory_file(library.content())
    # Left open: the dynamic loader takes files with one path for the same library.
    return f"/proc/self/fd/{descriptor}"
