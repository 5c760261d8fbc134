"""What a build linked of what."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tools.common.errors import ToolError
from tools.sdist.driver import RECORD
from tools.sdist.target import read_json

_STABLE_ABI_SUFFIXES = (".abi3.so", ".pyd", ".so")


@dataclass
class Recorder:
    """What was built.

    Attributes:
        modules: name of an extension module -> its object files and static libraries.
        current: the module that is being built.
        current_limited_api: whether it keeps to the stable ABI.
        errors: what went wrong, though a setup script may go on without the module.
    """

    modules: dict[str, list[Path]] = field(default_factory=dict)
    current: str = ""
    current_limited_api: bool = False
    errors: list[str] = field(default_factory=list)


def module_name(path: str, extension_suffix: str) -> str | None:
    """Returns the dotted name of the extension module that a file in a wheel is, if it is one."""
    for suffix in (extension_suffix, *_STABLE_ABI_SUFFIXES):
        if path.endswith(suffix):
            parts = PurePosixPath(path.removesuffix(suffix)).parts
            if parts[0].endswith(".data"):
                parts = parts[2:]
            return ".".join(parts)
    return None


def read_records(wheel: Path, extension_suffix: str, records: Path) -> Recorder:
    """Finds out what the extension modules in a wheel were linked of.

    Args:
        wheel: the wheel.
        extension_suffix: what names of extension modules' files end in.
        records: the folder that `tools/sdist/driver.py` wrote to.

    Raises:
        ToolError: one was linked by something else, or two have the same name.
    """
    linked: dict[str, list[list[Path]]] = {}
    for record in sorted(records.glob(f"*/{RECORD}")):
        content = read_json(record)
        files = [Path(file) for file in content["files"]]
        found = linked.setdefault(Path(content["output"]).name, [])
        if files not in found:
            found.append(files)
    recorder = Recorder()
    with zipfile.ZipFile(wheel) as archive:
        for path in sorted(archive.namelist()):
            name = module_name(path, extension_suffix)
            if name is None:
                continue
            candidates = linked.get(PurePosixPath(path).name, [])
            if not candidates:
                raise ToolError(f"{path}: was not linked by the toolchain")
            if len(candidates) > 1:
                raise ToolError(
                    f"{path}: several files of that name were linked; only extension modules with "
                    "different file names can be told apart"
                )
            recorder.modules[name] = candidates[0]
    return recorder
