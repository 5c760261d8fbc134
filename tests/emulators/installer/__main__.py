"""Entry point: `tests/emulators/install --help`."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    from tests.emulators.installer.cli import main

    sys.exit(main(sys.argv[1:]))
