"""`python -m tools.sqlite_amalgamation`: see `cli.py`."""

from tools.common.command_line import run
from tools.sqlite_amalgamation.cli import main

if __name__ == "__main__":
    run("sqlite_amalgamation", main)
