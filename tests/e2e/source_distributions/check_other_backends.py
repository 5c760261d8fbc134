"""Runs the checks of packages that meson-python and scikit-build-core built."""

from __future__ import annotations

import importlib
import sys

# `sys.platform` -> packages.
_PACKAGES = {
    "darwin": ["memory_allocator", "scoring_matrices"],
    "linux": ["cysignals", "levenshtein", "memory_allocator", "scoring_matrices"],
}


def main() -> int:
    """Checks everything; prints `ok`, or fails with an AssertionError."""
    for package in _PACKAGES[sys.platform]:
        importlib.import_module(f"check_{package}").check()
    print("ok")
    return 0


if __name__ == "__main__":
    sys.exit(main())
