"""Builds with meson-python: the cross file, and the options of its backend."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from tools.sdist.programs import Programs
from tools.sdist.target import Target

# `platform_machine` -> `cpu_family` of meson.
_FAMILIES = {"AMD64": "x86_64", "arm64": "aarch64"}


def cross_file(target: Target, programs: Programs) -> str:
    """Returns meson's description of the target and of what compiles for it.

    Programs of the target are never run, also where they could be.
    """
    family = _FAMILIES.get(target.machine, target.machine)
    return "\n".join(
        [
            "[binaries]",
            f"c = '{programs.c}'",
            f"cpp = '{programs.cxx}'",
            f"ar = '{programs.ar}'",
            f"python = '{programs.python}'",
            "[host_machine]",
            f"system = '{target.system.lower()}'",
            f"cpu_family = '{family}'",
            f"cpu = '{family}'",
            "endian = 'little'",
            "[properties]",
            "needs_exe_wrapper = true",
            "",
        ]
    )


def configure(folder: Path, target: Target, programs: Programs) -> Mapping[str, object]:
    """Prepares a build; returns the `config_settings` of the backend.

    Args:
        folder: a folder for its files.
        target: what is built for.
        programs: what it may start.
    """
    file = folder / "cross.ini"
    file.write_text(cross_file(target, programs), encoding="utf-8")
    # What is compiled for the machine that builds has no compiler: the toolchain is the target's.
    for variable in ("MESON_PACKAGE_CACHE_DIR", "PKG_CONFIG_PATH"):
        os.environ.pop(variable, None)
    return {
        # The object files are needed afterwards.
        "build-dir": str(folder / "build"),
        "setup-args": [f"--cross-file={file}", "--wrap-mode=nodownload"],
    }
