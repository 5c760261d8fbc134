"""A program whose main module has functions of its own, which other processes need."""

import os
import sys

from tests.e2e.processes import scenarios

# How often the main module has been run down to this process.
os.environ["MAIN_RUNS"] = str(int(os.environ.get("MAIN_RUNS", "0")) + 1)


def main_square(number: int) -> int:
    """Is pickled as a function of the main module."""
    return number * number


if __name__ == "__main__":
    sys.exit(scenarios.main())
