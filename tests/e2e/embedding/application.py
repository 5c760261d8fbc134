"""The main script that the host program runs."""

import atexit
import sys

from tests.e2e.embedding import functions

atexit.register(print, "atexit")
WAY = sys.argv[2] if len(sys.argv) > 2 else ""
print(functions.join(__name__, *sys.argv[2:]))
if WAY == "code":
    sys.exit(3)
if WAY == "text":
    sys.exit("a message")
if WAY == "none":
    sys.exit()
if WAY == "raise":
    raise ValueError("raised")
if WAY == "interrupt":
    raise KeyboardInterrupt
