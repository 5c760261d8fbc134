"""`python -m tools.import_library`: see `cli.py`."""

from tools.common.command_line import run
from tools.import_library.cli import main

if __name__ == "__main__":
    run("import_library", main)
