"""`python -m tools.bytecode`: see `cli.py`."""

from tools.bytecode.cli import main
from tools.common.command_line import run

if __name__ == "__main__":
    run("bytecode", main)
