"""Packed files and folders for `importlib.resources`."""

from __future__ import annotations

import contextlib
import io
import os
import posixpath
import tempfile
from collections.abc import Iterator
from importlib.resources import as_file
from importlib.resources.abc import Traversable, TraversableResources
from pathlib import Path, PurePosixPath
from typing import Any

import _packed_resources

from _packed_importlib.file_system import PackedFile


class PackedPath(Traversable):
    """A path in the packed tree of the executable, whether something is there or not.

    Behaves like a read-only `pathlib.Path`. Where packed files are visible, `open` and `os` take it
    as well, and it has the other methods of `pathlib.Path`, which give such paths.

    Args:
        path: relative to the root of the tree, with '/' between its parts, or whatever the system
            takes for a separator. May contain '.' and '..'; what leaves the tree does not exist.
    """

    __slots__ = ("_path",)

    def __init__(self, path: str = "") -> None:
        normal = posixpath.normpath(path.replace(os.sep, "/")) if path else ""
        self._path = "" if normal == "." else normal

    def __str__(self) -> str:
        below = self._path.replace("/", os.sep)
        return f"{_packed_resources.root}{os.sep}{below}" if below else _packed_resources.root

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._path!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PackedPath) and self._path == other._path

    def __lt__(self, other: object) -> bool:
        return self._path < other._path if isinstance(other, PackedPath) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._path)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or not _packed_resources.files_are_visible:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return getattr(Path(str(self)), name)

    @property
    def name(self) -> str:
        """The last part of the path; for the root that of the executable."""
        return str(self).rpartition(os.sep)[2]

    @property
    def stem(self) -> str:
        """The name without its last suffix."""
        return PurePosixPath(self._path).stem

    @property
    def suffix(self) -> str:
        """The last suffix of the name, with its dot, or ''."""
        return PurePosixPath(self._path).suffix

    @property
    def suffixes(self) -> list[str]:
        """All suffixes of the name."""
        return PurePosixPath(self._path).suffixes

    @property
    def parent(self) -> PackedPath:
        """The folder it is in; the root is in itself."""
        return type(self)(posixpath.dirname(self._path))

    def exists(self) -> bool:
        """Tells whether a file or folder is there."""
        return _packed_resources.kind(self._path) is not None

    def is_dir(self) -> bool:
        """Tells whether a folder is there."""
        return _packed_resources.kind(self._path) == "directory"

    def is_file(self) -> bool:
        """Tells whether a file is there."""
        return _packed_resources.kind(self._path) == "file"

    def iterdir(self) -> Iterator[PackedPath]:
        """Yields what is in the folder.

        Raises:
            OSError: it is no folder.
        """
        for name in _packed_resources.list_directory(self._path):
            yield self.joinpath(name)

    def joinpath(self, *descendants: str | os.PathLike[str]) -> PackedPath:
        """Returns the path of something below this one."""
        return type(self)(posixpath.join(self._path, *map(os.fspath, descendants)))

    __truediv__ = joinpath

    def open(self, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        """Opens the file for reading.

        Args:
            mode: 'r' for text, 'rb' for bytes.
            *args: for text, those of `io.TextIOWrapper`.
            **kwargs: like `args`.

        Raises:
            OSError: it is no file.
            ValueError: another mode, or arguments with 'rb'.
        """
        if mode not in ("r", "rb", "rt"):
            raise ValueError(f"packed files can only be read, not opened with mode {mode!r}")
        stream = io.BufferedReader(PackedFile(self._path, str(self)))
        if mode != "rb":
            encoding = io.text_encoding(kwargs.pop("encoding", None)) if not args else args[0]
            return io.TextIOWrapper(stream, encoding, *args[1:], **kwargs)
        if args or kwargs:
            raise ValueError("a file opened for bytes takes no encoding arguments")
        return stream

    def read_bytes(self) -> bytes:
        """Returns the content of the file.

        Raises:
            OSError: it is no file.
        """
        return bytes(_packed_resources.read(self._path))

    def read_text(self, encoding: str | None = None, errors: str | None = None) -> str:
        """Returns the content of the file as text, with universal newlines.

        Raises:
            OSError: it is no file.
            UnicodeDecodeError: it is not in that encoding.
        """
        with self.open("r", encoding=encoding, errors=errors) as stream:
            return stream.read()


if _packed_resources.files_are_visible:
    PackedPath.__fspath__ = PackedPath.__str__  # type: ignore[attr-defined]


class PackedReader(TraversableResources):
    """What `PackedLoader.get_resource_reader()` returns.

    Args:
        folder: path in the packed tree.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def files(self) -> PackedPath:
        """Returns the folder."""
        return PackedPath(self._folder)


def _copy(source: PackedPath, folder: Path) -> Path:
    """Copies a file or a whole folder into another folder; returns the path of the copy."""
    copy = folder / source.name
    if source.is_dir():
        copy.mkdir()
        for child in source.iterdir():
            _copy(child, copy)
    else:
        copy.write_bytes(source.read_bytes())
    return copy


@as_file.register(PackedPath)
@contextlib.contextmanager
def _as_file(path: PackedPath) -> Iterator[Path]:
    """Gives a temporary copy, which has the same name, for those who look at names of files."""
    with tempfile.TemporaryDirectory() as folder:
        yield _copy(path, Path(folder))
