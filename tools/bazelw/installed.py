"""The Bazels that are here already: the one the user names, and those on PATH."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from tools.bazelw.failure import ExitCode, Failure
from tools.bazelw.settings import Settings

CANDIDATES = ("bazelisk", "bazel")


def named_bazel(settings: Settings) -> Path | None:
    """Gives the Bazel that the user names in `$BAZEL`.

    Raises:
        Failure: it cannot be run.
    """
    if settings.bazel is None:
        return None
    found = shutil.which(Path(settings.bazel).expanduser())
    if found is None:
        raise Failure(
            ExitCode.SETTINGS,
            f"BAZEL is {settings.bazel!r}, which is no program",
            "set it to one, or unset it",
        )
    program = Path(found).absolute()
    if _is_bazelw(program, settings):
        raise Failure(ExitCode.SETTINGS, "BAZEL is bazelw itself", "set it to a Bazel, or unset it")
    return program


def on_path(settings: Settings) -> list[Path]:
    """Gives the programs on PATH that may be the wanted Bazel."""
    found = (shutil.which(name) for name in CANDIDATES)
    programs = [Path(name).absolute() for name in found if name]
    return [program for program in programs if not _is_bazelw(program, settings)]


def _is_bazelw(program: Path, settings: Settings) -> bool:
    return program.resolve() == (settings.root / "bazelw").resolve()


def identity(program: Path) -> list[object]:
    """Gives facts of a program's file that change when the program does."""
    real = program.resolve()
    status = real.stat()
    return [str(program), str(real), status.st_size, status.st_mtime_ns, status.st_ino]


def environment_for(settings: Settings, environment: Mapping[str, str]) -> dict[str, str]:
    """Gives the environment in which bazelisk provides the wanted version in every workspace."""
    return {"USE_BAZEL_VERSION": settings.bazel_version, **environment}
