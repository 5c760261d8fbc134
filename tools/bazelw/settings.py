"""What the user can set: environment variables, and the version in `.bazelversion`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.bazelw.failure import ExitCode, Failure

SOURCES_MODES = ("auto", "debian", "off")
DEFAULT_SUITE = "forky"
"""The suite of Debian whose bazel-bootstrap has the version of this repository's .bazelversion."""


@dataclass(frozen=True)
class Settings:
    """All settings of one run, checked."""

    root: Path
    """The repository that bazelw belongs to."""
    bazel_version: str
    """The wanted version of Bazel, e.g. `7.7.1`."""
    bazel: str | None
    """`$BAZEL`: the Bazel to run, whatever its version."""
    cache: Path
    """Everything bazelw stores is below this folder."""
    disk_cache: Path | None
    """Bazel's disk cache, None if turned off."""
    sources: str
    """One of `SOURCES_MODES`: where source tarballs come from."""
    suite: str
    """The suite of Debian that Bazel is taken from."""
    mirror: str | None
    """URI of a Debian mirror, None for the one of this machine's apt configuration."""


def read_settings(root: Path, environment: Mapping[str, str]) -> Settings:
    """Reads and checks the settings.

    Raises:
        Failure: a value cannot be used.
    """
    cache = _cache_folder(environment)
    disk_cache: Path | None = cache / "disk_cache"
    disk_cache_setting = environment.get("BAZELW_DISK_CACHE", "")
    if disk_cache_setting == "off":
        disk_cache = None
    elif disk_cache_setting:
        disk_cache = Path(disk_cache_setting).expanduser().absolute()
    sources = environment.get("BAZELW_SOURCES") or "auto"
    if sources not in SOURCES_MODES:
        raise Failure(
            ExitCode.SETTINGS,
            f"BAZELW_SOURCES is {sources!r}",
            f"set it to one of {', '.join(SOURCES_MODES)}",
        )
    suite = environment.get("BAZELW_SUITE") or DEFAULT_SUITE
    if not re.fullmatch(r"[a-z][a-z0-9./-]*", suite):
        raise Failure(
            ExitCode.SETTINGS,
            f"BAZELW_SUITE is {suite!r}",
            f"set it to the name of a suite of Debian such as {DEFAULT_SUITE}",
        )
    mirror = environment.get("BAZELW_MIRROR") or None
    if mirror and not re.fullmatch(r"[a-z+]+:\S+", mirror):
        raise Failure(
            ExitCode.SETTINGS,
            f"BAZELW_MIRROR is {mirror!r}",
            "set it to the URI of a mirror of Debian, as it would stand in apt's sources",
        )
    return Settings(
        root=root,
        bazel_version=_bazel_version(root / ".bazelversion"),
        bazel=environment.get("BAZEL") or None,
        cache=cache,
        disk_cache=disk_cache,
        sources=sources,
        suite=suite,
        mirror=mirror,
    )


def _cache_folder(environment: Mapping[str, str]) -> Path:
    named = environment.get("BAZELW_CACHE")
    if named:
        return Path(named).expanduser().absolute()
    # The XDG base directory specification says that relative paths are to be ignored.
    base = environment.get("XDG_CACHE_HOME", "")
    if base.startswith("/"):
        return Path(base) / "rules_python_executable"
    home = environment.get("HOME", "")
    if not home.startswith("/"):
        raise Failure(
            ExitCode.SETTINGS,
            "neither HOME nor XDG_CACHE_HOME names a folder",
            "set HOME, or name a folder for bazelw in BAZELW_CACHE",
        )
    return Path(home) / ".cache" / "rules_python_executable"


def _bazel_version(file: Path) -> str:
    try:
        version = file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise Failure(
            ExitCode.SETTINGS, f"cannot read {file}: {error.strerror}", "restore it from git"
        ) from error
    if not re.fullmatch(r"\d+\.\d+\.\d+\w*", version):
        raise Failure(
            ExitCode.SETTINGS,
            f"{file} says {version!r}",
            "write one exact version such as 7.7.1 there",
        )
    return version
