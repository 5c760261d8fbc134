"""How bazelw fails: one line that says what is wrong and how to mend it, and an exit code."""

from __future__ import annotations

import enum
import errno


class ExitCode(enum.IntEnum):
    """bazelw's own exit codes, documented in docs/bazelw.md.

    All other codes come from Bazel, which itself uses 0 to 48; 70 to 72 belong to the executables
    that `bazelw run` starts.
    """

    SETTINGS = 64
    """An environment variable or `.bazelversion` has a value that cannot be used."""
    VERIFICATION = 65
    """Downloaded bytes are not the expected ones."""
    TOOL = 66
    """A program that bazelw needs is not installed, or fails."""
    DOWNLOAD = 69
    """Something could not be downloaded."""
    DISK = 73
    """The disk is full or the cache folder cannot be written."""
    NOT_AVAILABLE = 78
    """Nothing here provides the wanted version of Bazel."""
    INTERRUPTED = 130
    """Stopped by Ctrl-C."""


class Failure(Exception):
    """A failure the user can mend."""

    def __init__(self, exit_code: ExitCode, what: str, mend: str) -> None:
        """`what` went wrong (with the file, program or host concerned) and what `mend`s it."""
        super().__init__(f"{what}; {mend}")
        self.exit_code = exit_code
        self._what = what
        self._mend = mend

    def or_else(self, alternative: str) -> Failure:
        """Gives the same failure with another mend besides its own."""
        return Failure(self.exit_code, self._what, f"{self._mend}, or {alternative}")


def disk_failure(error: OSError, folder: str) -> Failure:
    """Turns an operating system's refusal to work below the cache `folder` into a failure."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        mend = "free some space or name a folder on another disk in BAZELW_CACHE, then run it again"
    else:
        mend = "make it a folder you can write in or name another one in BAZELW_CACHE"
    where = error.filename or folder
    return Failure(ExitCode.DISK, f"cannot use {where}: {error.strerror}", mend)
