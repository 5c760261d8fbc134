"""What `os` and `open()` say about packed files: loader/overlay calls these functions.

Each takes a path in the packed tree at which something is, and then the arguments of the function
that it answers for, the first of which is the same path as the program gave it. The packed tree is
like a file system that is mounted read-only at the executable.
"""

from __future__ import annotations

import errno
import io
import os
import stat

import _packed_resources

TYPE_CHECKING = False  # Importing typing takes longer than all of this.
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO, Any, Union

    AnyPath = Union[str, bytes, "os.PathLike[str]", "os.PathLike[bytes]"]

# As in an ordinary installation: copies of packed files can be written to, and removed.
_FILE_MODE = stat.S_IFREG | 0o644
_DIRECTORY_MODE = stat.S_IFDIR | 0o755

_BLOCK_SIZE = 512


def _os_error(number: int, path: AnyPath) -> OSError:
    return OSError(number, os.strerror(number), path)


def exists(packed: str, path: AnyPath) -> bool:
    """Answers for `os.path.exists` and `os.path.lexists`."""
    return True


def is_directory(packed: str, path: AnyPath) -> bool:
    """Answers for `os.path.isdir`."""
    return _packed_resources.status(packed)[0]


def is_file(packed: str, path: AnyPath) -> bool:
    """Answers for `os.path.isfile`."""
    return not is_directory(packed, path)


