"""Packed shared libraries: how the system's dynamic loader gets to open them.

`tools/pack` lists them (`LIST`), says whether memory is the place for them, and names the set by
its content. Memory (Linux only) is for a few small ones that do not need each other: each becomes
an anonymous file, and nothing is written anywhere. All others are in a folder of the cache, written
by the first program that needs it, in the places they have in the packed tree, so that libraries
find each other beside themselves. Where there is no folder to write to, memory has to do: libraries
are then opened after those that they need, which the dynamic loader knows by their names.
"""

from __future__ import annotations

import marshal
import os
import sys

import _packed_resources

TYPE_CHECKING = False  # Importing typing takes longer than all of this.
if TYPE_CHECKING:
    from collections.abc import Callable

LIST = "_packed_importlib/shared_libraries.txt"
"""Packed file: a line with the name of the set, one with `memory` or `cache`, and one for each
library with its path in the packed tree and those of the libraries it needs, with tabs between
them. Libraries come after those they need."""

CACHE_VARIABLE = "RULES_PYTHON_EXECUTABLE_CACHE"
"""Environment variable: the folder that cached libraries are in."""

_FOLDER = "rules_python_executable"
_STAMPS = "stamps"
_TEMPORARY = ".tmp"


class CacheError(Exception):
    """The cache cannot be used; says which folder and why."""


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


def _write(descriptor: int, content: memoryview) -> None:
    while content:
        content = content[os.write(descriptor, content) :]


# --- the cache ----------------------------------------------------------------------------------


def _cache() -> str:
    """Returns the folder of all cached libraries, which may not be there yet.

    Raises:
        CacheError: nothing says where it is.
    """
    named = os.environ.get(CACHE_VARIABLE)
    if named:
        if not os.path.isabs(named):
            raise CacheError(f"{CACHE_VARIABLE}={named}: not an absolute path")
        return named
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(base):  # Relative ones are to be ignored: XDG Base Directory.
            base = os.path.expanduser("~/.cache")
    if not os.path.isabs(base):
        raise CacheError("there is no home folder")
    return os.path.join(base, _FOLDER)


def cached_folder(name: str, libraries: list[Library]) -> str:
    """Returns the folder in which all libraries lie, and are what they have to be.

    Args:
        name: of the set of libraries, by its content.
        libraries: all of them.

    Raises:
        CacheError: it is not there and cannot be made.
    """
    cache = _cache()
    folder = os.path.join(cache, name)
    try:
        _make_private_folder(cache)
        _check_executable(cache)
        if not os.path.isdir(folder):
            _fill(cache, folder, libraries)
        _repair(folder, libraries)
    except OSError as error:
        raise CacheError(f"{error.filename or cache}: {error.strerror or error}") from None
    return folder


def _make_private_folder(cache: str) -> None:
    """Makes the folder of the cache, in which nobody else may write.

    Raises:
        CacheError: somebody else can.
        OSError: it cannot be made.
    """
    os.makedirs(cache, 0o700, exist_ok=True)
    if not hasattr(os, "geteuid"):
        return
    status = os.stat(cache)
    if status.st_uid != os.geteuid():
        raise CacheError(f"{cache}: belongs to another user")
    if status.st_mode & 0o022:
        raise CacheError(f"{cache}: others can write to it")


def _check_executable(cache: str) -> None:
    """Raises CacheError for a file system from which nothing can be run."""
    noexec = getattr(os, "ST_NOEXEC", 0)
    if noexec and os.statvfs(cache).f_flag & noexec:
        raise CacheError(f"{cache}: is mounted with noexec")


def _fill(cache: str, folder: str, libraries: list[Library]) -> None:
    """Writes all libraries to a folder that gets its name when it is complete."""
    _remove_abandoned(cache)
    temporary = f"{folder}.{os.getpid()}{_TEMPORARY}"
    _remove(temporary)
    try:
        os.mkdir(temporary, 0o700)
        for library in libraries:
            path = os.path.join(temporary, *library.path.split("/"))
            os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
            _write_file(path, library.content())
        _write_stamps(temporary, libraries)
        os.rename(temporary, folder)
    except OSError:
        _remove(temporary)
        # Another process may have been faster.
        if not os.path.isdir(folder):
            raise


def _write_file(path: str, content: memoryview) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o700)
    try:
        _write(descriptor, content)
    finally:
        os.close(descriptor)


def _stamp(path: str) -> tuple[int, ...] | None:
    """Returns what changes when a file changes; None if there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def _stamps(folder: str, libraries: list[Library]) -> dict[str, tuple[int, ...] | None]:
    return {
        library.path: _stamp(os.path.join(folder, *library.path.split("/")))
        for library in libraries
    }


def _write_stamps(folder: str, libraries: list[Library]) -> None:
    path = os.path.join(folder, _STAMPS)
    temporary = f"{path}.{os.getpid()}{_TEMPORARY}"
    _remove(temporary)
    _write_file(temporary, memoryview(marshal.dumps(_stamps(folder, libraries))))
    os.replace(temporary, path)


def _read_stamps(folder: str) -> object:
    try:
        with open(os.path.join(folder, _STAMPS), "rb") as file:
            return marshal.loads(file.read())
    except (OSError, ValueError, EOFError, TypeError):
        return None


def _repair(folder: str, libraries: list[Library]) -> None:
    """Makes sure that each library is what it has to be.

    Files that nobody has touched since they were written are taken for right; the content of others
    is compared, and they are written again if it differs.
    """
    now = _stamps(folder, libraries)
    if now == _read_stamps(folder):
        return
    for library in libraries:
        path = os.path.join(folder, *library.path.split("/"))
        if now[library.path] is None or not _is_equal(path, library.content()):
            os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
            temporary = f"{path}.{os.getpid()}{_TEMPORARY}"
            _remove(temporary)
            _write_file(temporary, library.content())
            os.replace(temporary, path)
    _write_stamps(folder, libraries)


def _is_equal(path: str, content: memoryview) -> bool:
    try:
        with open(path, "rb") as file:
            return file.read() == content
    except OSError:
        return False


def _remove_abandoned(cache: str) -> None:
    """Removes what processes left behind that ended before they were done."""
    for name in os.listdir(cache):
        if not name.endswith(_TEMPORARY):
            continue
        number = name[: -len(_TEMPORARY)].rpartition(".")[2]
        if number.isdigit() and not _is_running(int(number)):
            _remove(os.path.join(cache, name))


def _is_running(process: int) -> bool:
    if sys.platform == "win32":
        return True  # os.kill() would end it.
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _remove(path: str) -> None:
    """Removes a file or folder, if it is there and as far as that is possible."""
    for folder, folders, files in os.walk(path, topdown=False):
        for name in files:
            _ignore_errors(os.unlink, os.path.join(folder, name))
        for name in folders:
            _ignore_errors(os.rmdir, os.path.join(folder, name))
    _ignore_errors(os.rmdir if os.path.isdir(path) else os.unlink, path)


def _ignore_errors(function: Callable[[str], None], path: str) -> None:
    try:
        function(path)
    except OSError:
        pass
