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
    """The folder in which bazelw stores everything. Only the holder of the lock changes it."""

    def __init__(self, folder: Path) -> None:
        """Uses `folder`; creates nothing yet."""
        self.folder = folder
        self.downloads = folder / "downloads"
        """Packages and wheels on their way into a prefix; verified again before every use."""
        self.work = folder / "work"
        """What the holder of the lock is working on; downloads go to `work/download/*`."""
        self.distdir = folder / "distdir"
        """Source tarballs under the names by which Bazel looks for them."""
        self.repository_cache = folder / "repository_cache"
        """Bazel's cache of downloads."""

    def prefix(self, key: str) -> Path:
        """The folder of the assembled Bazel `key`. Its files hold this path, so it never moves."""
        return self.folder / "bazel" / key

    @contextlib.contextmanager
    def locked(self, progress: Progress) -> Iterator[None]:
        """Waits until no other bazelw prepares anything, then keeps the others waiting.

        The lock dies with its holder. What a killed holder downloaded is kept, the rest removed.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("a+", encoding="ascii") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                holder = lock.read().strip() or "unknown"
                progress.say(f"another bazelw (process {holder}) is preparing Bazel; waiting")
                fcntl.flock(lock, fcntl.LOCK_EX)
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            self._clear_work()
            self.work.mkdir()
            try:
                yield
            finally:
                self._clear_work()

    def _clear_work(self) -> None:
        # A killed bazelw may have left tools that still write here: they get the old folder's
        # files, now nameless, and harm nobody.
        if not self.work.exists():
            return
        for file in self.work.glob("download/*/*.deb"):
            self.downloads.mkdir(exist_ok=True)
            file.replace(self.downloads / file.name)
        grave = Path(tempfile.mkdtemp(prefix="removing-", dir=self.folder))
        self.work.replace(grave / "work")
        for old in self.folder.glob("removing-*"):
            shutil.rmtree(old, ignore_errors=True)


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
