"""Lays out an ordinary Python installation, `bin/python3.13` and `lib/python3.13`, in a folder."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Runs the tool; returns its exit code.

    Raises:
        OSError: a file cannot be read or written.
    """
    parser = argparse.ArgumentParser(description=__doc__, fromfile_prefix_chars="@")
    parser.add_argument("--output", type=Path, required=True, help="the folder")
    parser.add_argument("--python-version", required=True, help="its first two parts")
    parser.add_argument("--interpreter", type=Path, required=True, help="the executable")
    parser.add_argument(
        "--library-file",
        action="append",
        required=True,
        metavar="PATH=FILE",
        help="a file of the standard library and its path there",
    )
    options = parser.parse_args(arguments)
    name = f"python{options.python_version}"

    executable = options.output / "bin" / name
    executable.parent.mkdir(parents=True)
    shutil.copy(options.interpreter, executable)

    library = options.output / "lib" / name
    # The landmark of the extension modules' folder: the interpreter complains without.
    (library / "lib-dynload").mkdir(parents=True)
    (library / "lib-dynload" / "README").touch()
    for entry in options.library_file:
        path, _, file = entry.partition("=")
        target = library / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
