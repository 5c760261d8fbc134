"""Lock files of the standard format, `pylock.toml` (PEP 751)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tools.common.errors import ToolError
from tools.wheel.candidates import Candidate
from tools.wheel.locked import Locked, add, files_of, sha256_of, tables_of, text_of

_LOCK_VERSION = "1."
"""Files of the same major version can be read."""

_NOT_FROM_AN_INDEX = ("vcs", "directory", "archive")


def read_pylock(content: Mapping[str, Any]) -> Locked:
    """Returns what a lock file pins.

    Files are named by their hashes only: which index or address they come from is the business of
    the machine's pip.

    Raises:
        ToolError: the file is of another format, or pins what cannot be had by name.
    """
    version = text_of(content, "lock-version", "the file")
    if not version.startswith(_LOCK_VERSION):
        raise ToolError(f"lock-version {version}: only versions 1.x are known")
    locked: Locked = {}
    for package in tables_of(content, "packages", "the file"):
        name = text_of(package, "name", "a package")
        for kind in _NOT_FROM_AN_INDEX:
            if kind in package:
                raise ToolError(
                    f"{name}: is locked as `{kind}`; only packages of an index are supported"
                )
        where = f"{name} {text_of(package, 'version', name)}"
        add(
            locked,
            name,
            Candidate(
                version=package["version"],
                hashes=[
                    sha256_of(what, file.get("hashes", {}).get("sha256"))
                    for what, file in files_of(package, where)
                ],
                marker=package.get("marker", ""),
            ),
        )
    return locked
