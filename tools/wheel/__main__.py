"""`python -m tools.wheel`: see `cli.py`."""

from tools.common.command_line import run
from tools.wheel.cli import main

if __name__ == "__main__":
    run("pypi", main)
