"""Finds out by running it whether a program on PATH can be this repository's Bazel."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.bazelw import reach
from tools.bazelw.cache import Cache
from tools.bazelw.installed import environment_for
from tools.bazelw.progress import Progress
from tools.bazelw.settings import Settings

START_TIMEOUT = 20.0
"""Seconds in which a program must tell its version or begin to download it."""
DOWNLOAD_TIMEOUT = 900.0
"""Seconds that bazelisk may take to download Bazel from a host that answers."""
RESOLVE_TIMEOUT = 120.0
"""Seconds that Bazel may take to start and resolve this repository's modules."""


def first_usable(
    candidates: Sequence[Path],
    settings: Settings,
    cache: Cache,
    progress: Progress,
    environment: Mapping[str, str],
) -> Path | None:
    """Gives the first of the programs that can build this repository here; tells about others."""
    cache.folder.mkdir(parents=True, exist_ok=True)
    for program in candidates:
        reason = unusable(program, settings, cache, progress, environment)
        if reason is None:
            return program
        progress.say(f"not using {program} for Bazel {settings.bazel_version}: {reason}")
    return None


def unusable(
    program: Path,
    settings: Settings,
    cache: Cache,
    progress: Progress,
    environment: Mapping[str, str],
) -> str | None:
    """Gives the reason why `program` cannot build this repository here, None if it can."""
    environment = environment_for(settings, environment)
    version = _version(program, progress, environment)
    if version != settings.bazel_version:
        return f"it is {version}" if version else "it cannot provide one here"
    scratch = cache.folder / f"trying-{os.getpid()}"
    command = [str(program), f"--output_base={scratch}", "--max_idle_secs=5"]
    progress.say(f"trying {program} (Bazel {version})")
    try:
        trial = _Trial(
            [*command, "mod", "graph", "--lockfile_mode=off"], settings.root, environment
        )
        resolved = trial.wait(RESOLVE_TIMEOUT) == 0
        _Trial([*command, "shutdown"], settings.root, environment).wait(START_TIMEOUT)
    finally:
        # Bazel makes folders of its output base read-only.
        for base, _, _ in os.walk(scratch):
            Path(base).chmod(0o700)
        shutil.rmtree(scratch, ignore_errors=True)
    return None if resolved else "it cannot resolve this repository's modules here"


def _version(program: Path, progress: Progress, environment: Mapping[str, str]) -> str | None:
    """Asks a program for the version of Bazel that it provides, None if it gives none in time.

    bazelisk may download Bazel first, which may take long, or wait for a host that never answers;
    so its host is asked as soon as bazelisk names it.
    """
    trial = _Trial([str(program), "--version"], Path("/"), environment)
    deadline = time.monotonic() + START_TIMEOUT
    announced = False
    while trial.wait(0.1) is None:
        if time.monotonic() > deadline:
            trial.kill()
            return None
        url = re.search(r"Downloading (\S+?)(?:\.\.\.)?\s", trial.output)
        if url and not announced:
            announced = True
            if not reach.answers(url[1]):
                trial.kill()
                return None
            progress.say(f"{program} downloads Bazel from {url[1]}")
            deadline = time.monotonic() + DOWNLOAD_TIMEOUT
    match = re.search(r"^bazel (\S+)", trial.output, re.MULTILINE)
    return match[1] if match and trial.wait(0) == 0 else None


class _Trial:
    """A program that runs in a process group of its own, quietly, and can be given up."""

    def __init__(self, command: list[str], folder: Path, environment: Mapping[str, str]) -> None:
        self.output = ""
        self._process: subprocess.Popen[str] | None = None
        try:
            self._process = subprocess.Popen(
                command,
                cwd=folder,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                text=True,
                errors="replace",
            )
        except OSError:
            return
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process is not None and self._process.stdout is not None
        with self._process.stdout as stream:
            for line in stream:
                self.output += line

    def wait(self, seconds: float) -> int | None:
        """Gives the exit code, None after `seconds` without one; 127 if it cannot be started."""
        if self._process is None:
            return 127
        try:
            code = self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        except BaseException:
            self.kill()
            raise
        # A server that stays behind may keep the pipe open.
        self._reader.join(1)
        return code

    def kill(self) -> None:
        """Ends it and what it has started."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
