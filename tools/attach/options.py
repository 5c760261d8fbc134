"""What an executable gets besides its packed resources."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tools.common.errors import ToolError
from tools.pe.icon import icon_resources
from tools.pe.image import SUBSYSTEM_CONSOLE, SUBSYSTEM_WINDOWS
from tools.pe.manifest import manifest_resource
from tools.pe.resources import Resource
from tools.pe.version_info import version_resource

_Converted = TypeVar("_Converted")

SUBSYSTEMS = {"console": SUBSYSTEM_CONSOLE, "windows": SUBSYSTEM_WINDOWS}


@dataclass(frozen=True)
class WindowsOptions:
    """What only executables for Windows have.

    Attributes:
        subsystem: one of `SUBSYSTEMS`.
        resources: what Windows looks for in the executable.
    """

    subsystem: str = "console"
    resources: Sequence[Resource] = field(default_factory=lambda: [manifest_resource()])


@dataclass(frozen=True)
class Options:
    """What an executable gets besides its packed resources.

    Attributes:
        name: its file name, for formats that have it inside.
        windows: for executables for Windows; the others have no use for it.
    """

    name: str
    windows: WindowsOptions = field(default_factory=WindowsOptions)


def read_resources(
    manifest: Path | None, icon: Path | None, version_info: Mapping[str, str]
) -> list[Resource]:
    """Returns the resources that Windows looks for in an executable.

    Args:
        manifest: an XML file instead of the default.
        icon: an `.ico` file.
        version_info: see `version_resource`; empty for no version resource.

    Raises:
        ToolError: what is given is not what it should be.
        OSError: a file cannot be read.
    """
    resources = [manifest_resource() if manifest is None else _read(manifest, manifest_resource)]
    if icon is not None:
        resources += _read(icon, icon_resources)
    if version_info:
        resources.append(version_resource(version_info))
    return resources


def _read(path: Path, convert: Callable[[bytes], _Converted]) -> _Converted:
    """Converts the content of a file, which errors then name."""
    try:
        return convert(path.read_bytes())
    except ToolError as error:
        raise ToolError(f"{path}: {error}") from None
