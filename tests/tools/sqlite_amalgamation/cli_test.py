"""Tests of the command line; that the result is upstream's is tested in //tests/cpython/sqlite."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from tests.tools.sqlite_amalgamation.source_tree import VERSION_FILES, write_tree
from tools.common.errors import ToolError
from tools.sqlite_amalgamation.cli import main


class CliTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        write_tree(self.root, VERSION_FILES)

    def _main(self, lemon: Path) -> int:
        return main(
            [
                f"--source={self.root}",
                f"--lemon={lemon}",
                f"--mkkeywordhash={lemon}",
                f"--output={self.root}",
            ]
        )

    def test_failing_generator_is_named_with_what_it_said(self) -> None:
        write_tree(self.root, {"src/parse.y": "x\n", "tool/lempar.c": "\n"})
        lemon = self.root / "lemon"
        lemon.write_text("#!/bin/sh\necho parse.y:1: no grammar\nexit 3\n")
        lemon.chmod(0o755)
        with self.assertRaisesRegex(
            ToolError, "lemon: failed with status 3: parse.y:1: no grammar"
        ):
            self._main(lemon)
        self.assertFalse((self.root / "sqlite3.c").exists())

    def test_missing_grammar_is_named(self) -> None:
        with self.assertRaisesRegex(FileNotFoundError, "parse.y"):
            self._main(self.root / "lemon")


if __name__ == "__main__":
    unittest.main()
