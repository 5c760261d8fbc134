"""The names that make up CPython's stable ABI (PEP 652)."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from tools.common.errors import ToolError


def read_stable_abi(path: Path, feature_macros: Collection[str]) -> frozenset[str]:
    """Reads what a Python has to export from the manifest in its sources.

    Args:
        path: `Misc/stable_abi.toml` of CPython.
        feature_macros: which of the macros that it names are defined.

    Raises:
        ToolError: it is no such manifest.
    """
    import tomllib  # since Python 3.11, which the actions' interpreter is newer than

    try:
        manifest = tomllib.loads(path.read_text(encoding="utf-8"))
        unknown = set(feature_macros) - set(manifest["feature_macro"])
        names = frozenset(
            name
            for kind in ("function", "data")
            for name, item in manifest[kind].items()
            if item.get("ifdef") in (None, *feature_macros)
        )
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise ToolError(f"{path}: not a manifest of the stable ABI: {error}") from None
    if unknown:
        raise ToolError(f"{path}: knows no feature macro {', '.join(sorted(unknown))}")
    return names
