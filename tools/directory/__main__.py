"""`python -m tools.directory`: see `cli.py`."""

from tools.common.command_line import run
from tools.directory.cli import main

if __name__ == "__main__":
    run("directory", main)
