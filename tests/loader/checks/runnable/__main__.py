"""What `python -m runnable` runs."""

import sys

from runnable import __name__ as package

ARGUMENTS = list(sys.argv)
MAIN = sys.modules.get("__main__")
SPEC = __spec__

if __name__ == "__main__":
    print(package, __spec__.name, __package__, sys.argv[1:])
