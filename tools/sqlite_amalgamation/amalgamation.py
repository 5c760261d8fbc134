"""The library as one file, sqlite3.c, ported from tool/mksqlite3c.tcl of SQLite."""

from __future__ import annotations

import re
from collections.abc import Callable

from tools.sqlite_amalgamation.source_text import source_lines
from tools.sqlite_amalgamation.version import Version

# Headers that are copied to the place where they are first included. (available_hdr)
_HEADERS = frozenset(
    [
        "btree.h",
        "btreeInt.h",
        "fts3.h",
        "fts3Int.h",
        "fts3_hash.h",
        "fts3_tokenizer.h",
        "geopoly.c",
        "hash.h",
        "hwtime.h",
        "keywordhash.h",
        "msvc.h",
        "mutex.h",
        "opcodes.h",
        "os_common.h",
        "os_setup.h",
        "os_win.h",
        "os.h",
        "pager.h",
        "parse.h",
        "pcache.h",
        "pragma.h",
        "rtree.h",
        "sqlite3session.h",
        "sqlite3.h",
        "sqlite3ext.h",
        "sqlite3rbu.h",
        "sqliteicu.h",
        "sqliteInt.h",
        "sqliteLimit.h",
        "vdbe.h",
        "vdbeInt.h",
        "vxworks.h",
        "wal.h",
        "whereInt.h",
        "sqlite3recover.h",
    ]
)

# Those of them that are in FILES, or already part of another header.
_NEVER_INCLUDED = frozenset({"sqliteInt.h", "os_common.h", "sqlite3session.h"})

# Its functions are declared with SQLITE_API already. (varonly_hdr)
_API_HEADER = "sqlite3.h"

# (flist)
FILES = tuple(
    [
        "sqliteInt.h",
        "os_common.h",
        "ctime.c",
        "global.c",
        "status.c",
        "date.c",
        "os.c",
        "fault.c",
        "mem0.c",
        "mem1.c",
        "mem2.c",
        "mem3.c",
        "mem5.c",
        "mutex.c",
        "mutex_noop.c",
        "mutex_unix.c",
        "mutex_w32.c",
        "malloc.c",
        "printf.c",
        "treeview.c",
        "random.c",
        "threads.c",
        "utf.c",
        "util.c",
        "hash.c",
        "opcodes.c",
        "os_kv.c",
        "os_unix.c",
        "os_win.c",
        "memdb.c",
        "bitvec.c",
        "pcache.c",
        "pcache1.c",
        "rowset.c",
        "pager.c",
        "wal.c",
        "btmutex.c",
        "btree.c",
        "backup.c",
        "vdbemem.c",
        "vdbeaux.c",
        "vdbeapi.c",
        "vdbetrace.c",
        "vdbe.c",
        "vdbeblob.c",
        "vdbesort.c",
        "vdbevtab.c",
        "memjournal.c",
        "walker.c",
        "resolve.c",
        "expr.c",
        "alter.c",
        "analyze.c",
        "attach.c",
        "auth.c",
        "build.c",
        "callback.c",
        "delete.c",
        "func.c",
        "fkey.c",
        "insert.c",
        "legacy.c",
        "loadext.c",
        "pragma.c",
        "prepare.c",
        "select.c",
        "table.c",
        "trigger.c",
        "update.c",
        "upsert.c",
        "vacuum.c",
        "vtab.c",
        "wherecode.c",
        "whereexpr.c",
        "where.c",
        "window.c",
        "parse.c",
        "tokenize.c",
        "complete.c",
        "main.c",
        "notify.c",
        "fts3.c",
        "fts3_aux.c",
        "fts3_expr.c",
        "fts3_hash.c",
        "fts3_porter.c",
        "fts3_tokenizer.c",
        "fts3_tokenizer1.c",
        "fts3_tokenize_vtab.c",
        "fts3_write.c",
        "fts3_snippet.c",
        "fts3_unicode.c",
        "fts3_unicode2.c",
        "json.c",
        "rtree.c",
        "icu.c",
        "fts3_icu.c",
        "sqlite3rbu.c",
        "dbstat.c",
        "dbpage.c",
        "sqlite3session.c",
        "fts5.c",
        "stmt.c",
    ]
)

_TOP = """\
/******************************************************************************
** This file is an amalgamation of many separate C source files from SQLite
** version {version.name}.  By combining all the individual C code files into this
** single large file, the entire code can be compiled as a single translation
** unit.  This allows many compilers to do optimizations that would not be
** possible if the files were compiled separately.  Performance improvements
** of 5% or more are commonly seen when SQLite is compiled as a single
** translation unit.
**
** This file is all you need to compile SQLite.  To use SQLite in other
** programs, you need this file and the "sqlite3.h" header file that defines
** the programming interface to the SQLite library.  (If you do not have
** the "sqlite3.h" header file at hand, you will find a copy embedded within
** the text of this file.  Search for "Begin file sqlite3.h" to find the start
** of the embedded sqlite3.h header file.) Additional code files may be needed
** if you want a wrapper to interface SQLite with your choice of programming
** language. The code for the "sqlite3" command-line shell is also in a
** separate file. This file contains only code for the core SQLite library.
**
** The content in this amalgamation comes from Fossil check-in
** {check_in}.
*/
#define SQLITE_CORE 1
#define SQLITE_AMALGAMATION 1
#ifndef SQLITE_PRIVATE
# define SQLITE_PRIVATE static
#endif
"""

