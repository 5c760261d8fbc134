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
from tools.wheel.tags import Target, any_platform, platform_tags, shown_tags

_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input")

_NO_DISTRIBUTION = "No matching distribution found"
_VERSIONS = re.compile(r"\(from versions: ([^)]*)\)")
_HASHES = "DO NOT MATCH THE HASHES"
_ACTUAL_HASH = re.compile(r"Got\s+([0-9a-f]{64})")

# What `pip -vv` says of each file of an index that it passes over, in all versions since 20.3.
_SKIPPED_WHEEL = re.compile(
    r"none of the wheel's tags \([^)]*\) are compatible[^\n]*?([^/\s]+\.whl)"
)


# How many of the versions that an index has are named in a message.
_SHOWN_VERSIONS = 5


@dataclass(frozen=True)
class Wheels:
    """The wheels of one version of a package.

    Attributes:
        names: the names of their files.
        for_any_platform: the one that fits every platform, if there is one.
    """

    names: Sequence[str]
    for_any_platform: Path | None


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
    wheel, output = _download(name, candidate, target, options, folder)
    if not wheel:
        raise ToolError(_missing(name, candidate.version, target, output))
    return wheel


def download_wheel_for_any_platform(
    name: str, candidate: Candidate, target: Target, options: Sequence[str], folder: Path
) -> Wheels:
    """Downloads the wheel that fits every platform, if there is one; finds out what others exist.

    If there are others, one that is not among those in the requirements file does not count.

    Arguments are those of `download`; of the target only the Python version counts.

    Returns:
        At least one wheel.

    Raises:
        ToolError: there is none, or only one with other hashes.
    """
    target = any_platform(target)
    wheel, output = _download(name, candidate, target, options, folder)
    names = _skipped_wheels(name, candidate.version, output)
    if wheel:
        names.append(wheel.name)
    if not names:
        raise ToolError(_missing(name, candidate.version, target, output))
    return Wheels(names, wheel)


def _download(
    name: str, candidate: Candidate, target: Target, options: Sequence[str], folder: Path
) -> tuple[Path | None, str]:
    """Returns the wheel, or None if none fits the target or has the hashes; and what pip said.

    Raises:
        ToolError: pip failed otherwise.
    """
    requirements = folder / "requirements.txt"
    requirements.write_text(
        f"{name}=={candidate.version}" + "".join(f" --hash={value}" for value in candidate.hashes),
        encoding="utf-8",
    )
    status, output = run_pip(
        [
            *(*_PIP, "-vv", "download", "--no-deps", "--require-hashes", "--only-binary=:all:"),
            *("--dest", str(folder / "wheels")),
            *("--requirement", str(requirements)),
            *("--python-version", target.python_version, "--implementation", "cp"),
            *(f"--abi={abi}" for abi in target.abis),
            *(f"--platform={platform}" for platform in platform_tags(target)),
            *options,
        ]
    )
    if status == 0:
        (wheel,) = (folder / "wheels").glob("*.whl")
        return wheel, output
    if _NO_DISTRIBUTION in output or _HASHES in output:
        return None, output
    raise ToolError(failure(name, candidate.version, output))


def run_pip(command: Sequence[str]) -> tuple[int, str]:
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


def failure(name: str, version: str, output: str) -> str:
    """Says why pip failed, by what it printed."""
    if "No module named pip" in output:
        return "python3 has no pip: install it (python3-pip, or python3 -m ensurepip)"
    lines = [line for line in output.splitlines() if line.startswith("ERROR:")]
    reason = (lines or output.splitlines() or ["it printed nothing"])[-1]
    return (
        f"{name} {version}: pip could not download it ({reason.strip()}): see that "
        "`pip download` works on this machine (pip config list)"
    )


def wrong_hash(name: str, version: str, output: str) -> str:
    """Says which hash an index's file has, by what pip printed, if it is a wrong one."""
    if _HASHES not in output:
        return ""
    found = _ACTUAL_HASH.search(output)
    return (
        f"{name} {version}: wrong hash"
        + (f": the index gives a file with sha256:{found.group(1)}" if found else "")
        + ", which is none of those in the requirements file: if the file is the right one, "
        "lock again"
    )


def _skipped_wheels(name: str, version: str, output: str) -> list[str]:
    """Returns the wheels of one version that did not fit, by what `pip -vv` printed."""
    wheels = set()
    for file_name in _SKIPPED_WHEEL.findall(output):
        wheel_name, _, rest = file_name.partition("-")
        if canonicalize_name(wheel_name) == canonicalize_name(name) and rest.startswith(
            version + "-"
        ):
            wheels.add(file_name)
    return sorted(wheels)


def _missing(name: str, version: str, target: Target, output: str) -> str:
    """Says why an index has no fitting wheel, by what `pip -vv` printed."""
    reason = wrong_hash(name, version, output)
    if reason:
        return reason
    wheels = _skipped_wheels(name, version, output)
    if wheels:
        return no_wheel(name, version, target, wheels)
    listed = _VERSIONS.search(output)
    versions = listed.group(1).split(", ") if listed else []
    if versions not in ([], [""], ["none"]):
        older = len(versions) - _SHOWN_VERSIONS
        return (
            f"{name} {version}: no wheel of this version for {target.name}; the index that pip is "
            f"configured for has {', '.join(versions[-_SHOWN_VERSIONS:])}"
            + (f" and {older} older ones" if older > 0 else "")
        )
    return (
        f"{name} {version}: no wheel for {target.name} in the index that pip is configured for "
        "(pip config list): lock a version that has a wheel, or say build_from_source = True"
    )


def no_wheel(name: str, version: str, target: Target, wheels: Sequence[str]) -> str:
    """Says that none of the wheels of a version fits."""
    return (
        f"{name} {version}: no wheel for {target.name}; "
        f"there are wheels only for {shown_tags(wheels, target)}"
    )
