"""Prints what was skipped and what has failed, then one line: `N passed, N failed`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from tools.test_summary.results import SKIPPED, checks, skipped, test_targets


def main(arguments: Sequence[str]) -> int:
    """Returns 0 if there are results and all have passed, else 1.

    A test target that skipped something has passed all the same.
    """
    parser = argparse.ArgumentParser(prog="tools/test_summary", description=__doc__)
    parser.add_argument("--build-events", nargs=2, action="append", metavar=("NAME", "FILE"))
    parser.add_argument("--checks", nargs=2, action="append", metavar=("NAME", "FILE"))
    options = parser.parse_args(arguments)
    results: dict[str, bool] = {}
    skips: dict[str, list[str]] = {}
    for name, file in options.build_events or ():
        results.update(test_targets(Path(file), name))
        skips.update(skipped(Path(file), name))
    for name, file in options.checks or ():
        results.update(checks(Path(file), name))
    for name, reasons in sorted(skips.items()):
        for reason in reasons:
            print(f"{SKIPPED}{name}: {reason}")
    if skips:
        print(f"{len(skips)} of the tests have skipped something")
    for name, passed in sorted(results.items()):
        if not passed:
            print(f"FAILED: {name}")
    count = sum(results.values())
    print(f"{count} passed, {len(results) - count} failed")
    return 0 if results and count == len(results) else 1
