"""Tests of the library as one file."""

from __future__ import annotations

import unittest

from tools.sqlite_amalgamation.amalgamation import FILES, amalgamation
from tools.sqlite_amalgamation.version import Version

VERSION = Version("3.46.1", "c9c2ab54ba1f5f46360f1b4f35d849cd3f080e6fc2b6c60e91b16c63f69a1e33", "")


def _amalgamated(**texts: str) -> str:
    """Returns the amalgamation of files that are empty but for `texts` (`_` stands for a dot)."""
    by_name = {name.replace("_", "."): text for name, text in texts.items()}
    return amalgamation(lambda file: by_name.get(file, ""), VERSION)


class AmalgamationTest(unittest.TestCase):
    def test_top_and_bottom(self) -> None:
        text = _amalgamated()
        self.assertIn("** version 3.46.1.  By combining", text)
        self.assertIn("** c9c2ab54ba1f5f46360f1b4f35d849cd3f08.\n*/\n", text)
        self.assertRegex(text, r"\n/[*]+ End of sqlite3\.c [*]+/\n\Z")

    def test_every_file_in_order(self) -> None:
        text = _amalgamated()
        places = [text.index(f"/************** Begin file {name} *") for name in FILES]
        self.assertEqual(places, sorted(places))

    def test_section_comments_have_one_width(self) -> None:
        lines = [line for line in _amalgamated().split("\n") if line.startswith("/*****")][1:-1]
        self.assertEqual({len(line) for line in lines}, {79})

    def test_header_is_copied_where_it_is_first_included(self) -> None:
        text = _amalgamated(
            global_c='#include "btree.h"\n',
            date_c='# include "btree.h" /* x */\n',
            btree_h="BTREE\n",
        )
        self.assertEqual(text.count("BTREE"), 1)
        self.assertIn("/************** Include btree.h in the middle of global.c *", text)
        self.assertIn('/* # include "btree.h" ** x ** */\n', text)

    def test_system_header_is_included_once(self) -> None:
        text = _amalgamated(
            global_c="#include <a.h>\n",
            date_c="#include <a.h>\n#include <a.h> /* amalgamator: keep */\n",
        )
        self.assertIn("\n#include <a.h>\n", text)
        self.assertIn("\n/* #include <a.h> */\n", text)
        self.assertIn("\n#include <a.h> /* amalgamator: keep */\n", text)

    def test_header_that_may_be_included_again(self) -> None:
        line = "#include <a.h> /* amalgamator: dontcache */\n"
        self.assertEqual(_amalgamated(global_c=line, date_c=line).count("\n" + line), 2)

    def test_linkage(self) -> None:
        for before, after in (
            ("int sqlite3BtreeOpen(void){", "SQLITE_PRIVATE int sqlite3BtreeOpen(void){"),
            ("const char *sqlite3_errmsg(sqlite3 *db){", "SQLITE_API const char *sqlite3_errmsg("),
            ("SQLITE_API int sqlite3_close(sqlite3*);", "SQLITE_API int sqlite3_close(sqlite3*);"),
            ("extern const int sqlite3one;", "SQLITE_PRIVATE const int sqlite3one;"),
            (
                "const char sqlite3_version[];",
                "SQLITE_API const char sqlite3_version[] = SQLITE_VERSION;",
            ),
            ("static int sqlite3Own(void);", "\nstatic int sqlite3Own(void);"),
            ("const char *sqlite3_sourceid(void){ x }", "/* SQLITE_API const char *sqlite3_source"),
            ("  return sqlite3Foo(1);", "\n  return sqlite3Foo(1);"),
            ("#ifdef __cplusplus", "\n#if 0\n"),
        ):
            with self.subTest(before):
                self.assertIn(after, _amalgamated(global_c=before + "\n"))

    def test_line_directives_and_trailing_space_go(self) -> None:
        self.assertIn("\na\nb\n", _amalgamated(global_c='a  \n#line 7 "parse.y"\nb\n'))


if __name__ == "__main__":
    unittest.main()
