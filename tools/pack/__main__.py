"""`python -m tools.pack`: see `cli.py`."""

from tools.common.command_line import run
from tools.pack.cli import main

if __name__ == "__main__":
    run("pack", main)
