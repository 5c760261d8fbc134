"""Unpacks a wheel as a package manager would, but for what a Bazel repository cannot hold."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tools.common.errors import ToolError

# Bazel's labels cannot hold these; neither control characters nor, in output paths, a backslash.
_NOT_IN_LABELS = re.compile(r"[\x00-\x1f\x7f:\\]")

# A file of such a name would make its folder a package of its own.
_BUILD_FILES = frozenset({"BUILD", "BUILD.bazel", "WORKSPACE", "WORKSPACE.bazel", "REPO.bazel"})

_EXECUTABLE = 0o111

_NATIVE_MODULE = re.compile(r"\.(?:so(?:\.[0-9.]+)?|pyd|dylib|dll)\Z", re.IGNORECASE)


@dataclass
class Unpacked:
    """What a wheel holds.

    Attributes:
        files: paths relative to the folder unpacked to, sorted; all exist.
        programs: names of the programs, sorted, where there is a folder for them.
        dropped: those of the wheel that were left out -> why.
    """

    files: list[str] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)
    dropped: dict[str, str] = field(default_factory=dict)


def unpack(
    wheel: Path, folder: Path, without_native_modules: bool, programs: Path | None = None
) -> Unpacked:
    """Unpacks a wheel.

    Args:
        wheel: the wheel.
        folder: becomes what `site-packages` would be.
        without_native_modules: leave native modules out.
        programs: becomes the folder of those scripts that are programs of their own, and not text
            for an installed interpreter; without it they are left out.

    Raises:
        ToolError: it is no zip, or has entries that lie outside of the folder.
    """
    unpacked = Unpacked()
    try:
        with zipfile.ZipFile(wheel) as archive:
            for entry, path in _entries(archive):
                name = str(path)
                content = archive.read(entry)
                reason = _reason_to_drop(path)
                if programs and _is_program(path, content):
                    _write(programs / path.name, content, _EXECUTABLE)
                    unpacked.programs.append(path.name)
                    continue
                if without_native_modules and _NATIVE_MODULE.search(name):
                    reason = "native module"
                if reason:
                    unpacked.dropped[name] = reason
                    continue
                _write(folder / path, content, entry.external_attr >> 16)
                unpacked.files.append(name)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise ToolError(f"{wheel.name}: damaged: {error}") from None
    unpacked.files.sort()
    unpacked.programs.sort()
    return unpacked


def _write(target: Path, content: bytes, mode: int) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    if mode & _EXECUTABLE:
        target.chmod(target.stat().st_mode | _EXECUTABLE)


def _is_program(path: PurePosixPath, content: bytes) -> bool:
    """Whether a file is one of the wheel's programs, and not a script."""
    return (
        _is_data(path)
        and path.parts[1:] == ("scripts", path.name)
        and not content.startswith(b"#!")
        and not _NOT_IN_LABELS.search(path.name)
    )


def _entries(archive: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, PurePosixPath]]:
    """Yields the files of a wheel with the place where they get installed."""
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        path = PurePosixPath(entry.filename)
        if path.is_absolute() or ".." in path.parts:
            raise ToolError(f"{archive.filename}: damaged: {entry.filename} leaves the wheel")
        if _is_data(path) and path.parts[1] in ("purelib", "platlib"):
            # The binary distribution format: these two go where the packages go.
            path = PurePosixPath(*path.parts[2:])
        elif _is_data(path) and path.parts[1] == "data" and path.suffix.lower() == ".dll":
            # Below sys.prefix, which is the packed tree where everything lies at the top.
            path = PurePosixPath(*path.parts[2:])
        yield entry, path


def _is_data(path: PurePosixPath) -> bool:
    """Whether a file lies in `NAME-VERSION.data/KIND/`."""
    return len(path.parts) > 2 and path.parts[0].endswith(".data")


def _reason_to_drop(path: PurePosixPath) -> str | None:
    if _is_data(path):
        return f"{path.parts[1]} are for installations"
    if path.name in _BUILD_FILES:
        return "Bazel would take it for a file of its own"
    if _NOT_IN_LABELS.search(str(path)):
        return "Bazel has no labels with such characters"
    return None
