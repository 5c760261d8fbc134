"""What lies where in the folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from tools.common.errors import ToolError

LIBRARIES = "lib"
"""Folder of the shared libraries. As in the loader's `beside.py`."""


class Directory:
    """Files by their place in the folder.

    Args:
        ignores_case: whether the platform takes names for the same that differ in the case of
            letters only.
    """

    def __init__(self, *, ignores_case: bool) -> None:
        self._ignores_case = ignores_case
        self._files: dict[str, Path] = {}
        self._known: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def add(self, place: str, file: Path) -> None:
        """Adds a file.

        Args:
            place: its path in the folder, with slashes.
            file: what to copy there.

        Raises:
            ToolError: there is another file at its place, or in the place of one of its folders.
        """
        key = self._key(place)
        other = self._known.get(key) or self._folders.get(key)
        folders = place.split("/")[:-1]
        for depth in range(1, len(folders) + 1):
            folder = self._key("/".join(folders[:depth]))
            other = other or self._known.get(folder)
            self._folders.setdefault(folder, place)
        if other is not None:
            raise ToolError(f"{place} and {other} cannot both lie beside the executable")
        self._known[key] = place
        self._files[place] = file

    def _key(self, place: str) -> str:
        return place.casefold() if self._ignores_case else place

    def write(self, output: Path) -> None:
        """Copies all files.

        Args:
            output: the folder, empty or not there yet.
        """
        for place, file in sorted(self._files.items()):
            target = output / place
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
            target.chmod(0o755 if file.stat().st_mode & 0o111 else 0o644)


def libraries_to_copy(list_file: Path, files: dict[str, Path]) -> list[tuple[str, Path]]:
    """Returns the shared libraries with their places.

    Args:
        list_file: the list that `tools.pack` wrote.
        files: the libraries by their runfiles paths.

    Raises:
        ToolError: a library of the list is not among the files.
    """
    pairs = []
    for line in list_file.read_text(encoding="utf-8").splitlines():
        packed, _, origin = line.partition("\t")
        if origin not in files:
            raise ToolError(f"{origin}: is in the list of shared libraries, but was not given")
        pairs.append((f"{LIBRARIES}/{packed}", files[origin]))
    return pairs
