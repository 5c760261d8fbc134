"""Makes executables of Debian run from a folder, with the libraries of that folder only."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from tools.bazelw import process
from tools.bazelw.failure import ExitCode, Failure


def is_elf(file: Path) -> bool:
    """Says whether a file is an ELF file."""
    with file.open("rb") as stream:
        return stream.read(4) == b"\x7fELF"


def relocate(files: Iterable[Path], patchelf: Path, linker: Path) -> list[Path]:
    """Lets the dynamic executables among `files` use `linker` and the libraries beside it.

    The library path goes in as DT_RPATH: unlike DT_RUNPATH it also holds for the libraries'
    own libraries. Entries relative to `$ORIGIN` are kept.

    Returns:
        the relocated files.

    Raises:
        Failure: a library would still come from elsewhere.
    """
    libraries = linker.parent
    done = []
    for file in sorted({Path(os.path.realpath(file)) for file in files}):
        if not file.is_file() or not is_elf(file):
            continue
        try:
            process.run([patchelf, "--print-interpreter", file])
        except process.ToolFailed:  # linked statically
            continue
        file.chmod(0o755)
        old_path = process.run([patchelf, "--print-rpath", file]).strip().split(":")
        path = [entry for entry in old_path if entry.startswith("$ORIGIN")] + [str(libraries)]
        process.run(
            [
                patchelf,
                "--set-interpreter",
                linker,
                "--force-rpath",
                "--set-rpath",
                ":".join(path),
                file,
            ]
        )
        done.append(file)
    for file in done:
        _check(file, linker)
    return done


def _check(file: Path, linker: Path) -> None:
    """Proves that all libraries of `file` are beside the linker or beside the file."""
    allowed = tuple(
        str(Path(os.path.realpath(folder))) + "/" for folder in (linker.parent, file.parent.parent)
    )
    listing = process.run([linker, "--list", file])
    for line in strangers(listing, allowed):
        raise Failure(
            ExitCode.NOT_AVAILABLE,
            f"{file.name} of Debian needs a library that is not in the packages here ({line})",
            "report this",
        )


def strangers(listing: str, allowed: tuple[str, ...]) -> list[str]:
    """Gives the lines of a dynamic linker's `listing` that name a library elsewhere."""
    lines = []
    for line in listing.splitlines():
        match = re.match(r"\s*(\S+) => (.*?)(?: \(0x[0-9a-f]+\))?$", line)
        if match and not os.path.realpath(match[2]).startswith(allowed):
            lines.append(line.strip())
    return lines
