"""Interleaved timing of commands: machines are noisy, so only ratios of one run are compared."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Command:
    """One thing to time.

    Attributes:
        name: what the report calls it.
        arguments: the command line.
        environment: its whole environment.
        prepare: called before each start; its time does not count.
    """

    name: str
    arguments: Sequence[str | Path]
    environment: Mapping[str, str]
    prepare: Callable[[], None] | None = None


@dataclass(frozen=True)
class Sample:
    """What one run of a command took, in milliseconds.

    Attributes:
        wall: from start to exit.
        processor: of processor time, the command's and the system's for it.
    """

    wall: float
    processor: float


def interleaved(commands: Sequence[Command], runs: int) -> dict[str, list[float]]:
    """Run the commands in turns.

    Args:
        commands: what to time; each is started once unmeasured first.
        runs: how often each is measured.

    Returns:
        wall times in milliseconds by name, in the order of measuring.

    Raises:
        SystemExit: a command failed.
    """
    times: dict[str, list[float]] = {command.name: [] for command in commands}
    for turn in range(runs + 1):
        for command in commands:
            if command.prepare:
                command.prepare()
            sample = once(command)
            if turn:
                times[command.name].append(sample.wall)
        if sys.stderr.isatty():
            print(f"\r{turn}/{runs}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print("\r", end="", file=sys.stderr)
    return times


def once(command: Command) -> Sample:
    """Run a command; what it writes to standard output is thrown away.

    Raises:
        SystemExit: the command failed.
    """
    # posix_spawn and wait4 without a pipe: less noise than subprocess adds.
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        start = time.perf_counter()
        pid = os.posix_spawn(
            command.arguments[0],
            [os.fspath(argument) for argument in command.arguments],
            dict(command.environment),
            file_actions=[(os.POSIX_SPAWN_DUP2, null, 1)],
        )
        _, status, usage = os.wait4(pid, 0)
        wall = time.perf_counter() - start
    finally:
        os.close(null)
    if status:
        shown = " ".join(map(str, command.arguments))
        raise SystemExit(f"{command.name}: failed with status {status}: {shown}")
    return Sample(wall * 1000, (usage.ru_utime + usage.ru_stime) * 1000)


def report(title: str, times: dict[str, list[float]], baseline: str) -> None:
    """Print medians, and their ratios to the baseline's."""
    base = statistics.median(times[baseline])
    print(f"\n{title}")
    for name, values in times.items():
        median = statistics.median(values)
        print(f"  {name:38} {median:8.2f} ms   min {min(values):8.2f}   x {median / base:.3f}")
    sys.stdout.flush()


def output(arguments: Sequence[str | Path]) -> str:
    """What a command prints."""
    return subprocess.run(arguments, check=True, capture_output=True, text=True).stdout
