"""A script whose name cannot be imported."""

import sys

from greeting import greeting

for name in sys.argv[1:]:
    print(greeting(name))
sys.exit(len(sys.argv) - 1)
