"""Times rebuilds after one source file has changed, and compares the actions with those expected.

A file is changed, its executable built with a warm server, and the file put back at the end. With
`--check` it is no matter of time: the exit code is 1 if anything else is built than what has to be.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Case:
    """A change of a source file.

    Attributes:
        target: label of the executable that is built.
        source: the file.
        old: text that it has once.
        new: what is put there; `{}` becomes a number that is another one each time.
        actions: how many actions of each kind the change has to lead to.
    """

    target: str
    source: Path
    old: str
    new: str
    actions: Mapping[str, int]


CASES = (
    Case(
        "//examples/cli",
        Path("examples/cli/elements/formula.py"),
        # Code, not a comment, so that the executable changes.
        "from __future__ import annotations\n",
        "from __future__ import annotations\n\n_CHANGED = {}\n",
        {"PythonBytecode": 1, "PythonPack": 1, "PythonAttach": 1},
    ),
    # One of three extension modules, which share a C library.
    Case(
        "//examples/extension",
        Path("examples/extension/area.c"),
        '"Return the area of the polygon',
        '"Return ({}) the area of the polygon',
        {"CppCompile": 1, "PythonExtension": 1, "CppLink": 1, "PythonAttach": 1},
    ),
)


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(prog="build", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often (default: %(default)s)")
    parser.add_argument("--check", action="store_true", help="fail if other actions are run")
    parser.add_argument(
        "--results", type=Path, metavar="FILE", help="write {case: passed} as JSON to FILE"
    )
    arguments = parser.parse_args()
    workspace = os.environ.get("BUILD_WORKSPACE_DIRECTORY")
    if workspace is None:
        parser.error("start it by: ./bazelw run //benchmarks:build")
    os.chdir(workspace)
    results = {str(case.source): _measure(case, arguments.runs) for case in CASES}
    if arguments.results:
        arguments.results.write_text(json.dumps(results) + "\n", encoding="utf-8")
    return 1 if arguments.check and not all(results.values()) else 0


def _measure(case: Case, runs: int) -> bool:
    """Prints the times of a case; returns whether the actions were always those expected."""
    nothing, touched = [], []
    right = True
    print(f"{case.target}, {case.source}", flush=True)
    with _restored(case.source) as original:
        if original.count(case.old) != 1:
            sys.exit(f"{case.source}: has {case.old!r} not once")
        _build(case.target)
        for turn in range(runs):
            nothing.append(_build(case.target)[0])
            # The time keeps a disk cache from answering what an earlier measurement built.
            text = original.replace(case.old, case.new.format(time.time_ns()))
            case.source.write_text(text, encoding="utf-8")
            seconds, actions = _build(case.target)
            touched.append(seconds)
            print(f"  {turn + 1}/{runs}: {seconds:.2f} s, {actions}", flush=True)
            if actions != dict(case.actions):
                right = False
                print(f"  expected: {dict(case.actions)}", flush=True)
    print(f"  nothing changed   {statistics.median(nothing):.2f} s")
    print(f"  changed           {statistics.median(touched):.2f} s")
    return right


@contextmanager
def _restored(path: Path) -> Iterator[str]:
    content = path.read_text(encoding="utf-8")
    try:
        yield content
    finally:
        path.write_text(content, encoding="utf-8")


def _build(target: str) -> tuple[float, dict[str, int]]:
    """Build the target; returns the wall time in seconds and the executed actions by mnemonic."""
    with tempfile.TemporaryDirectory() as folder:
        events = Path(folder) / "events"
        start = time.perf_counter()
        subprocess.run(
            ["./bazelw", "build", target, f"--build_event_json_file={events}"],
            check=True,
            capture_output=True,
        )
        seconds = time.perf_counter() - start
        executed: Counter[str] = Counter()
        for line in events.read_text(encoding="utf-8").splitlines():
            metrics = json.loads(line).get("buildMetrics")
            for row in metrics["actionSummary"].get("actionData", []) if metrics else []:
                executed[row["mnemonic"]] += int(row["actionsExecuted"])
        executed.pop("BazelWorkspaceStatusAction", None)
        return seconds, {mnemonic: count for mnemonic, count in executed.items() if count}


if __name__ == "__main__":
    sys.exit(main())
