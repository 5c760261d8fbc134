"""`python -m tools.cffi`: see `cli.py`."""

from tools.cffi.cli import main
from tools.common.command_line import run

if __name__ == "__main__":
    run("cffi", main)
