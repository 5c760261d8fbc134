"""Runs the checks of the package `ordinary`: in an executable, or in an ordinary Python."""

from __future__ import annotations

import sys
import unittest
from pathlib import Path

FOLDER = str(Path(__file__).parent)

if FOLDER not in sys.path:  # With `python -I` the folder of the script is not there.
    sys.path.insert(0, FOLDER)

MODULES = [
    "metadata",
    "modules",
    "packages",
    "resources",
    "running",
    "search_path",
    "surroundings",
]

if __name__ == "__main__":
    unittest.main(module=None, argv=[sys.argv[0], *(f"ordinary.{name}" for name in MODULES)])
