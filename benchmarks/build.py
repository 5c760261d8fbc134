"""Times the rebuild of `//examples/cli` after one source file was touched.

A constant is added to the file, it is built with a warm server, and put back at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TARGET = "//examples/cli"
SOURCE = Path("examples/cli/elements/formula.py")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="build", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often (default: %(default)s)")
    arguments = parser.parse_args()
    workspace = os.environ.get("BUILD_WORKSPACE_DIRECTORY")
    if workspace is None:
        parser.error("start it by: ./bazelw run //benchmarks:build")
    os.chdir(workspace)
    nothing, touched = [], []
    actions: Counter[str] = Counter()
    with _restored(SOURCE) as original:
        _build()
        for turn in range(arguments.runs):
            nothing.append(_build()[0])
            # Code, not a comment, so that the executable changes; the time keeps a disk cache from
            # answering what an earlier measurement built.
            SOURCE.write_bytes(original + b"_CHANGED = %d\n" % time.time_ns())
            seconds, actions = _build()
            touched.append(seconds)
            print(f"{turn + 1}/{arguments.runs}: {seconds:.2f} s, {dict(actions)}", flush=True)
    print(f"nothing changed   {statistics.median(nothing):.2f} s")
    print(f"{SOURCE} touched   {statistics.median(touched):.2f} s")
    print(f"actions           {sum(actions.values())}: {dict(actions)}")


@contextmanager
def _restored(path: Path) -> Iterator[bytes]:
    content = path.read_bytes()
    try:
        yield content
    finally:
        path.write_bytes(content)


def _build() -> tuple[float, Counter[str]]:
    """Build the target; returns the wall time in seconds and the executed actions by mnemonic."""
    with tempfile.TemporaryDirectory() as folder:
        events = Path(folder) / "events"
        start = time.perf_counter()
        subprocess.run(
            ["./bazelw", "build", TARGET, f"--build_event_json_file={events}"],
            check=True,
            capture_output=True,
        )
        seconds = time.perf_counter() - start
        executed: Counter[str] = Counter()
        for line in events.read_text().splitlines():
            metrics = json.loads(line).get("buildMetrics")
            for row in metrics["actionSummary"].get("actionData", []) if metrics else []:
                executed[row["mnemonic"]] += int(row["actionsExecuted"])
        executed.pop("BazelWorkspaceStatusAction", None)
        return seconds, executed


if __name__ == "__main__":
    main()
