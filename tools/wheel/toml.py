"""The TOML parser: Python's own, or for versions before 3.11 the copy that pip brings along."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tools.common.errors import ToolError

try:
    import tomllib
except ImportError:
    try:
        from pip._vendor import tomli as tomllib  # type: ignore[no-redef]
    except ImportError:
        raise ToolError(
            "python3 is older than 3.11 and its pip has no TOML parser: use a newer one"
        ) from None


def parse_toml(content: bytes) -> dict[str, Any]:
    """Returns what the content of a TOML file says.

    Raises:
        ToolError: it is none.
    """
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ToolError(f"not TOML: {error}") from None


def read_toml(path: Path) -> dict[str, Any]:
    """Returns what a TOML file says.

    Raises:
        ToolError: it is none.
        OSError: it cannot be read.
    """
    return parse_toml(path.read_bytes())
