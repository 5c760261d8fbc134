"""What lock files of the TOML formats have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tools.common.errors import ToolError
from tools.wheel.candidates import Candidate
from tools.wheel.packaging_library import canonicalize_name

Locked = dict[str, list[Candidate]]
"""Normalised name of a package -> what is locked, one candidate for each part of the file that
names it."""

_SHA256_DIGITS = 64


def sha256_of(where: str, value: object) -> str:
    """Returns a hash as `sha256:...`.

    Args:
        where: what it is the hash of, for the message.
        value: 64 hexadecimal digits, or the same after `sha256:`.

    Raises:
        ToolError: it is no such hash.
    """
    digits = value.removeprefix("sha256:") if isinstance(value, str) else ""
    if len(digits) != _SHA256_DIGITS or set(digits) - set("0123456789abcdef"):
        raise ToolError(f"{where}: has no sha256")
    return "sha256:" + digits


def text_of(table: Mapping[str, Any], key: str, where: str) -> str:
    """Returns a text of a table.

    Raises:
        ToolError: it is missing, or something else.
    """
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise ToolError(f"{where}: has no `{key}`")
    return value


def tables_of(table: Mapping[str, Any], key: str, where: str) -> list[Mapping[str, Any]]:
    """Returns the tables of an array, which may be missing.

    Raises:
        ToolError: it is something else.
    """
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ToolError(f"{where}: `{key}` has to be an array of tables")
    return value


def files_of(package: Mapping[str, Any], where: str) -> list[tuple[str, Mapping[str, Any]]]:
    """Returns the tables of a package's files, each with what people call it.

    Args:
        package: the table of the package; `wheels` are an array, `sdist` is a table.
        where: name and version of the package.

    Raises:
        ToolError: one is something else.
    """
    files = [(f"a wheel of {where}", wheel) for wheel in tables_of(package, "wheels", where)]
    sdist = package.get("sdist")
    if isinstance(sdist, dict):
        files.append((f"the source distribution of {where}", sdist))
    elif sdist is not None:
        raise ToolError(f"{where}: `sdist` has to be a table")
    return files


def add(locked: Locked, name: str, candidate: Candidate) -> None:
    """Adds a candidate for a package.

    Raises:
        ToolError: it has no file.
    """
    if not candidate.hashes:
        raise ToolError(f"{name} {candidate.version}: has no file in the lock file: lock again")
    locked.setdefault(canonicalize_name(name), []).append(candidate)
