"""Downloads one wheel by name, version and hash through pip, and says clearly why it cannot."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.common.errors import ToolError
from tools.wheel.candidates import Candidate
from tools.wheel.packaging_library import canonicalize_name

_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input")

_NO_DISTRIBUTION = "No matching distribution found"
_VERSIONS = re.compile(r"\(from versions: ([^)]*)\)")
_HASHES = "DO NOT MATCH THE HASHES"
_ACTUAL_HASH = re.compile(r"Got\s+([0-9a-f]{64})")

# What `pip -vv` says of each file of an index that it passes over, in all versions since 20.3.
_SKIPPED_TAGS = re.compile(
    r"none of the wheel's tags \(([^)]*)\) are compatible[^\n]*?([^/\s]+\.whl)"
)


# How many of the versions that an index has are named in a message.
_SHOWN_VERSIONS = 5


@dataclass(frozen=True)
class Target:
    """The Python that a wheel is for.

    Attributes:
        python_version: `3.13`.
        implementation: `cp` for CPython.
        abis: ABI tags it can load, such as `cp313` and `abi3`.
        platforms: platform tags it can load, best first; wheels for any platform always fit.
        name: what people call it, for messages.
    """

    python_version: str
    implementation: str
    abis: Sequence[str]
    platforms: Sequence[str]
    name: str


def download(
    name: str, candidate: Candidate, target: Target, options: Sequence[str], folder: Path
) -> Path:
    """Downloads a wheel; pip verifies its hash.

    Args:
        name: name of the package.
        candidate: its version and hashes.
        target: the Python it is for.
        options: further options of `pip download`, such as `--index-url=...`.
        folder: an empty folder to write to.

    Returns:
        The wheel.

    Raises:
        ToolError: it cannot be had, or is not the one with these hashes.
    """
    requirement = f"{name}=={candidate.version}"
    requirements = folder / "requirements.txt"
    requirements.write_text(
        " ".join([requirement, *(f"--hash={value}" for value in candidate.hashes)]) + "\n",
        encoding="utf-8",
    )
    command = [
        *("download", "--no-deps", "--require-hashes", "--only-binary=:all:"),
        *("--dest", str(folder / "wheels")),
        *("--requirement", str(requirements)),
        *("--python-version", target.python_version, "--implementation", target.implementation),
        *(f"--abi={abi}" for abi in target.abis),
        *(f"--platform={platform}" for platform in target.platforms),
        *options,
    ]
    status, output = _run([*_PIP, *command])
    if status:
        _explain(name, candidate.version, target, command, output)
    (wheel,) = (folder / "wheels").glob("*.whl")
    return wheel


def _run(command: Sequence[str]) -> tuple[int, str]:
    """Runs pip; returns its exit code and what it printed."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    process = subprocess.run(
        command,
        check=False,
        encoding="utf-8",
        env=environment,
        errors="replace",
        stderr=subprocess.STDOUT,
        stdout=subprocess.PIPE,
    )
    return process.returncode, process.stdout


def _explain(name: str, version: str, target: Target, command: Sequence[str], output: str) -> None:
    """Raises the ToolError for a failed download.

    Args:
        name: name of the package.
        version: its version.
        target: the Python it is for.
        command: the arguments of pip that failed.
        output: what pip printed.
    """
    if "No module named pip" in output:
        raise ToolError("python3 has no pip: install it (python3-pip, or python3 -m ensurepip)")
    if _HASHES in output:
        found = _ACTUAL_HASH.search(output)
        raise ToolError(
            f"{name} {version}: wrong hash"
            + (f": the index gives a file with sha256:{found.group(1)}" if found else "")
            + ", which is none of those in the requirements file: if the file is the right one, "
            "lock again"
        )
    if _NO_DISTRIBUTION in output:
        _, details = _run([*_PIP, "-vv", *command])
        raise ToolError(f"{name} {version}: {_missing(name, version, target, details)}")
    lines = [line for line in output.splitlines() if line.startswith("ERROR:")]
    reason = (lines or output.splitlines() or ["it printed nothing"])[-1]
    raise ToolError(
        f"{name} {version}: pip could not download it ({reason.strip()}): see that "
        "`pip download` works on this machine (pip config list)"
    )


def _missing(name: str, version: str, target: Target, details: str) -> str:
    """Says why an index has no fitting wheel, by what `pip -vv` printed."""
    tags = set()
    for skipped, file_name in _SKIPPED_TAGS.findall(details):
        wheel_name, _, rest = file_name.partition("-")
        if canonicalize_name(wheel_name) == canonicalize_name(name) and rest.startswith(
            version + "-"
        ):
            tags.update(skipped.split(", "))
    if tags:
        return f"no wheel for {target.name}; there are wheels only for {', '.join(sorted(tags))}"
    listed = _VERSIONS.search(details)
    versions = listed.group(1).split(", ") if listed else []
    if versions not in ([], [""], ["none"]):
        older = len(versions) - _SHOWN_VERSIONS
        return (
            f"no wheel of this version for {target.name}; the index that pip is configured for "
            f"has {', '.join(versions[-_SHOWN_VERSIONS:])}"
            + (f" and {older} older ones" if older > 0 else "")
        )
    return (
        f"no wheel for {target.name} in the index that pip is configured for (pip config list): "
        "source distributions are not supported, lock a version that has a wheel"
    )
