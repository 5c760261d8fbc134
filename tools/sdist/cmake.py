"""Builds with scikit-build-core: CMake's toolchain file, and the options of its backend."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from tools.sdist.programs import Programs
from tools.sdist.target import Target


def toolchain_file(target: Target, programs: Programs, emulator: Path, empty: Path) -> str:
    """Returns CMake's description of the target and of what compiles for it.

    Args:
        target: what is built for.
        programs: what the build may start.
        emulator: what starts programs of the target.
        empty: an empty folder, in which alone CMake looks for libraries, headers and packages.
    """
    lines = [
        f"set(CMAKE_SYSTEM_NAME {target.system})",
        f"set(CMAKE_SYSTEM_PROCESSOR {target.machine})",
        f'set(CMAKE_C_COMPILER "{programs.c}")',
        f'set(CMAKE_CXX_COMPILER "{programs.cxx}")',
        f'set(CMAKE_AR "{programs.ar}")',
        f'set(CMAKE_RANLIB "{programs.ranlib}")',
        f'set(CMAKE_CROSSCOMPILING_EMULATOR "{emulator}")',
        f'set(CMAKE_FIND_ROOT_PATH "{empty}")',
        "set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)",
        "set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)",
        "set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)",
        "set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)",
    ]
    if target.sys_platform == "darwin":
        lines += [
            f'set(CMAKE_INSTALL_NAME_TOOL "{programs.install_name_tool}")',
            # They would be those of the machine that builds.
            "set(CMAKE_FIND_APPBUNDLE NEVER)",
            "set(CMAKE_FIND_FRAMEWORK NEVER)",
        ]
    return "\n".join([*lines, ""])


def _macos_defines(target: Target) -> dict[str, str]:
    """Returns what a package may not decide, or CMake finds out on a Mac.

    Packages say some of it before CMake reads the toolchain's file.
    """
    return {
        "cmake.define.CMAKE_OSX_ARCHITECTURES": target.machine,
        "cmake.define.CMAKE_OSX_DEPLOYMENT_TARGET": target.macos_version,
        # Run paths would be changed while installing, by a program that is not here; and modules
        # are linked with no shared library that they could find.
        "cmake.define.CMAKE_SKIP_RPATH": "ON",
    }


def configure(folder: Path, target: Target, programs: Programs) -> Mapping[str, object]:
    """Prepares a build; returns the `config_settings` of the backend.

    Args:
        folder: a folder for its files.
        target: what is built for.
        programs: what it may start.
    """
    empty = folder / "empty"
    empty.mkdir()
    # Python answers as the target's would, and nothing else of the target can be run.
    emulator = folder / "emulator"
    emulator.write_text(
        f'#!/bin/sh\n[ "$1" = {programs.python} ] && exec "$@"\nexit 1\n', encoding="utf-8"
    )
    emulator.chmod(0o755)
    file = folder / "toolchain.cmake"
    file.write_text(toolchain_file(target, programs, emulator, empty), encoding="utf-8")
    os.environ["CMAKE_GENERATOR"] = "Ninja"
    return {
        # The object files are needed afterwards.
        "build-dir": str(folder / "build"),
        # With an emulator, `find_package(Python)` asks Python for the suffix of modules.
        "cmake.define.CMAKE_POLICY_DEFAULT_CMP0190": "NEW",
        "cmake.define.CMAKE_TOOLCHAIN_FILE": str(file),
        # There is no program for it; the linker has left debug information out.
        "install.strip": "false",
        "ninja.make-fallback": "false",
        **(_macos_defines(target) if target.sys_platform == "darwin" else {}),
    }
