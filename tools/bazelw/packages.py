"""Which packages of Debian make a Bazel, and how packages get here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from tools.bazelw.apt import Apt
from tools.bazelw.cache import sha256
from tools.bazelw.failure import ExitCode, Failure

RULES = (
    "bazel-features",
    "bazel-lib",
    "bazel-platforms",
    "bazel-rules-cc",
    "bazel-rules-java",
    "bazel-rules-license",
    "bazel-rules-pkg",
    "bazel-rules-proto",
    "bazel-rules-python",
    "bazel-rules-shell",
    "bazel-skylib",
    "bazel-stardoc",
)
"""Rule sets, patched by Debian to resolve from the disk."""

JAVA_LIBRARIES = (
    "libasync-profiler-java",
    "libcaffeine-java",
    "libcommons-compress-java",
    "libcommons-io-java",
    "libcommons-pool2-java",
    "libdiffutils-java",
    "libgoogle-auth-java",
    "libgoogle-flogger-java",
    "libgoogle-gson-java",
    "libgoogle-http-client-java",
    "libgrpc-java",
    "libjava-allocation-instrumenter-java",
    "libjsr305-java",
    "libperfmark-java",
    "libreactive-streams-java",
    "librx-java",
    "libxz-java",
)
"""The jars that A-server.jar refers to: the closure over the constant pools of its classes. The
rest of Debian's class path (guava, netty, protobuf, fastutil) is inside A-server.jar already or
never referred to."""

SEED = (
    "bazel-bootstrap",
    "bazel-bootstrap-data",
    # libunix_jni.so inside A-server.jar needs it, though Debian's Depends omits it; without it
    # Bazel falls back to a slow file system in Java.
    "libblake3-0",
    "libzstd-jni1",
    *RULES,
    *JAVA_LIBRARIES,
)

NEEDED_DEPENDENCY = re.compile(
    r"(libabsl\d+|libgrpc(\+\+)?[\d.]+(t64)?|libprotobuf\d+(t64)?|libstdc\+\+6|libgcc-s1|libc6"
    r"|zlib1g|libcares2|libzstd1)"
)
"""The dependencies that the executables' dynamic linking needs; `elf` proves that these suffice."""


@dataclass(frozen=True)
class Package:
    """One binary package."""

    name: str
    version: str
    size: int
    """Of the .deb, in bytes."""
    sha256: str


def closure(
    show: Callable[[Sequence[str]], Mapping[str, Mapping[str, str]]],
    seed: Sequence[str] = SEED,
    needed_dependency: re.Pattern[str] = NEEDED_DEPENDENCY,
) -> list[Package]:
    """Adds the needed dependencies to packages.

    Args:
        show: gives the records of packages by name.
        seed: names of the packages to begin with.
        needed_dependency: what matches the names of the dependencies that are needed.

    Raises:
        Failure: the suite lacks a package.
    """
    found: dict[str, Package] = {}
    wanted = list(seed)
    while wanted:
        records = show(wanted)
        following: list[str] = []
        for name in wanted:
            record = records.get(name)
            if record is None:
                raise Failure(
                    ExitCode.NOT_AVAILABLE,
                    f"the suite of Debian has no package {name}",
                    "take another suite",
                )
            found[name] = Package(
                name, record["Version"], int(record["Size"]), record["SHA256"].lower()
            )
            following.extend(dependencies(record, needed_dependency))
        wanted = sorted({name for name in following if name not in found})
    return [found[name] for name in sorted(found)]


def dependencies(record: Mapping[str, str], needed: re.Pattern[str]) -> list[str]:
    """Gives those packages a record depends on that are needed; of alternatives the first."""
    names = []
    for field in ("Pre-Depends", "Depends"):
        for group in record.get(field, "").split(","):
            name = re.split(r"[ :(|]", group.strip())[0]
            if needed.fullmatch(name):
                names.append(name)
    return names


def check_version(record: Mapping[str, str] | None, wanted: str, suite: str) -> None:
    """Checks that the record of bazel-bootstrap is of version `wanted`.

    Raises:
        Failure: it is not.
    """
    version = (record or {}).get("Version")
    if version is None:
        offer = f"Debian {suite} has no bazel-bootstrap"
    elif re.match(re.escape(wanted) + r"(?![\w.])", version):
        return
    else:
        offer = f"Debian {suite} has Bazel {version} only"
    raise Failure(
        ExitCode.NOT_AVAILABLE,
        f"this repository needs Bazel {wanted}, but {offer}",
        "install bazelisk, or name a suite that has it in BAZELW_SUITE",
    )


def already_there(packages: Sequence[Package], folder: Path) -> dict[str, Path]:
    """Finds verified packages in `folder`, by name; removes files that do not verify."""
    there: dict[str, Path] = {}
    by_name = {package.name: package for package in packages}
    for file in folder.glob("*.deb"):
        package = by_name.get(file.name.partition("_")[0])
        if package and file.stat().st_size == package.size and sha256(file) == package.sha256:
            there[package.name] = file
        else:
            file.unlink()
    return there


def fetch(apt: Apt, packages: Sequence[Package], work: Path, store: Path) -> str | None:
    """Downloads packages into `work` and moves the verified ones to `store`.

    Returns:
        apt's complaint, None if all is well.
    """
    complaint = apt.download([f"{package.name}={package.version}" for package in packages], work)
    store.mkdir(parents=True, exist_ok=True)
    for file in already_there(packages, work).values():
        file.replace(store / file.name)
    return complaint
