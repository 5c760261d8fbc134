"""ruff, the formatter and linter of Python, from its wheel; requirements.txt pins it."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from tools.bazelw import process
from tools.bazelw.failure import ExitCode, Failure
from tools.bazelw.wheels import find_pip

REQUIREMENTS = Path(__file__).parent / "requirements.txt"


def fetch(cache: Path) -> Path:
    """Gives the program; installs it into `cache` if it is not there.

    Raises:
        Failure: it cannot be had.
    """
    key = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:16]
    folder = cache / f"ruff-{key}"
    program = folder / "bin/ruff"
    if not program.exists():
        temporary = cache / f"ruff-{key}.{os.getpid()}"
        try:
            _install(temporary)
            shutil.rmtree(folder, ignore_errors=True)
            temporary.rename(folder)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    return program


def _install(folder: Path) -> None:
    command = [
        *find_pip(),
        "--quiet",
        "--no-input",
        "--disable-pip-version-check",
        "install",
        "--no-cache-dir",
        "--no-deps",
        "--only-binary=:all:",
        "--require-hashes",
        f"--target={folder}",
        f"--requirement={REQUIREMENTS}",
    ]
    try:
        process.run(command)
    except process.ToolFailed as error:
        raise Failure(
            ExitCode.DOWNLOAD,
            f"cannot install ruff through pip ({process.complaint(error.output)})",
            "check the network and pip's configuration, then run it again",
        ) from error
