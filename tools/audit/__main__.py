"""`python -m tools.audit`: see `cli.py`."""

from tools.audit.cli import main
from tools.common.command_line import run

if __name__ == "__main__":
    run("audit", main)
