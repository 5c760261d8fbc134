"""One build: what is built for which target, and what its backend is told."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tools.sdist import cmake, meson
from tools.sdist.programs import write_programs
from tools.sdist.records import Recorder
from tools.sdist.target import Target
from tools.sdist.toolchain import read_toolchain
from tools.sdist.windows_imports import python_dlls
from tools.wheel.backends import MESON_PYTHON, Backend


@dataclass(frozen=True)
class Build:
    """A build.

    Attributes:
        folder: a folder for its files.
        source: the unpacked source distribution.
        root: the folder that paths in `facts` are relative to, but for those of the target.
        target: what is built for.
        facts: the target and its toolchain as JSON has them.
        programs: further programs that the build may start.
    """

    folder: Path
    source: Path
    root: Path
    target: Target
    facts: Mapping[str, Any]
    programs: Sequence[Path]

    @property
    def records(self) -> Path:
        """The folder for notes of what was linked."""
        return self.folder / "records"

    def make_path(self) -> Path:
        """Makes the folder that is PATH: nothing of the machine that builds is found."""
        folder = self.folder / "programs"
        folder.mkdir()
        os.environ["PATH"] = str(folder)
        return folder


def prepare_setuptools(build: Build) -> tuple[Mapping[str, object], Recorder]:
    """Makes setuptools, in this process, use the toolchain.

    Returns:
        `config_settings`, and what records the extension modules.
    """
    # Imports setuptools, which is there only if it builds.
    from tools.sdist.compiler import install

    build.make_path()
    configuration = build.folder / "setup.cfg"
    configuration.write_text(
        f"[bdist_wheel]\nplat_name = {build.target.wheel_platform}\n", encoding="utf-8"
    )
    os.environ["DIST_EXTRA_CONFIG"] = str(configuration)
    # As in every isolated build; some setup scripts look at the arguments.
    sys.argv = ["setup.py"]
    headers = build.target.headers[0]
    is_windows = build.target.sys_platform == "win32"
    recorder = install(
        read_toolchain(build.facts, build.root, [build.source]),
        headers=headers,
        python_dlls=python_dlls(build.target.python_version, headers) if is_windows else None,
    )
    return {}, recorder


def prepare_programs(backend: Backend, build: Build) -> tuple[Target, Mapping[str, object]]:
    """Prepares a build by a system that starts compilers.

    Returns:
        the target with a folder of all headers, and `config_settings`.
    """
    # In one folder, as in an installation; some code looks for `pyconfig.h` beside `Python.h`.
    headers = build.folder / "include"
    headers.mkdir()
    # Not all of these exist.
    for folder in filter(Path.is_dir, build.target.headers):
        for entry in folder.iterdir():
            if not (headers / entry.name).exists():
                (headers / entry.name).symlink_to(entry)
    target = replace(build.target, headers=[headers])
    facts = build.folder / "target.json"
    facts.write_text(json.dumps({**build.facts, "target": target.facts()}), encoding="utf-8")
    build.records.mkdir()
    programs = write_programs(
        build.make_path(), facts, build.root, build.source, build.records, build.programs
    )
    sys.executable = str(programs.python)
    configure = meson.configure if backend == MESON_PYTHON else cmake.configure
    return target, configure(build.folder, target, programs)
