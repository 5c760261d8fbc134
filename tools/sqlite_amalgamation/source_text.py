"""How SQLite's scripts read and write text."""

from __future__ import annotations

from pathlib import Path

from tools.common.errors import ToolError

# Every byte is one character: the sources hold text of other encodings in comments.
_ENCODING = "latin-1"


def read_source(path: Path) -> str:
    """Returns the text of a file.

    Raises:
        ToolError: the file cannot be read.
    """
    try:
        return path.read_bytes().decode(_ENCODING)
    except OSError as error:
        raise ToolError(
            f"{path}: {error.strerror}: expected a file of SQLite's source tree"
        ) from None


def source_lines(text: str) -> list[str]:
    """Returns the lines of a text without white space at their ends.

    A text that ends with a newline has an empty last line, as in Tcl's `while {![eof $in]}`.
    """
    return [line.rstrip(" \t\r\v\f") for line in text.split("\n")]


def encode_source(text: str) -> bytes:
    """Returns the bytes of a text made of what `read_source` returned."""
    return text.encode(_ENCODING)
