"""Bytes that go into packed resources, in memory or still in a file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Union

from tools.packed_resources.format import Encoding, FormatError, checksum

_CHUNK_SIZE = 1 << 20


@dataclass(frozen=True)
class Blob:
    """Bytes in memory.

    Attributes:
        data: as they go into the file.
        encoding: what has to be undone to get the content.
        raw_size: size of the content; equals the size of `data` when it is stored.
    """

    data: bytes | memoryview
    encoding: Encoding
    raw_size: int

    @property
    def size(self) -> int:
        """Bytes it takes in the file."""
        return len(self.data)

    def chunks(self) -> Iterator[bytes | memoryview]:
        """Yields the bytes for the file."""
        yield self.data


def stored(data: bytes | memoryview) -> Blob:
    """Returns the blob whose content is `data`."""
    return Blob(data, Encoding.STORED, len(data))


@dataclass(frozen=True)
class FileBlob:
    """The content of a file on disk, read only when it is written.

    Attributes:
        path: the file.
        size: its size in bytes.
    """

    path: Path
    size: int

    @property
    def encoding(self) -> Encoding:
        """Files are stored as they are."""
        return Encoding.STORED

    @property
    def raw_size(self) -> int:
        """Size of the content."""
        return self.size

    def chunks(self) -> Iterator[bytes]:
        """Yields the content.

        Raises:
            FormatError: the file no longer has the size it had.
        """
        rest = self.size
        with self.path.open("rb") as file:
            while chunk := file.read(_CHUNK_SIZE):
                rest -= len(chunk)
                yield chunk
        if rest:
            raise FormatError(f"{self.path}: changed while it was being packed")


@dataclass(frozen=True)
class BesideBlob:
    """The content of a file that will lie beside the executable; nothing of it is packed.

    Attributes:
        file: the file.
    """

    file: FileBlob

    @property
    def encoding(self) -> Encoding:
        """Always the same."""
        return Encoding.BESIDE

    @property
    def size(self) -> int:
        """Bytes it takes in the packed file."""
        return 0

    @property
    def raw_size(self) -> int:
        """Size of the content."""
        return self.file.size

    def chunks(self) -> Iterator[bytes]:
        """Yields the content.

        Raises:
            FormatError: the file no longer has the size it had.
        """
        return self.file.chunks()


AnyBlob = Union[Blob, FileBlob, BesideBlob]


def blob_checksum(blob: AnyBlob) -> int:
    """Returns the checksum by which a reader knows whether the bytes are still the same."""
    return checksum(blob.chunks())


def digest(blob: AnyBlob) -> bytes:
    """Returns a digest by which equal bytes are found."""
    # Much faster than SHA-256 where the interpreter has no OpenSSL.
    state = hashlib.blake2b(digest_size=32)
    for chunk in blob.chunks():
        state.update(chunk)
    return state.digest()
