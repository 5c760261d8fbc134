"""Runs programs of all platforms on this machine, natively or under an emulator.

    result = emulators.run("linux_aarch64_musl", "path/to/program", "argument", env={"A": "b"})

Where a platform's programs cannot be run, the calling test is skipped and says why.
"""

from __future__ import annotations

import os
import platform as machine
import shlex
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Union

import machine_emulators

from tests.skipping import skip

Argument = Union[str, Path]
"""One of a program's arguments: text goes as it is, a path as the program names it."""


class Unavailable(Exception):
    """Programs of a platform cannot be run here; the text is the reason and the mend."""


def run(
    platform: str,
    executable: Argument,
    *arguments: Argument,
    env: Mapping[str, str] | None = None,
    stdin: str = "",
    cwd: Path | None = None,
    timeout: float = 60.0,
) -> subprocess.CompletedProcess[str]:
    """Runs a program to its end.

    Args:
        platform: name of the program's platform, as in `platforms/platforms.bzl`.
        executable: the program's file.
        *arguments: its arguments.
        env: its environment variables; it sees none of this process's.
        stdin: what it reads from its standard input, which is a pipe.
        cwd: its working folder, by default this process's.
        timeout: seconds until it is killed.

    Returns:
        its exit status and what it wrote, decoded from UTF-8, with `\\n` at the end of every line.

    Raises:
        unittest.SkipTest: programs of the platform cannot be run here.
        subprocess.TimeoutExpired: the program took longer.
    """
    return subprocess.run(
        [*_prefix(platform), Path(executable).absolute(), *arguments],
        env=dict(env or {}),
        input=stdin,
        cwd=cwd,
        timeout=timeout,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
    )


def startable(platform: str, executable: Argument, folder: Path) -> Path:
    """Gives a file that programs of a platform can start themselves, to run a program of it.

    Under qemu that is a script, because this machine's kernel cannot run such a program; the others
    start it by its own name.

    Args:
        platform: name of the platform.
        executable: the program's file.
        folder: where a script is written to.

    Raises:
        unittest.SkipTest: programs of the platform cannot be run here.
    """
    program = Path(executable).absolute()
    prefix = _prefix(platform)
    if not prefix or not platform.startswith("linux_"):
        return program
    script = folder / program.name
    command = shlex.join([*prefix, str(program)])
    script.write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return script


def under_test(*arguments: Argument, **options: object) -> subprocess.CompletedProcess[str]:
    """Runs the executable of an `executable_on_platform_test`; see `run`."""
    return run(os.environ["PLATFORM"], os.environ["EXECUTABLE"], *arguments, **options)


def _prefix(platform: str) -> Sequence[str]:
    try:
        return _PREFIXES[platform]()
    except Unavailable as reason:
        skip(f"programs for {platform} cannot be run here: {reason}")


def _natively() -> list[str]:
    if (machine.system(), machine.machine()) != ("Linux", "x86_64"):
        raise Unavailable(f"this is {machine.system()} {machine.machine()}")
    return []


def _under_qemu() -> list[str]:
    if machine_emulators.QEMU_AARCH64 is None:
        raise Unavailable("there is no qemu-aarch64 (Debian: apt-get install qemu-user)")
    return [machine_emulators.QEMU_AARCH64]


def _under_qemu_with_glibc() -> list[str]:
    qemu = _under_qemu()
    if machine_emulators.AARCH64_SYSROOT is None:
        raise Unavailable("there is no glibc for it (Debian: apt-get install libc6-arm64-cross)")
    return [*qemu, "-L", machine_emulators.AARCH64_SYSROOT]


def _not_yet() -> list[str]:
    raise Unavailable("nothing here runs them")


_PREFIXES: Mapping[str, Callable[[], Sequence[str]]] = {
    "linux_aarch64_gnu": _under_qemu_with_glibc,
    "linux_aarch64_musl": _under_qemu,
    "linux_x86_64_gnu": _natively,
    "linux_x86_64_musl": _natively,
    "macos_arm64": _not_yet,
    "macos_x86_64": _not_yet,
    "windows_x86_64": _not_yet,
}
"""Name of the platform -> what gives the words before the program's in the command that runs it."""
