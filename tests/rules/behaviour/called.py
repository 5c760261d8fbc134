"""Called by its entry point."""

from __future__ import annotations

import sys


class Program:
    """Holds the function."""

    @staticmethod
    def main() -> int | str:
        """Returns the argument, as a number if it is one."""
        argument = sys.argv[1]
        return int(argument) if argument.isdigit() else argument
