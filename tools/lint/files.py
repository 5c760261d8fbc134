"""Which files are checked: those that git tracks, or would if they were added."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

from tools.bazelw import process
from tools.bazelw.failure import ExitCode, Failure


def tracked_files(root: Path, wanted: Callable[[str], bool]) -> list[str]:
    """Gives the files of the repository `root`, relative to it, whose name is `wanted`.

    Raises:
        Failure: git does not know the repository, or there is no such file.
    """
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listing = process.run(command, folder=root)
    except process.ToolFailed as error:
        raise Failure(
            ExitCode.SETTINGS,
            f"cannot list the files of {root} ({process.complaint(error.output)})",
            "run it in a git clone",
        ) from error
    files = [
        name
        for name in listing.split("\0")
        if name and wanted(name.rpartition("/")[2]) and (root / name).is_file()
    ]
    if not files:
        raise Failure(ExitCode.SETTINGS, f"{root} has no files to check", "run it in a git clone")
    return sorted(files)
