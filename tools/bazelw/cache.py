"""The cache folder: what is stored where, by whom, and how it gets there in one piece."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools.bazelw.progress import Progress

COMPLETE = ".complete"
"""Name of the file that is made last in a folder; a folder without it is a torso."""


class Cache:
    """The folder in which everything is stored. Only the holder of the lock changes it."""

    def __init__(self, folder: Path) -> None:
        """Uses `folder`; creates nothing yet."""
        self.folder = folder
        self.downloads = folder / "downloads"
        """Packages and wheels on their way into a prefix; verified again before every use."""
        self.distdir = folder / "distdir"
        """Source tarballs under the names by which Bazel looks for them."""
        self.repository_cache = folder / "repository_cache"
        """Bazel's cache of downloads."""

    def prefix(self, key: str) -> Path:
        """The folder of the assembled Bazel `key`. Its files hold this path, so it never moves."""
        return self.folder / "bazel" / key

    @contextlib.contextmanager
    def locked(self, progress: Progress) -> Iterator[Path]:
        """Waits until no other process prepares anything here, then keeps the others waiting.

        Gives a work folder. The lock dies with its holder; packages that a killed holder left in
        `download/*` of its work folder are kept, the rest is removed.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("a+", encoding="ascii") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                holder = lock.read().strip() or "unknown"
                progress.say(f"another process ({holder}) is filling {self.folder}; waiting")
                fcntl.flock(lock, fcntl.LOCK_EX)
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            self._clear_work()
            # Tools that a killed bazelw has left running know its folder by name, so every holder
            # has one of its own.
            try:
                yield Path(tempfile.mkdtemp(prefix="work-", dir=self.folder))
            finally:
                self._clear_work()

    def _clear_work(self) -> None:
        for work in self.folder.glob("work-*"):
            for file in work.glob("download/*/*.deb"):
                self.downloads.mkdir(exist_ok=True)
                file.replace(self.downloads / file.name)
            shutil.rmtree(work, ignore_errors=True)


def sha256(file: Path) -> str:
    """Computes the SHA-256 of a file in hexadecimal."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def write_atomically(file: Path, content: bytes) -> None:
    """Writes a file so that nobody ever sees a part of it; makes its folder if need be."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".tmp-", dir=file.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        temporary.chmod(0o644)
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
