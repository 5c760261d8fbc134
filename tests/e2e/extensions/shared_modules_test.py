"""Runs the checks in an ordinary Python, which loads the modules from files."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import check_extensions

sys.exit(check_extensions.main())
