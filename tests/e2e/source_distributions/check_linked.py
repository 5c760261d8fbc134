"""The checks of the packages in an executable, which has their extension modules linked in only."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import check_packages
import markupsafe


def _packed_files() -> list[str]:
    root = Path(markupsafe.__file__).parent.parent
    return [
        Path(folder, name).relative_to(root).as_posix()
        for folder, _, names in os.walk(root)
        for name in names
    ]


def main() -> int:
    """Checks everything; prints `ok`, or fails with an AssertionError."""
    for name in check_packages.EXTENSION_MODULES:
        module = sys.modules[name]
        # Where it would lie; nothing is there.
        assert module.__file__.endswith((".so", ".pyd")), module.__file__
        assert not Path(module.__file__).exists(), module.__file__
    files = _packed_files()
    assert files.count("markupsafe/py.typed") == 1, files
    libraries = [name for name in files if name.endswith((".so", ".pyd"))]
    assert not libraries, libraries
    assert "_packed_importlib/shared_libraries.txt" not in files
    return check_packages.main()


if __name__ == "__main__":
    sys.exit(main())