def status(packed: str, path: AnyPath, **_: Any) -> os.stat_result:
    """Answers for `os.stat` and `os.lstat`: owner, device and times are those of the executable."""
    directory, size, number = _packed_resources.status(packed)
    try:
        executable = os.stat(_packed_resources.root)
    except OSError:  # It has been removed since it was started.
        executable = os.stat_result((0,) * 10)
    # The fields of the tuple, and by name those that depend on the system.
    result_type, (fields, others) = executable.__reduce__()
    mode = _DIRECTORY_MODE if directory else _FILE_MODE
    attributes = stat.FILE_ATTRIBUTE_DIRECTORY if directory else stat.FILE_ATTRIBUTE_ARCHIVE
    own = {
        "st_blocks": -(-size // _BLOCK_SIZE),
        "st_file_attributes": attributes,
        "st_flags": 0,
    }
    others.update((name, value) for name, value in own.items() if name in others)
    _, _, device, _, user, group, _, *times = fields
    return result_type((mode, number, device, 1, user, group, size, *times), others)


def access(packed: str, path: AnyPath, mode: int, **_: Any) -> bool:
    """Answers for `os.access`: everything can be read, folders entered, and nothing written."""
    if mode & os.W_OK:
        return False
    return not mode & os.X_OK or is_directory(packed, path)


def file_system_status(packed: str, path: AnyPath) -> os.statvfs_result:
    """Answers for `os.statvfs`, which `shutil.disk_usage` calls: that of the executable."""
    return os.statvfs(_packed_resources.root)


def list_attributes(packed: str, path: AnyPath, **_: Any) -> list[str]:
    """Answers for `os.listxattr`, which `shutil.copystat` calls."""
    return []


def copy_file(
    packed: str, existing_file_name: str, new_file_name: str, flags: int, *_: Any, **__: Any
) -> None:
    """Answers for `_winapi.CopyFile2`, which `shutil.copy2` is on Windows."""
    if is_directory(packed, existing_file_name):
        raise _os_error(errno.EACCES, existing_file_name)
    with open(new_file_name, "wb") as copy:
        copy.write(_packed_resources.read(packed))
    times = status(packed, existing_file_name)
    os.utime(new_file_name, ns=(times.st_atime_ns, times.st_mtime_ns))


def add_library_folder(packed: str, path: AnyPath) -> object:
    """Answers for `os.add_dll_directory`, which is there on Windows."""
    import nt

    from _packed_importlib import shared_libraries

    folder = shared_libraries.locate_folder(packed)
    # If there is no such folder, what the system says holds.
    return NotImplemented if folder is None else nt._add_dll_directory(folder)


def _names(packed: str, path: AnyPath) -> list[str]:
    """Returns the names in a folder; `path` is for the error."""
    if not is_directory(packed, path):
        raise _os_error(errno.ENOTDIR, path)
    names = _packed_resources.list_directory(packed)
    if packed == "":
        # importlib.metadata asks PackedFinder for these, and lists the entries of sys.path, of
        # which the executable is one: it would find them twice.
        return [name for name in names if not name.endswith((".dist-info", ".egg-info"))]
    return names


def list_names(packed: str, path: AnyPath) -> list[str] | list[bytes]:
    """Answers for `os.listdir`."""
    names = _names(packed, path)
    return list(map(os.fsencode, names)) if isinstance(os.fspath(path), bytes) else names


class PackedDirEntry(os.PathLike):
    """Something in a packed folder, as `os.scandir` yields it: like `os.DirEntry`.

    Args:
        packed: path in the packed tree.
        folder: path of the folder as the program gave it.
        name: its name, `str` or `bytes` as the folder's path is.

    Attributes:
        name: its name.
        path: the folder's path and the name.
    """

    __slots__ = ("_packed", "name", "path")

    def __init__(self, packed: str, folder: Any, name: Any) -> None:
        self._packed = packed
        self.name = name
        self.path = os.path.join(folder, name)

    def __fspath__(self) -> Any:
        return self.path

    def __repr__(self) -> str:
        return f"<DirEntry {self.name!r}>"

    def inode(self) -> int:
        """Returns the number that `stat()` has in `st_ino`."""
        return _packed_resources.status(self._packed)[2]

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        """Tells whether it is a folder."""
        return is_directory(self._packed, self.path)

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        """Tells whether it is a file."""
        return is_file(self._packed, self.path)

    def is_symlink(self) -> bool:
        """Returns False: nothing packed is a symbolic link."""
        return False

    def is_junction(self) -> bool:
        """Returns False: nothing packed is a junction."""
        return False

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        """Returns what `os.stat` does."""
        return status(self._packed, self.path)


class _Scan:
    """What `os.scandir` returns for a packed folder."""

    def __init__(self, entries: Iterator[PackedDirEntry]) -> None:
        self._entries = entries

    def __iter__(self) -> _Scan:
        return self

    def __next__(self) -> PackedDirEntry:
        return next(self._entries)

    def __enter__(self) -> _Scan:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the iteration."""
        self._entries = iter(())


def scan(packed: str, path: AnyPath) -> _Scan:
    """Answers for `os.scandir`."""
    folder = os.fspath(path)
    prefix = f"{packed}/" if packed else ""
    encode = os.fsencode if isinstance(folder, bytes) else str
    names = _names(packed, path)
    return _Scan(PackedDirEntry(prefix + name, folder, encode(name)) for name in names)


class PackedFile(io.RawIOBase):
    """A packed file that is open for reading, without a copy of it where it is not compressed.

    Who asks for its file descriptor gets that of a copy in memory, which is read from then on.
    Where the system has no such files, `fileno()` raises `io.UnsupportedOperation`, as that of
    `io.BytesIO` does.

    Args:
        packed: path in the packed tree.
        name: path as the program gave it.

    Attributes:
        name: the same.
        mode: always "rb".

    Raises:
        OSError: it is no file.
    """

    mode = "rb"

    def __init__(self, packed: str, name: str | bytes) -> None:
        self._content = _packed_resources.read(packed)
        self._position = 0
        self._copy: io.FileIO | None = None
        self.name = name

    def _check_open(self) -> None:
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def readable(self) -> bool:
        """Returns True."""
        self._check_open()
        return True

    def seekable(self) -> bool:
        """Returns True."""
        self._check_open()
        return True

    def fileno(self) -> int:
        """Returns the descriptor of a copy in memory, at the same position."""
        self._check_open()
        if self._copy is None:
            try:
                copy = io.FileIO(_packed_resources.memory_file(self._content))
            except OSError as error:
                raise io.UnsupportedOperation("fileno") from error
            copy.seek(self._position)
            self._copy = copy
        return self._copy.fileno()

    def close(self) -> None:
        """Closes it."""
        if self._copy is not None:
            self._copy.close()
        super().close()

    def _dealloc_warn(self, source: object) -> None:
        """Warns, as `io.FileIO` does, that `source`, the file object, has not been closed."""
        import warnings

        if not self.closed:
            warnings.warn(f"unclosed file {source!r}", ResourceWarning, stacklevel=2, source=source)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Moves the position, as every file does."""
        self._check_open()
        if self._copy is not None:
            return self._copy.seek(offset, whence)
        starts = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: len(self._content)}
        if whence not in starts or starts[whence] + offset < 0:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        self._position = starts[whence] + offset
        return self._position

    def tell(self) -> int:
        """Returns the position."""
        self._check_open()
        return self._position if self._copy is None else self._copy.tell()

    def readinto(self, buffer: Any) -> int:
        """Reads as many bytes as are there and fit; returns their number, 0 at the end."""
        self._check_open()
        if self._copy is not None:
            return self._copy.readinto(buffer)
        room = memoryview(buffer).cast("B")
        chunk = self._content[self._position : self._position + len(room)]
        room[: len(chunk)] = chunk
        self._position += len(chunk)
        return len(chunk)

    def readall(self) -> bytes:
        """Returns the rest of the file."""
        self._check_open()
        if self._copy is not None:
            return self._copy.readall()
        rest = bytes(self._content[self._position :])
        self._position += len(rest)
        return rest


