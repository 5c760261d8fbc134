"""The full-text search extension as one file, ported from ext/fts5/tool/mkfts5c.tcl of SQLite."""

from __future__ import annotations

import re
from pathlib import Path

from tools.sqlite_amalgamation.source_text import read_source
from tools.sqlite_amalgamation.version import Version

_TOP = """

#if !defined(SQLITE_CORE) || defined(SQLITE_ENABLE_FTS5) 

#if !defined(NDEBUG) && !defined(SQLITE_DEBUG) 
# define NDEBUG 1
#endif
#if defined(NDEBUG) && defined(SQLITE_DEBUG)
# undef NDEBUG
#endif

"""  # noqa: W291

_BOTTOM = """
    
#endif /* !defined(SQLITE_CORE) || defined(SQLITE_ENABLE_FTS5) */
"""  # noqa: W293

_BEFORE_PARSER = ("fts5.h", "fts5Int.h")
_AFTER_PARSER = (
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
)

_INCLUDE = re.compile(r"^#include.*fts5")
_EXPORTED = re.compile(r" sqlite3Fts5Init\(")
_INTERNAL = re.compile(r"^(const )?[a-zA-Z][a-zA-Z0-9]* [*]?sqlite3Fts5")
_PARSER_NAME = re.compile("yy|YY|TOKEN")


def _own_parser_name(match: re.Match[str]) -> str:
    """Keeps the parser's names apart from those of the SQL parser in the same file."""
    return ("FTS5" if match[0] == "TOKEN" else "fts5") + match[0]


def _file(name: str, text: str, version: Version) -> str:
    """Returns the text of one file as it goes into the whole."""
    output = [f'#line 1 "{name}"']
    for line in text.split("\n"):
        if _INCLUDE.search(line):
            line = f"/* {line} */"
        elif not _EXPORTED.search(line) and _INTERNAL.search(line):
            line = f"static {line}"
        line = line.replace("--FTS5-SOURCE-ID--", f"fts5: {version.source_id}")
        if name == "fts5parse.c":
            line = _PARSER_NAME.sub(_own_parser_name, line)
        output.append(line)
    return "\n".join(output) + "\n"


def fts5_source(source: Path, parser_header: str, parser_source: str, version: Version) -> str:
    """Returns the text of fts5.c.

    Args:
        source: root of SQLite's source tree.
        parser_header: text of fts5parse.h.
        parser_source: text of fts5parse.c.
        version: version of the tree.

    Raises:
        ToolError: a file is missing.
    """
    folder = source / "ext" / "fts5"
    texts = {name: read_source(folder / name) for name in _BEFORE_PARSER}
    texts["fts5parse.h"] = parser_header
    texts["fts5parse.c"] = parser_source
    texts |= {name: read_source(folder / name) for name in _AFTER_PARSER}
    return _TOP + "".join(_file(name, text, version) for name, text in texts.items()) + _BOTTOM
