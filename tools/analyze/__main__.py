"""`python -m tools.analyze`: see `cli.py`."""

from tools.analyze.cli import main
from tools.common.command_line import run

if __name__ == "__main__":
    run("analyze", main)
