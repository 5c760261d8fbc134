"""Lock files of uv, `uv.lock`.

The format is described by https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile and, in
detail, only by uv itself (crates/uv-resolver/src/lock).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tools.common.errors import ToolError
from tools.wheel.candidates import Candidate
from tools.wheel.locked import Locked, add, files_of, sha256_of, tables_of, text_of
from tools.wheel.packaging_library import canonicalize_name

_VERSION = 1

_PROJECTS = ("virtual", "editable", "directory")
"""Kinds of sources that are the project itself, or members of its workspace."""


def read_uv_lock(content: Mapping[str, Any]) -> Locked:
    """Returns what a lock file pins, without the project itself.

    Files are named by their hashes only: which index or address they come from is the business of
    the machine's pip.

    Raises:
        ToolError: the file is of another format, or pins what cannot be had by name.
    """
    if content.get("version") != _VERSION:
        raise ToolError(f"version {content.get('version')}: only version {_VERSION} is known")
    packages = tables_of(content, "package", "the file")
    extras = _extras(packages)
    locked: Locked = {}
    for package in packages:
        name = text_of(package, "name", "a package")
        source = package.get("source", {})
        if any(kind in source for kind in _PROJECTS):
            continue
        if "registry" not in source:
            kinds = ", ".join(sorted(source)) or "nothing"
            raise ToolError(f"{name}: comes from {kinds}; only packages of an index are supported")
        where = f"{name} {text_of(package, 'version', name)}"
        add(
            locked,
            name,
            Candidate(
                version=package["version"],
                hashes=[
                    sha256_of(what, file.get("hash")) for what, file in files_of(package, where)
                ],
                extras=sorted(extras.get(canonicalize_name(name), ())),
                marker=_any_of(package.get("resolution-markers", [])),
            ),
        )
    return locked


def _any_of(markers: list[str]) -> str:
    """Returns the marker that holds where one of some does; an empty one for none."""
    if len(markers) < 2:
        return "".join(markers)
    return " or ".join(f"({marker})" for marker in markers)


def _extras(packages: list[Mapping[str, Any]]) -> dict[str, set[str]]:
    """Returns the extras that packages, or groups of the project, ask of others."""
    extras: dict[str, set[str]] = {}
    for package in packages:
        groups = [
            tables_of(package, "dependencies", "a package"),
            *package.get("dev-dependencies", {}).values(),
            *package.get("optional-dependencies", {}).values(),
        ]
        for dependency in (dependency for group in groups for dependency in group):
            if dependency.get("extra"):
                name = canonicalize_name(text_of(dependency, "name", "a dependency"))
                extras.setdefault(name, set()).update(dependency["extra"])
    return extras