def _open_copy(packed: str) -> int:
    """Returns the descriptor of a copy of a file, which can only be read.

    It is in memory or, where the system has no such files, in a temporary file that is gone when it
    is closed.

    Raises:
        OSError: no temporary file can be made.
    """
    content = _packed_resources.read(packed)
    try:
        return _packed_resources.memory_file(content)
    except OSError:
        import tempfile

        descriptor, path = tempfile.mkstemp()
    try:
        with open(descriptor, "wb") as copy:
            copy.write(content)
        if os.name == "nt":
            return os.open(path, os.O_RDONLY | os.O_BINARY | os.O_TEMPORARY)
        descriptor = os.open(path, os.O_RDONLY)
    except BaseException:
        os.unlink(path)
        raise
    os.unlink(path)
    return descriptor


def open_descriptor(packed: str, path: AnyPath, flags: int, *_: Any, **__: Any) -> int:
    """Answers for `os.open` with flags that read: returns the descriptor of a copy."""
    if is_directory(packed, path):
        return NotImplemented  # what the system says holds
    return _open_copy(packed)


def _check_is_file(packed: str, path: AnyPath) -> None:
    """Raises what `open` does if it is a folder."""
    if is_directory(packed, path):
        raise _os_error(errno.EACCES if os.name == "nt" else errno.EISDIR, path)


def open_raw_file(packed: str, file: AnyPath, *_: Any) -> int:
    """Answers for `io.FileIO` with a mode that reads: returns the descriptor of a copy."""
    _check_is_file(packed, file)
    return _open_copy(packed)


def open_file(
    packed: str,
    file: AnyPath,
    mode: str = "r",
    buffering: int = -1,
    encoding: str | None = None,
    errors: str | None = None,
    newline: str | None = None,
    closefd: bool = True,
    opener: None = None,
) -> IO[Any]:
    """Answers for `open` with a mode that reads; the arguments fit together."""
    _check_is_file(packed, file)
    raw = PackedFile(packed, os.fspath(file))
    if buffering == 0:
        if "b" not in mode:
            raise ValueError("can't have unbuffered text I/O")
        return raw  # type: ignore[return-value]
    stream = io.BufferedReader(raw, buffering if buffering > 1 else io.DEFAULT_BUFFER_SIZE)
    if "b" in mode:
        return stream
    text = io.TextIOWrapper(stream, io.text_encoding(encoding), errors, newline, buffering == 1)
    text.mode = mode
    return text
