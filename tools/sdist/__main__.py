"""`python -m tools.sdist`: see `cli.py`."""

from tools.common.command_line import run
from tools.sdist.cli import main

if __name__ == "__main__":
    run("sdist", main)
