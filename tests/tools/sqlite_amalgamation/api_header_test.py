"""Tests of the public header."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from tests.tools.sqlite_amalgamation.source_tree import VERSION_FILES, write_tree
from tools.sqlite_amalgamation.api_header import api_header
from tools.sqlite_amalgamation.version import read_version

TREE = {
    "src/sqlite.h.in": """\
#define SQLITE_VERSION        "--VERS--"
#define SQLITE_VERSION_NUMBER --VERSION-NUMBER--
#define SQLITE_SOURCE_ID      "--SOURCE-ID--"
SQLITE_EXTERN const char sqlite3_version[];
typedef int (*sqlite3_callback)(void*);
const char *sqlite3_libversion(void);\x20\x20
  int sqlite3_close(sqlite3*);
""",
    "ext/rtree/sqlite3rtree.h": "#include <sqlite3.h>\nint other(void);\n",
    "ext/session/sqlite3session.h": "void sqlite3session_delete(sqlite3_session *pSession);\n",
    "ext/fts5/fts5.h": "/* nothing */\n",
}


class ApiHeaderTest(unittest.TestCase):
    def test_everything_public_is_marked(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            write_tree(root, {**VERSION_FILES, **TREE})
            header = api_header(root, read_version(root))
        self.assertEqual(
            header,
            """\
#define SQLITE_VERSION        "3.46.1"
#define SQLITE_VERSION_NUMBER 3046001
#define SQLITE_SOURCE_ID      "2024-08-13 09:16:08 """
            """c9c2ab54ba1f5f46360f1b4f35d849cd3f080e6fc2b6c60e91b16c63f69a1e33"
SQLITE_API SQLITE_EXTERN const char sqlite3_version[];
typedef int (*sqlite3_callback)(void*);
SQLITE_API const char *sqlite3_libversion(void);
SQLITE_API int sqlite3_close(sqlite3*);

/******** Begin file sqlite3rtree.h *********/
int other(void);

/******** End of sqlite3rtree.h *********/
/******** Begin file sqlite3session.h *********/
SQLITE_API void sqlite3session_delete(sqlite3_session *pSession);

/******** End of sqlite3session.h *********/
/******** Begin file fts5.h *********/
/* nothing */

/******** End of fts5.h *********/
""",
        )


if __name__ == "__main__":
    unittest.main()
