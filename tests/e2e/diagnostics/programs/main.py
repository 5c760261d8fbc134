"""Runs the scenario that its first argument names."""

import sys

from subject import scenarios

if __name__ == "__main__":
    scenarios.run(sys.argv[1])