_BOTTOM = """\
/* Return the source-id for this library */
SQLITE_API const char *sqlite3_sourceid(void){ return SQLITE_SOURCE_ID; }
/************************** End of sqlite3.c ******************************/
"""

_CHECK_IN_DIGITS = 36

_INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]')
_REPEATABLE_INCLUDE = re.compile(r"/\*\s+amalgamator:\s+dontcache\s+\*/")
_KEPT_INCLUDE = re.compile(r"/\*\s+amalgamator:\s+keep\s+\*/")
_NO_LINKAGE = re.compile(r"^(static|typedef|SQLITE_PRIVATE)")
_VARIABLE = re.compile(r"^[a-zA-Z][a-zA-Z_0-9 *]+(sqlite3[_a-zA-Z0-9]+)(\[|;| =)")
_FUNCTION = re.compile(r"^([a-zA-Z][a-zA-Z_0-9 ]+ \**)(sqlite3[_a-zA-Z0-9]+)(\(.*)$")
_FUNCTION_IN_HEADER = re.compile(r"^ *([a-zA-Z][a-zA-Z_0-9 ]+ \**)(sqlite3[_a-zA-Z0-9]+)(\(.*)$")


def _section_comment(text: str) -> str:
    """Returns a comment line that is filled up with stars."""
    return f"/************** {text} {'*' * (61 - len(text))}/"


def _commented_out(line: str) -> str:
    """Returns the line as a comment."""
    return f"/* {re.sub(r'/[*]|[*]/', '**', line)} */"


def _with_linkage(line: str, file: str) -> str:
    """Returns the line, with SQLITE_API or SQLITE_PRIVATE before what it declares or defines."""
    function = _FUNCTION_IN_HEADER if file.endswith(".h") else _FUNCTION
    if file != _API_HEADER and (match := function.match(line)):
        returned, name, rest = match.groups()
        line = line.removeprefix("SQLITE_API ")
        if not re.match(r"^sqlite3[a-z]*_", name):
            return f"SQLITE_PRIVATE {line}"
        returned = returned.removeprefix("SQLITE_API ").strip()
        space = "" if returned.endswith("*") else " "
        line = f"SQLITE_API {returned}{space}{name}{rest}"
        # Defined at the end of the amalgamation instead.
        return f"/* {line} */" if name == "sqlite3_sourceid" else line
    if match := _VARIABLE.match(line):
        name = match[1]
        line = line.removeprefix("SQLITE_API ")
        if not re.match(r"^(sqlite3_|sqlite3Show[A-Z])", name):
            return f"SQLITE_PRIVATE {line.removeprefix('extern ')}"
        if "const char sqlite3_version[];" in line:
            line = "const char sqlite3_version[] = SQLITE_VERSION;"
        return f"SQLITE_API {line.removeprefix('SQLITE_EXTERN ')}"
    if re.match(r"^(SQLITE_EXTERN )?void \(\*sqlite3IoTrace\)", line):
        return line.removeprefix("SQLITE_API ").removeprefix("SQLITE_EXTERN ")
    if re.match(r"^void \(\*sqlite3Os", line):
        return f"SQLITE_PRIVATE {line}"
    return line


class _Amalgamation:
    """The file while it is being written."""

    def __init__(self, read: Callable[[str], str]) -> None:
        """Starts an empty file; `read` returns the text of a file of SQLite by its name."""
        self._read = read
        self._to_include = set(_HEADERS - _NEVER_INCLUDED)
        self._system_headers: set[str] = set()
        self.lines: list[str] = []

    def add(self, file: str) -> None:
        """Appends a file, with the headers it is the first to include."""
        self.lines.append(_section_comment(f"Begin file {file}"))
        for line in source_lines(self._read(file)):
            if match := _INCLUDE.match(line):
                self._add_include(line, match[1], file)
            elif line.startswith("#ifdef __cplusplus"):
                self.lines.append("#if 0")
            elif line.startswith("#line"):
                continue
            elif _NO_LINKAGE.match(line):
                self.lines.append(line)
            else:
                self.lines.append(_with_linkage(line, file))
        self.lines.append(_section_comment(f"End of {file}"))

    def _add_include(self, line: str, header: str, file: str) -> None:
        """Appends what an `#include` of `header` in `file` becomes."""
        if header in _HEADERS:
            if header in self._to_include:
                self._to_include.remove(header)
                self.lines.append(_section_comment(f"Include {header} in the middle of {file}"))
                self.add(header)
                self.lines.append(_section_comment(f"Continuing where we left off in {file}"))
            else:
                self.lines.append(_commented_out(line))
        elif header not in self._system_headers:
            if not _REPEATABLE_INCLUDE.search(line):
                self._system_headers.add(header)
            self.lines.append(line)
        elif _KEPT_INCLUDE.search(line):
            self.lines.append(line)
        else:
            self.lines.append(_commented_out(line))


def amalgamation(read: Callable[[str], str], version: Version) -> str:
    """Returns the text of sqlite3.c.

    Args:
        read: returns the text of a file of SQLite, of the source tree or generated, by its name
            without folder.
        version: version of the tree.
    """
    output = _Amalgamation(read)
    for file in FILES:
        output.add(file)
    top = _TOP.format(version=version, check_in=version.check_in[:_CHECK_IN_DIGITS])
    return top + "\n".join(output.lines) + "\n" + _BOTTOM
