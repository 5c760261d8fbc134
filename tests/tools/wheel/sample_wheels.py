"""Makes small wheels to fetch."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.wheel.candidates import Candidate
from tools.wheel.tags import Target

TARGET = Target(
    python_version="3.13",
    abis=["cp313", "abi3", "none"],
    platforms=["manylinux_2_17_x86_64", "manylinux2014_x86_64"],
    name="the test's Python",
)

WINDOWS_TARGET = Target(
    python_version="3.13",
    abis=["cp313", "abi3", "none"],
    platforms=["win_amd64"],
    name="the test's Windows",
)

TARGETS = {"linux": TARGET, "windows": WINDOWS_TARGET}

ENVIRONMENTS = {
    "linux": {"sys_platform": "linux", "python_version": "3.13"},
    "windows": {"sys_platform": "win32", "python_version": "3.13"},
}


def make_wheel(
    folder: Path,
    name: str = "sample",
    version: str = "1.0",
    tag: str = "py3-none-any",
    files: Mapping[str, str] = {},
    requires: Sequence[str] = (),
    extras: Sequence[str] = (),
) -> Path:
    """Writes a wheel; returns its path."""
    wheel = folder / f"{name}-{version}-{tag}.whl"
    information = f"{name}-{version}.dist-info"
    metadata = [f"Name: {name}", f"Version: {version}"]
    metadata += [f"Requires-Dist: {text}" for text in requires]
    metadata += [f"Provides-Extra: {text}" for text in extras]
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
        archive.writestr(
            f"{information}/METADATA",
            "\n".join(["Metadata-Version: 2.1", *metadata]) + "\n\nRequires-Dist: not a header\n",
        )
        archive.writestr(
            f"{information}/WHEEL",
            f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n",
        )
        archive.writestr(f"{information}/RECORD", "")
    return wheel


def candidate_of(wheel: Path, marker: str = "", extras: Sequence[str] = ()) -> Candidate:
    """Returns the line of a requirements file that pins a wheel."""
    return Candidate(
        version=wheel.name.split("-")[1],
        hashes=["sha256:" + hashlib.sha256(wheel.read_bytes()).hexdigest()],
        extras=extras,
        marker=marker,
    )
