"""Tells what lies beside the executable, by paths relative to its folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import visitor

FOLDER = Path(sys.executable).parent


def main() -> int:
    for folder, folders, files in os.walk(FOLDER):
        folders.sort()
        for name in sorted(files):
            path = Path(folder, name)
            if path != Path(sys.executable):
                print(path.relative_to(FOLDER).as_posix(), path.stat().st_size)
    print(visitor.GREETING)
    print(Path(visitor.__file__).relative_to(FOLDER).as_posix())
    print((FOLDER / "etc/config/app.conf").read_text(encoding="utf-8").strip())
    return 0


if __name__ == "__main__":
    sys.exit(main())
