"""What bazelw tells its user, on the standard error stream."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

LINE_INTERVAL = 15.0
"""Seconds between two lines of progress where the stream is no terminal."""
REDRAW_INTERVAL = 0.3
"""Seconds between two drawings on a terminal."""


def megabytes(size: int) -> str:
    """Formats a number of bytes, e.g. `12 MB`."""
    return f"{size / 1e6:.0f} MB"


def folder_size(folder: Path) -> int:
    """Adds up the files below `folder` in bytes; files that vanish meanwhile do not count."""
    total = 0
    for base, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += os.lstat(os.path.join(base, name)).st_size  # noqa: PTH118 (hot loop)
    return total


class Progress:
    """Writes lines, and a moving one while a download grows."""

    def __init__(self, stream: TextIO | None = None, name: str = "bazelw") -> None:
        """Writes to `stream`, by default the standard error stream; `name` begins every line."""
        self._name = name
        self._stream = sys.stderr if stream is None else stream
        self._terminal = self._stream.isatty()
        self._mutex = threading.Lock()
        self._drawn = 0

    def say(self, text: str) -> None:
        """Writes one line."""
        with self._mutex:
            self._erase()
            self._stream.write(f"{self._name}: {text}\n")
            self._stream.flush()

    @contextlib.contextmanager
    def growing(self, text: str, folder: Path, total: int | None = None) -> Iterator[None]:
        """Shows how `folder` grows (towards `total` bytes, if known) while the body runs."""
        stop = threading.Event()
        began = time.monotonic()

        def watch() -> None:
            interval = REDRAW_INTERVAL if self._terminal else LINE_INTERVAL
            while not stop.wait(interval):
                size = folder_size(folder)
                amount = megabytes(size)
                if total:
                    percent = min(100, size * 100 // total)
                    amount = f"{percent}% of {megabytes(total)}"
                line = f"{text}: {amount}, {time.monotonic() - began:.0f} s"
                if self._terminal:
                    self._draw(line)
                else:
                    self.say(line)

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            stop.set()
            watcher.join()
            with self._mutex:
                self._erase()
                self._stream.flush()

    def _draw(self, line: str) -> None:
        line = f"{self._name}: {line}"[:79]
        with self._mutex:
            self._stream.write("\r" + line.ljust(self._drawn))
            self._stream.flush()
            self._drawn = len(line)

    def _erase(self) -> None:
        if self._drawn:
            self._stream.write("\r" + " " * self._drawn + "\r")
            self._drawn = 0
