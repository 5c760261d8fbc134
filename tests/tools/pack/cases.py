"""A folder of bytecode archives and resources for the tests of pack."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from tools.bytecode.archive import ArchiveOptions, archive_members
from tools.common.bytecode_archive import write_bytecode_archive
from tools.common.import_roots import ImportRoots


class PackTestCase(unittest.TestCase):
    """Gives each test an empty folder and ways to fill it."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def file(self, name: str, content: bytes = b"") -> Path:
        """Writes a file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def archive(self, name: str, sources: dict[str, str], *, include_source: bool = False) -> Path:
        """Compiles sources of the repository `_main`, given by path without suffix."""
        pairs = []
        for stem, text in sources.items():
            path = self.file(f"src_{name}/{stem}.py", text.encode())
            pairs.append((f"_main/{stem}.py", path))
        members = archive_members(
            pairs, ImportRoots([]), ArchiveOptions(include_source=include_source), self.fail
        )
        return self.raw_archive(name, members)

    def raw_archive(self, name: str, members: dict[str, bytes]) -> Path:
        """Writes an archive of any members."""
        path = self.folder / f"{name}.zip"
        with path.open("wb") as file:
            write_bytecode_archive(file, members)
        return path
