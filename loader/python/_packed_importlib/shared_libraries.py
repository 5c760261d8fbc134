"""Packed shared libraries: how the system's dynamic loader gets to open them.

`tools/pack` lists them (`LIST`), says whether memory is the place for them, and names the set by
its content. Memory (Linux only) is for a few small ones that do not need each other: each becomes
an anonymous file, and nothing is written anywhere. All others are in a folder of the cache, written
by the first program that needs it, in the places they have in the packed tree, so that libraries
find each other beside themselves. Where there is no folder to write to, memory has to do: libraries
are then opened after those that they need, which the dynamic loader knows by their names.

With `layout = "directory"` they lie beside the executable: see `beside.py`.
"""

from __future__ import annotations

import os
import sys

import _packed_resources

from _packed_importlib.library_cache import CACHE_VARIABLE, CacheError, cached_folder

if sys.platform == "win32":
    from _packed_importlib import interpreter_libraries

LIST = "_packed_importlib/shared_libraries.txt"
"""Packed file: a line with the name of the set, one with `memory`, `cache` or `beside`, and one for
each library with its path in the packed tree and those of the libraries it needs, with tabs between
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
        self._folder = ""
        self._is_found = False
        self._in_memory: dict[str, str] = {}
        self._opened: set[str] = set()

    def locate(self, packed: str) -> str:
        """Returns a path by which the dynamic loader can open the library at a packed path."""
        library = self.by_path[packed]
        self._find_place()
        if self.place == "memory":
            return self._locate_in_memory(library)
        if self.place == "beside":
            self._check_beside(library)
        if sys.platform == "win32":
            self._open_needed(library)
        return self._on_disk(packed)

    def locate_folder(self, packed: str) -> str | None:
        """Returns the folder in which the libraries of a packed folder lie; None if none do."""
        if not any(path.startswith(packed + "/") for path in self.by_path):
            return None
        self._find_place()
        return None if self.place == "memory" else self._on_disk(packed)

    def _on_disk(self, packed: str) -> str:
        if self.place == "beside":
            from _packed_importlib import beside  # Not needed otherwise.

            return beside.path(packed)
        return os.path.join(self._folder, *packed.split("/"))

    def _find_place(self) -> None:
        """Makes sure that the libraries lie where their place is."""
        if self._is_found:
            return
        try:
            if sys.platform == "win32":
                interpreter_libraries.load()
            if self.place == "cache":
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
        self._is_found = True

    def _open_needed(self, library: Library) -> None:
        """Opens the libraries that one needs, which need not be where Windows looks for them.

        Windows takes a library that is loaded for each of its name, whatever its folder.
        """
        for path in library.needed:
            name = os.path.basename(path).lower()
            if name not in self._opened:
                self._opened.add(name)
                self._open_needed(self.by_path[path])
                _packed_resources.open_library(self._on_disk(path))

    def _check_beside(self, library: Library) -> None:
        """Makes sure that a library and those it needs are what they have to be."""
        from _packed_importlib import beside

        for needed in library.needed:
            self._check_beside(self.by_path[needed])
        beside.check(library.path)

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
    libraries = _all_libraries()
    if libraries is None:
        raise ImportError(f"no shared library is packed: {packed}")
    return libraries.locate(packed)


def locate_folder(packed: str) -> str | None:
    """Returns a folder in which the system's dynamic loader finds the libraries of a packed one.

    Args:
        packed: the folder's path in the packed tree.

    Returns:
        its path; None if there are no libraries below it, or no folder with them.

    Raises:
        ImportError: there is no place to unpack them to.
    """
    libraries = _all_libraries()
    return None if libraries is None else libraries.locate_folder(packed)


def is_library(packed: str) -> bool:
    """Tells whether a path in the packed tree is that of a shared library."""
    libraries = _all_libraries()
    return libraries is not None and packed in libraries.by_path


def _all_libraries() -> _Libraries | None:
    global _libraries
    if _libraries is None and _packed_resources.kind(LIST) is not None:
        _libraries = _Libraries()
    return _libraries


def _warn(message: str) -> None:
    if sys.stderr is not None:
        print(f"{os.path.basename(_packed_resources.root)}: {message}", file=sys.stderr)


def _anonymous_file(library: Library) -> str:
    """Puts a library into memory; returns a path that holds as long as the process."""
    descriptor = _packed_resources.memory_file(library.content())
    # Left open: the dynamic loader takes files with one path for the same library.
    return f"/proc/self/fd/{descriptor}"
