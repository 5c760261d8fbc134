"""Runs the tools of the machine: apt, dpkg, pip, patchelf, java."""

from __future__ import annotations

import contextlib
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.bazelw.failure import ExitCode, Failure

PACKAGES = {
    "apt-get": "apt",
    "apt-cache": "apt",
    "apt-config": "apt",
    "dpkg": "dpkg",
    "dpkg-deb": "dpkg",
    "git": "git",
    "npm": "npm",
}
"""Which package of Debian a tool is in, for the advice."""

_running: set[subprocess.Popen[str]] = set()
_mutex = threading.Lock()
_stopping = threading.Event()


class ToolFailed(Failure):
    """A tool ended with an error. Callers that know a better mend catch it."""

    def __init__(self, tool: str, exit_code: int, output: str) -> None:
        """`tool` is its name, `output` what it wrote to both streams."""
        super().__init__(
            ExitCode.TOOL,
            f"{tool} failed (exit code {exit_code}: {complaint(output)})",
            "mend that and run it again",
        )
        self.output = output


def complaint(output: str) -> str:
    """Finds the line that tells most in a tool's `output`: the first error, else the last line."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    for marker in ("E:", "ERROR:", "Err:", "error:", "W:"):
        for line in lines:
            if marker in line:
                return line[line.index(marker) :]
    return lines[-1] if lines else "it says nothing"


def run(
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> str:
    """Runs `command` in `folder` and returns its standard output.

    Raises:
        ToolFailed: it ended with an error.
        Failure: it is not installed, or the disk is full.
    """
    tool = Path(command[0]).name
    if _stopping.is_set():
        raise ToolFailed(tool, -1, "stopped")
    try:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=None if environment is None else dict(environment),
            cwd=folder,
            text=True,
            errors="replace",
        )
    except FileNotFoundError as error:
        package = PACKAGES.get(tool, tool)
        raise Failure(
            ExitCode.TOOL,
            f"{tool} is not installed",
            f"install it (apt-get install {package})",
        ) from error
    with _mutex:
        _running.add(process)
    try:
        output, errors = process.communicate()
    finally:
        with _mutex:
            _running.discard(process)
    if process.returncode:
        everything = output + errors
        if "No space left on device" in everything or "Disk quota exceeded" in everything:
            raise Failure(
                ExitCode.DISK,
                f"the disk is full ({tool} says so)",
                "free some space or name a folder on another disk in BAZELW_CACHE, "
                "then run it again",
            )
        raise ToolFailed(tool, process.returncode, errors + output)
    return output


def stop_all() -> None:
    """Stops every tool that runs in another thread, and starts none any more."""
    _stopping.set()
    with _mutex:
        for process in _running:
            with contextlib.suppress(OSError):
                process.terminate()
