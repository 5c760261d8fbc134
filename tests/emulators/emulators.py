"""Runs programs of all platforms on this machine, natively or under an emulator.

    result = emulators.run("linux_aarch64_musl", "path/to/program", "argument", env={"A": "b"})

Where a platform's programs cannot be run, the calling test is skipped and says why.
"""

from __future__ import annotations

import os
import platform as machine
import shlex
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Union

import machine_emulators

from tests.emulators import wine
from tests.emulators.emulator import Emulator, Unavailable
from tests.skipping import skip

_NOT_AVAILABLE = "not_available.txt"
"""Name of a file in place of an executable that could not be built: tests/python_versions."""

Argument = Union[str, Path]
"""What a program is given: text goes as it is, a path as the program names it."""


def run(
    platform: str,
    executable: Argument,
    *arguments: Argument,
    env: Mapping[str, Argument] | None = None,
    stdin: str = "",
    cwd: Path | None = None,
    timeout: float = 60.0,
) -> subprocess.CompletedProcess[str]:
    """Runs a program to its end.

    Args:
        platform: name of the program's platform, as in `platforms/platforms.bzl`.
        executable: the program's file.
        *arguments: its arguments.
        env: its environment variables; it sees none of this process's. A Windows program gets some
            of Windows' own instead: PATH, HOME, TEMP, TMP.
        stdin: what it reads from its standard input, which is a pipe.
        cwd: its working folder, by default this process's.
        timeout: seconds until it is killed.

    Returns:
        its exit status and what it wrote, decoded from UTF-8, with `\\n` at the end of every line.

    Raises:
        unittest.SkipTest: programs of the platform cannot be run here, or this one not be built.
        subprocess.TimeoutExpired: the program took longer.
    """
    emulator = _emulator(platform)
    if Path(executable).name == _NOT_AVAILABLE:
        skip(Path(executable).read_text(encoding="utf-8").strip())
    return subprocess.run(
        [
            *emulator.command,
            Path(executable).absolute(),
            *(emulator.text(argument) for argument in arguments),
        ],
        env=emulator.environment_with(env or {}),
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

    Under qemu and macho_runner that is a script, because this machine's kernel cannot run such a
    program; the others start it by its own name.

    Args:
        platform: name of the platform.
        executable: the program's file.
        folder: where a script is written to.

    Raises:
        unittest.SkipTest: programs of the platform cannot be run here.
    """
    program = Path(executable).absolute()
    command = _emulator(platform).command
    if not command or platform.startswith("windows_"):
        return program
    script = folder / program.name
    words = shlex.join([*(str(word) for word in command), str(program)])
    script.write_text(f'#!/bin/sh\nexec {words} "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return script


def command(platform: str) -> list[str | Path]:
    """Gives the words to put before the path of a platform's program to run it here.

    Args:
        platform: name of the platform.

    Returns:
        none, or the emulator with its options. Some emulators want an environment besides: `run`
        knows.

    Raises:
        unittest.SkipTest: programs of the platform cannot be run here.
    """
    return list(_emulator(platform).command)


def under_test(*arguments: Argument, **options: object) -> subprocess.CompletedProcess[str]:
    """Runs the executable of an `executable_on_platform_test`; see `run`."""
    return run(os.environ["PLATFORM"], os.environ["EXECUTABLE"], *arguments, **options)


def need_libstdcxx(platform: str) -> None:
    """Says that the calling test's program needs the system's C++ library, as wheels may.

    Args:
        platform: name of the program's platform.

    Raises:
        unittest.SkipTest: the emulator has none.
    """
    if platform == "linux_aarch64_gnu" and machine_emulators.AARCH64_LIBSTDCXX is None:
        skip(
            f"programs for {platform} cannot be run here: there is no libstdc++ for it "
            "(Debian: apt-get install libstdc++6-arm64-cross)"
        )


def _emulator(platform: str) -> Emulator:
    try:
        return _EMULATORS[platform]()
    except Unavailable as reason:
        skip(f"programs for {platform} cannot be run here: {reason}")


def _natively() -> Emulator:
    if (machine.system(), machine.machine()) != ("Linux", "x86_64"):
        raise Unavailable(f"this is {machine.system()} {machine.machine()}")
    return Emulator()


def _qemu() -> Emulator:
    if machine_emulators.QEMU_AARCH64 is None:
        raise Unavailable("there is no qemu-aarch64 (Debian: apt-get install qemu-user)")
    return Emulator([machine_emulators.QEMU_AARCH64])


def _qemu_with_glibc() -> Emulator:
    qemu = _qemu()
    if machine_emulators.AARCH64_SYSROOT is None:
        raise Unavailable("there is no glibc for it (Debian: apt-get install libc6-arm64-cross)")
    return Emulator([*qemu.command, "-L", machine_emulators.AARCH64_SYSROOT])


def _wine() -> Emulator:
    if machine_emulators.WINE is None:
        raise Unavailable("Wine is not installed (run tests/emulators/install)")
    windows = wine.private_wine(Path(machine_emulators.WINE))
    return Emulator([windows.loader], windows.environment, wine.NOT_GIVEN, name=wine.windows_name)


def _macho_runner() -> Emulator:
    return Emulator([*_natively().command, _macho_runner_for("x86_64")])


def _macho_runner_under_qemu() -> Emulator:
    return Emulator([*_qemu().command, _macho_runner_for("aarch64")])


def _macho_runner_for(cpu: str) -> Path:
    """Gives the runner among the runfiles, in which a test starts."""
    return Path("tests/macho_runner", f"macho_runner_{cpu}", "macho_runner").absolute()


_EMULATORS: Mapping[str, Callable[[], Emulator]] = {
    "linux_aarch64_gnu": _qemu_with_glibc,
    "linux_aarch64_musl": _qemu,
    "linux_x86_64_gnu": _natively,
    "linux_x86_64_musl": _natively,
    "macos_arm64": _macho_runner_under_qemu,
    "macos_x86_64": _macho_runner,
    "windows_x86_64": _wine,
}
"""Name of the platform -> what gives its emulator."""
