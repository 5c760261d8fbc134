"""Tests of the full-text search extension as one file."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from tests.tools.sqlite_amalgamation.source_tree import VERSION_FILES, write_tree
from tools.sqlite_amalgamation.fts5 import fts5_source
from tools.sqlite_amalgamation.version import read_version

FILES = [
    "fts5.h",
    "fts5Int.h",
    "fts5_aux.c",
    "fts5_buffer.c",
    "fts5_config.c",
    "fts5_expr.c",
    "fts5_hash.c",
    "fts5_index.c",
    "fts5_main.c",
    "fts5_storage.c",
    "fts5_tokenize.c",
    "fts5_unicode2.c",
    "fts5_varint.c",
    "fts5_vocab.c",
]


class Fts5Test(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        root = Path(folder.name)
        tree = {f"ext/fts5/{name}": f"/* {name} */\n" for name in FILES}
        tree["ext/fts5/fts5_main.c"] = (
            '#include "fts5Int.h"\n'
            "int sqlite3Fts5Init(sqlite3 *db){\n"
            "int sqlite3Fts5IsBareword(char t){\n"
            'const char *z = "--FTS5-SOURCE-ID--"; /* yy */\n'
        )
        write_tree(root, {**VERSION_FILES, **tree})
        self.text = fts5_source(
            root, "#define FTS5_OR 1\n", "yyParser TOKEN YYMINORTYPE\n", read_version(root)
        )

    def test_all_files_in_order(self) -> None:
        places = [self.text.index(f'#line 1 "{name}"\n') for name in FILES]
        self.assertEqual(places, sorted(places))

    def test_own_includes_are_comments(self) -> None:
        self.assertIn('/* #include "fts5Int.h" */\n', self.text)

    def test_only_the_entry_point_is_exported(self) -> None:
        self.assertIn("\nint sqlite3Fts5Init(", self.text)
        self.assertIn("\nstatic int sqlite3Fts5IsBareword(", self.text)

    def test_source_id(self) -> None:
        self.assertIn('"fts5: 2024-08-13 09:16:08 c9c2ab54', self.text)

    def test_names_of_the_parser_are_its_own(self) -> None:
        self.assertIn("fts5yyParser FTS5TOKEN fts5YYMINORTYPE\n", self.text)
        self.assertIn("/* yy */\n", self.text)


if __name__ == "__main__":
    unittest.main()
