"""`python -m tools.universal`: see `cli.py`."""

from tools.common.command_line import run
from tools.universal.cli import main

if __name__ == "__main__":
    run("universal", main)
