"""`python -m tools.lock`: see `cli.py`."""

from __future__ import annotations

from tools.common.command_line import run


def _main(arguments: list[str]) -> int:
    # Not above: without pip it cannot be imported, and `run` says so in one line.
    from tools.lock.cli import main

    return main(arguments)


if __name__ == "__main__":
    run("lock", _main)
