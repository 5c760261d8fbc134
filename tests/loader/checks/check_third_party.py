"""Runs the checks of the package `ordinary` that need packages from PyPI, in whatever Python.

PYTHONPATH=FOLDER python3.13 -S -B tests/loader/checks/check_third_party.py
"""

from __future__ import annotations

import sys
import unittest

MODULES = ["backports", "setuptools_resources"]

if __name__ == "__main__":
    unittest.main(module=None, argv=[sys.argv[0], *(f"ordinary.{name}" for name in MODULES)])
