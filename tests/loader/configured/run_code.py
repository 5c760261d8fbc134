"""Runs the code that its first argument is."""

import sys

exec(sys.argv[1], {"__name__": "__main__"})
