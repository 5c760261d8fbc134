"""The public header sqlite3.h, ported from tool/mksqlite3h.tcl of SQLite."""

from __future__ import annotations

import re
from pathlib import Path

from tools.sqlite_amalgamation.source_text import read_source, source_lines
from tools.sqlite_amalgamation.version import Version

_TEMPLATE = "src/sqlite.h.in"

# Headers of extensions, which become part of sqlite3.h.
_EXTENSIONS = (
    "ext/rtree/sqlite3rtree.h",
    "ext/session/sqlite3session.h",
    "ext/fts5/fts5.h",
)

_VARIABLE = re.compile(r"^[a-zA-Z][a-zA-Z_0-9 *]+sqlite3_[_a-zA-Z0-9]+(\[|;| =)")
_FUNCTION = re.compile(
    r"^ *([a-zA-Z][a-zA-Z_0-9 ]+ \**)"
    r"((?:sqlite3_|sqlite3session_|sqlite3changeset_|sqlite3changegroup_|sqlite3rebaser_)"
    r"[_a-zA-Z0-9]+)(\(.*)$"
)
_OWN_INCLUDE = re.compile(r'#.*include.*[<"]sqlite3\.h[>"]')


def _declared_api(line: str) -> str:
    """Returns the line, with SQLITE_API before what it declares of the public interface."""
    if _VARIABLE.match(line) and not re.match(r"^ *typedef", line):
        return f"SQLITE_API {line}"
    if match := _FUNCTION.match(line):
        returned, name, rest = match.groups()
        returned = returned.strip()
        space = "" if returned.endswith("*") else " "
        return f"SQLITE_API {returned}{space}{name}{rest}"
    return line


def api_header(source: Path, version: Version) -> str:
    """Returns the text of sqlite3.h.

    Args:
        source: root of SQLite's source tree.
        version: its version.

    Raises:
        ToolError: a file is missing.
    """
    output = []
    for file in (_TEMPLATE, *_EXTENSIONS):
        name = file.rpartition("/")[2]
        if file != _TEMPLATE:
            output.append(f"/******** Begin file {name} *********/")
        for line in source_lines(read_source(source / file)):
            if _OWN_INCLUDE.search(line):
                continue
            line = line.replace("--VERS--", version.name, 1)
            line = line.replace("--VERSION-NUMBER--", str(version.number), 1)
            line = line.replace("--SOURCE-ID--", version.source_id, 1)
            output.append(_declared_api(line))
        if file != _TEMPLATE:
            output.append(f"/******** End of {name} *********/")
    return "\n".join(output) + "\n"
