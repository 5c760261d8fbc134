"""`python -m tools.isolate`: see `cli.py`."""

from tools.common.command_line import run
from tools.isolate.cli import main

if __name__ == "__main__":
    run("isolate", main)
