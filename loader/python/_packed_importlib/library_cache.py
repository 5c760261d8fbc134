"""The folder of the user in which files lie that a program carries and the system has to open.

What a program needs of it is a set of files with a name of its own, which says what is in them.
Programs with the same set share it. A set appears when it is complete, and is repaired when
something has happened to it; any number of programs may do so at once, and each may end anywhere.
"""

from __future__ import annotations

import errno
import marshal
import os
import sys
import time

TYPE_CHECKING = False  # Importing typing takes longer than all of this.
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Protocol

    class CachedFile(Protocol):
        """A file of a set.

        Attributes:
            path: in the folder of the set, with slashes.
        """

        @property
        def path(self) -> str: ...

        def content(self) -> memoryview:
            """Returns its bytes; is not called while the file lies in the cache untouched."""


CACHE_VARIABLE = "RULES_PYTHON_EXECUTABLE_CACHE"
"""Environment variable: the folder that the sets are in."""

_FOLDER = "rules_python_executable"
_STAMPS = "stamps"
_TEMPORARY = ".tmp"

# Of Windows: WinBase.h, winerror.h.
_SYNCHRONIZE = 0x00100000
_ERROR_INVALID_PARAMETER = 87
"""There is no such process."""

_DELAYS = (0.01, 0.04, 0.2, 1.0) if sys.platform == "win32" else ()
"""Seconds after which what Windows has refused is tried again."""


class CacheError(Exception):
    """The cache cannot be used; says which folder and why."""


def _cache() -> str:
    """Returns the folder of all sets, which may not be there yet.

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


def cached_folder(name: str, files: Sequence[CachedFile]) -> str:
    """Returns the folder in which all files of a set lie, and are what they have to be.

    Args:
        name: of the set, by its content.
        files: all of them.

    Raises:
        CacheError: it is not there and cannot be made.
    """
    cache = _cache()
    folder = os.path.join(cache, name)
    try:
        _make_private_folder(cache)
        _check_executable(cache)
        if not os.path.isdir(folder):
            _fill(cache, folder, files)
        _repair(folder, files)
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


def _fill(cache: str, folder: str, files: Sequence[CachedFile]) -> None:
    """Writes all files to a folder that gets its name when it is complete."""
    _remove_abandoned(cache)
    temporary = f"{folder}.{os.getpid()}{_TEMPORARY}"
    _remove(temporary)
    try:
        os.mkdir(temporary, 0o700)
        for file in files:
            path = os.path.join(temporary, *file.path.split("/"))
            os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
            _write_file(path, file.content())
        _write_stamps(temporary, files)
        _patiently(_name_folder, temporary, folder)
    except OSError:
        _remove(temporary)
        # Another process may have been faster.
        if not os.path.isdir(folder):
            raise


def _write(descriptor: int, content: memoryview) -> None:
    while content:
        content = content[os.write(descriptor, content) :]


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


def _stamps(folder: str, files: Sequence[CachedFile]) -> dict[str, tuple[int, ...] | None]:
    return {file.path: _stamp(os.path.join(folder, *file.path.split("/"))) for file in files}


def _write_stamps(folder: str, files: Sequence[CachedFile]) -> None:
    path = os.path.join(folder, _STAMPS)
    temporary = f"{path}.{os.getpid()}{_TEMPORARY}"
    _remove(temporary)
    _write_file(temporary, memoryview(marshal.dumps(_stamps(folder, files))))
    _patiently(_replace, temporary, path)


def _read_stamps(folder: str) -> object:
    try:
        with open(os.path.join(folder, _STAMPS), "rb") as stamps:
            return marshal.loads(stamps.read())
    except (OSError, ValueError, EOFError, TypeError):
        return None


def _repair(folder: str, files: Sequence[CachedFile]) -> None:
    """Makes sure that each file is what it has to be.

    Files that nobody has touched since they were written are taken for right; the content of others
    is compared, and they are written again if it differs.
    """
    now = _stamps(folder, files)
    if now == _read_stamps(folder):
        return
    for file in files:
        path = os.path.join(folder, *file.path.split("/"))
        if now[file.path] is None or not _is_equal(path, file.content()):
            os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
            _remove_abandoned(os.path.dirname(path))
            temporary = f"{path}.{os.getpid()}{_TEMPORARY}"
            _remove(temporary)
            _write_file(temporary, file.content())
            _patiently(_replace, temporary, path)
    _write_stamps(folder, files)


def _is_equal(path: str, content: memoryview) -> bool:
    try:
        with open(path, "rb") as file:
            return file.read() == content
    except OSError:
        return False


def _remove_abandoned(folder: str) -> None:
    """Removes what processes left behind that ended before they were done."""
    for name in os.listdir(folder):
        if not name.endswith(_TEMPORARY):
            continue
        number = name[: -len(_TEMPORARY)].rpartition(".")[2]
        if number.isdigit() and not _is_running(int(number)):
            _remove(os.path.join(folder, name))


def _is_running(process: int) -> bool:
    if sys.platform == "win32":
        return _is_running_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _is_running_on_windows(process: int) -> bool:
    import _winapi

    try:  # Not os.kill(), which would end it.
        handle = _winapi.OpenProcess(_SYNCHRONIZE, False, process)
    except OSError as error:
        return error.winerror != _ERROR_INVALID_PARAMETER
    try:
        return _winapi.WaitForSingleObject(handle, 0) == _winapi.WAIT_TIMEOUT
    finally:
        _winapi.CloseHandle(handle)


def _patiently(function: Callable[[str, str], None], source: str, target: str) -> None:
    """Calls a function that gives a file or folder another name.

    Windows refuses that while anybody has one of the files open, as programs do that look for
    viruses in what is new.
    """
    for delay in _DELAYS:
        try:
            function(source, target)
            return
        except PermissionError:
            time.sleep(delay)
    function(source, target)


def _name_folder(source: str, target: str) -> None:
    if os.path.isdir(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target)
    os.rename(source, target)


def _replace(source: str, target: str) -> None:
    try:
        os.replace(source, target)
    except PermissionError:
        if sys.platform != "win32":
            raise
        # Somebody has loaded the library, which may have another name then but not go away.
        aside = f"{target}.old.{os.getpid()}{_TEMPORARY}"
        os.rename(target, aside)
        try:
            os.rename(source, target)
        except FileExistsError:  # Another process has been faster.
            _remove(source)
        _remove(aside)


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
