"""Computes in processes of joblib, as a program and by its entry point."""

from __future__ import annotations

import json
import os
import sys

from joblib import Parallel, delayed


def _square(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def main() -> int:
    """Prints squares, and how many other processes worked them out."""
    offset = 1
    with Parallel(n_jobs=2, backend="loky") as parallel:
        pairs = parallel(delayed(_square)(number) for number in range(20))
        # Is sent as code.
        sums = parallel(delayed(lambda number: number + offset)(number) for number in range(5))
    others = {pid for _, pid in pairs} - {os.getpid()}
    json.dump({"squares": [n for n, _ in pairs], "sums": sums, "others": len(others)}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
