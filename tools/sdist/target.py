"""What a source distribution is built for, and how the running interpreter passes for it.

Setup scripts and setuptools ask the interpreter they run in what they build for. For another
platform it has to give the answers of the interpreter there.
"""

from __future__ import annotations

import _osx_support
import json
import marshal
import os
import platform
import sys
import sysconfig
import types
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.common.bytecode_archive import (
    BYTECODE_SUFFIX,
    COMPRESSED_SUFFIX,
    RAW_SIZE,
    read_bytecode_archive,
    split_pyc,
)
from tools.common.errors import ToolError

_DATA_PREFIX = "_sysconfigdata_"


@dataclass(frozen=True)
class Target:
    """The platform that is built for.

    Attributes:
        extension_suffix: what names of extension modules' files end in.
        headers: folders of Python's headers.
        machine, sys_platform, system: as environment markers name them (PEP 508).
        python_version: full version.
        standard_library: zips of bytecode; the module with sysconfig's variables is in one of them,
            but on Windows.
        wheel_platform: platform tag of the wheel.
    """

    extension_suffix: str
    headers: Sequence[Path]
    machine: str
    python_version: str
    standard_library: Sequence[Path]
    sys_platform: str
    system: str
    wheel_platform: str

    @property
    def macos_version(self) -> str:
        """The oldest macOS that is built for, such as `10.15`: what the tag of the wheel says."""
        _, major, minor, *_ = self.wheel_platform.split("_")
        return f"{major}.{minor}"

    def facts(self) -> dict[str, Any]:
        """Returns what `read_target` reads, for JSON."""
        facts = vars(self).copy()
        for name in ("headers", "standard_library"):
            facts[name] = [str(path) for path in facts[name]]
        return facts


def read_target(facts: Mapping[str, Any]) -> Target:
    """Returns the target that JSON describes; makes its paths absolute.

    Raises:
        ToolError: it is for another version of Python than the running one.
    """
    target = Target(
        extension_suffix=facts["extension_suffix"],
        headers=[Path(folder).absolute() for folder in facts["headers"]],
        machine=facts["machine"],
        python_version=facts["python_version"],
        standard_library=[Path(file).absolute() for file in facts["standard_library"]],
        sys_platform=facts["sys_platform"],
        system=facts["system"],
        wheel_platform=facts["wheel_platform"],
    )
    here = platform.python_version()
    if target.python_version != here:
        raise ToolError(f"Python {here} cannot build for Python {target.python_version}")
    return target


def sysconfig_variables(archives: Iterable[Path]) -> dict[str, Any]:
    """Returns sysconfig's variables from the standard library of a platform.

    Raises:
        ToolError: it has none.
    """
    for archive in archives:
        for member, content in read_bytecode_archive(archive):
            if not member.startswith(_DATA_PREFIX):
                continue
            if member.endswith(COMPRESSED_SUFFIX):
                code = zlib.decompress(split_pyc(content)[1][RAW_SIZE.size :])
            elif member.endswith(BYTECODE_SUFFIX):
                code = bytes(split_pyc(content)[1])
            else:
                continue
            module: dict[str, Any] = {}
            exec(marshal.loads(code), module)
            return module["build_time_vars"]
    raise ToolError(f"the standard library of the target has no module {_DATA_PREFIX}*")


def _windows_variables(target: Target) -> dict[str, Any]:
    """Returns the variables of Windows, where no module has them, as far as they matter."""
    version = "".join(target.python_version.split(".")[:2])
    return {
        "EXT_SUFFIX": target.extension_suffix,
        "SOABI": target.extension_suffix.strip(".").removesuffix(".pyd"),
        "VERSION": version,
    }


def platform_name(target: Target, variables: Mapping[str, Any]) -> str:
    """Returns what `sysconfig.get_platform` returns there."""
    if target.sys_platform == "win32":
        return "win-" + target.machine.lower()
    if target.sys_platform == "darwin":
        return f"macosx-{variables['MACOSX_DEPLOYMENT_TARGET']}-{target.machine}"
    return f"{target.sys_platform}-{target.machine}"


def pass_for(target: Target) -> None:
    """Makes this process answer as the interpreter of the target would.

    `os` and `os.path` stay those of the machine: files are still here.

    Raises:
        ToolError: the target's standard library has no variables of sysconfig.
    """
    variables = (
        _windows_variables(target)
        if target.sys_platform == "win32"
        else sysconfig_variables(target.standard_library)
    )
    name = platform_name(target, variables)
    headers = str(target.headers[0])
    # Programs are those of the machine that builds, and their names have no suffix. No library of
    # Python is linked with extension modules.
    known = {**variables, "EXE": "", "INCLUDEPY": headers, "LIBPYTHON": ""}
    sysconfig.get_config_vars().update(known)
    # It would ask the compiler of macOS what it can do.
    _osx_support.customize_compiler = lambda config_vars: config_vars
    sysconfig.get_platform = lambda: name
    _replace_header_folders(headers)

    machine = (target.system, "", "", "", target.machine)
    platform.uname = lambda: platform.uname_result(*machine)
    platform.mac_ver = lambda *_args, **_kwargs: (
        str(variables.get("MACOSX_DEPLOYMENT_TARGET", "")),
        ("", "", ""),
        target.machine,
    )
    os.uname = lambda: os.uname_result(machine)
    if target.sys_platform == "darwin":
        # `urllib.request`, which much imports, needs it there.
        sys.modules.setdefault("_scproxy", _proxies_of_macos())
    sys.platform = target.sys_platform
    sys.implementation._multiarch = variables.get("MULTIARCH", "")
    os.environ["_PYTHON_HOST_PLATFORM"] = name


def _proxies_of_macos() -> types.ModuleType:
    """Returns a module that stands for the one with macOS's settings of proxies: there are none."""
    module = types.ModuleType("_scproxy")
    vars(module).update(_get_proxies=dict, _get_proxy_settings=dict)
    return module


def _replace_header_folders(headers: str) -> None:
    """Makes the folders of headers in `sysconfig` those of the target."""
    get_path, get_paths = sysconfig.get_path, sysconfig.get_paths
    changed = {"include": headers, "platinclude": headers}

    def target_paths(*args: Any, **kwargs: Any) -> dict[str, str]:
        return {**get_paths(*args, **kwargs), **changed}

    def target_path(name: str, *args: Any, **kwargs: Any) -> str | None:
        return changed.get(name) or get_path(name, *args, **kwargs)

    sysconfig.get_paths = target_paths
    sysconfig.get_path = target_path


def read_json(path: Path) -> dict[str, Any]:
    """Returns the object in a file."""
    return json.loads(path.read_text(encoding="utf-8"))
