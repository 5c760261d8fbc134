"""Tests of the version of a source tree."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from tests.tools.sqlite_amalgamation.source_tree import VERSION_FILES, write_tree
from tools.common.errors import ToolError
from tools.sqlite_amalgamation.version import read_version


class VersionTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def test_reads_number_and_source_id(self) -> None:
        write_tree(self.root, VERSION_FILES)
        version = read_version(self.root)
        self.assertEqual(version.name, "3.46.1")
        self.assertEqual(version.number, 3046001)
        self.assertEqual(
            version.source_id,
            "2024-08-13 09:16:08 c9c2ab54ba1f5f46360f1b4f35d849cd3f080e6fc2b6c60e91b16c63f69a1e33",
        )

    def test_missing_file_is_named(self) -> None:
        with self.assertRaisesRegex(ToolError, r"VERSION: No such file.*SQLite's source tree"):
            read_version(self.root)

    def test_nonsense_is_named(self) -> None:
        for name, text in (("VERSION", "3.46"), ("manifest.uuid", "?"), ("manifest", "C x\n")):
            with self.subTest(name):
                write_tree(self.root, {**VERSION_FILES, name: text})
                with self.assertRaisesRegex(ToolError, f"{name}: "):
                    read_version(self.root)


if __name__ == "__main__":
    unittest.main()
