"""Says hello, and who says it."""

import platform
import sys


def main() -> None:
    """Greets whoever is named on the command line, or the world."""
    names = sys.argv[1:] or ["world"]
    print(f"Hello, {' and '.join(names)}! This is Python {platform.python_version()}.")


if __name__ == "__main__":
    main()
