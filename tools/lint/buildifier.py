"""buildifier, the formatter and linter of Bazel's files, from its npm package.

The package is only unpacked: none of its code runs but the pinned binary.
"""

from __future__ import annotations

import json
import platform
import re
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tools.bazelw import process
from tools.bazelw.cache import sha256, write_atomically
from tools.bazelw.failure import ExitCode, Failure

PACKAGE = "@bazel/buildifier"

BINARIES: Mapping[tuple[str, str], tuple[str, str]] = {
    ("Linux", "x86_64"): (
        "buildifier-linux_amd64",
        "6ceb7b0ab7cf66fceccc56a027d21d9cc557a7f34af37d2101edb56b92fcfa1a",
    ),
    ("Linux", "aarch64"): (
        "buildifier-linux_arm64",
        "3baa1cf7eb41d51f462fdd1fff3a6a4d81d757275d05b2dd5f48671284e9a1a5",
    ),
    ("Darwin", "x86_64"): (
        "buildifier-darwin_amd64",
        "9f8cffceb82f4e6722a32a021cbc9a5344b386b77b9f79ee095c61d087aaea06",
    ),
    ("Darwin", "arm64"): (
        "buildifier-darwin_arm64",
        "cfab310ae22379e69a3b1810b433c4cd2fc2c8f4a324586dfe4cc199943b8d5a",
    ),
}
"""(system, machine) -> binary in the package of the version in package.json, its SHA-256."""


def is_bazel_file(name: str) -> bool:
    """Says whether buildifier understands a file with this name."""
    return bool(re.search(r"\.(bzl|bazel)$|^(BUILD|WORKSPACE)$", name))


def arguments(*, fix: bool) -> list[str]:
    """Gives the options by which to check, or to fix."""
    if fix:
        return ["-mode=fix", "-lint=fix"]
    return ["-mode=check", "-lint=warn"]


def fetch(cache: Path) -> Path:
    """Gives the verified program; downloads it into `cache` if it is not there.

    Raises:
        Failure: it cannot be had for this machine.
    """
    machine = (platform.system(), platform.machine())
    if machine not in BINARIES:
        raise Failure(
            ExitCode.NOT_AVAILABLE,
            f"no buildifier is pinned for {' '.join(machine)}",
            "add its SHA-256 to tools/lint/buildifier.py",
        )
    name, digest = BINARIES[machine]
    program = cache / f"buildifier-{digest[:16]}"
    if not program.exists():
        version = _version()
        with tempfile.TemporaryDirectory() as folder:
            content = _download(version, name, Path(folder))
        write_atomically(program, content)
    if sha256(program) != digest:
        program.unlink()
        raise Failure(
            ExitCode.VERIFICATION,
            f"npm's {PACKAGE} has other bytes than the pinned ones",
            "check the registry that npm is configured for, or tools/lint/buildifier.py",
        )
    program.chmod(0o755)
    return program


def _version() -> str:
    table = json.loads((Path(__file__).parent / "package.json").read_text(encoding="utf-8"))
    return str(table["devDependencies"][PACKAGE])


def _download(version: str, name: str, folder: Path) -> bytes:
    """Gets one file of the package through npm."""
    command = ["npm", "pack", "--silent", f"--cache={folder}/cache", f"{PACKAGE}@{version}"]
    try:
        process.run(command, folder=folder)
    except process.ToolFailed as error:
        raise Failure(
            ExitCode.DOWNLOAD,
            f"cannot download {PACKAGE} {version} through npm ({process.complaint(error.output)})",
            "check the network and npm's configuration, then run it again",
        ) from error
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as stream:
        file = stream.extractfile(f"package/{name}")
        assert file is not None
        return file.read()
