"""Says hello, and who says it."""

import sys


def main() -> None:
    """Greets whoever is named on the command line, or the world."""
    names = sys.argv[1:] or ["world"]
    print(f"Hello, {' and '.join(names)}! This is Python {sys.version.partition(' ')[0]}.")


if __name__ == "__main__":
    main()
