"""Entry point of `tools/lint/run`."""

import sys
from pathlib import Path

if __name__ == "__main__":
    root = Path(__file__).resolve().parents[2]
    sys.path.insert(0, str(root))
    from tools.lint.cli import main

    sys.exit(main(root, sys.argv[1:]))
