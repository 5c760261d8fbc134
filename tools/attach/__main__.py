"""`python -m tools.attach`: see `cli.py`."""

from tools.attach.cli import main
from tools.common.command_line import run

if __name__ == "__main__":
    run("attach", main)
