"""Entry point: `python3 -IS tools/test_summary --help`."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from tools.test_summary.cli import main

    sys.exit(main(sys.argv[1:]))
