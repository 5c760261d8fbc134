"""Uses what is packed in every way there is, and prints what it found.

Argument: `where`, to print what depends on where it is; `modules`, to print what it has imported;
`wait`, to wait for the end of its input before.
"""

from __future__ import annotations

import csv
import importlib.metadata
import json
import netrc  # packed compressed
import os
import pkgutil
import sys
import traceback
import urllib.parse
from importlib.resources import files
from pathlib import Path

import more
import parts
from parts import fails


def _traceback() -> str:
    """Returns a traceback, whose source lines are read for it."""
    try:
        fails.fail()
    except ValueError as error:
        text = "".join(traceback.format_exception(error))
    return text.replace(sys.executable, "")


def _found() -> dict[str, object]:
    """Returns what is the same wherever and however the program is started."""
    folder = Path(parts.__file__).parent
    return {
        "flags": list(sys.flags),
        "path": [entry.replace(sys.executable, "") for entry in sys.path],
        "warnoptions": sys.warnoptions,
        "encodings": [sys.getfilesystemencoding(), sys.getdefaultencoding()],
        "words": next(csv.reader([(folder / "words.txt").read_text("utf-8")])),
        "resource": files("parts").joinpath("words.txt").read_text("utf-8"),
        "data": pkgutil.get_data("parts", "words.txt").decode("utf-8"),
        "parts": sorted(module.name for module in pkgutil.iter_modules(parts.__path__)),
        "more": sorted(module.name for module in pkgutil.iter_modules(more.__path__)),
        "folder": sorted(path.name for path in folder.iterdir()),
        "netrc": netrc.netrc.__name__,
        "quoted": urllib.parse.quote("ü"),
        "distributions": [found.name for found in importlib.metadata.distributions()],
        "traceback": _traceback(),
    }


def _where() -> dict[str, object]:
    """Returns paths and arguments, as hexadecimal bytes."""
    try:
        folder = os.fsencode(Path.cwd()).hex()
    except FileNotFoundError:
        folder = None
    return {
        "argv": [os.fsencode(argument).hex() for argument in sys.argv],
        "executable": os.fsencode(sys.executable).hex(),
        "folder": folder,
        "file": os.fsencode(__file__).hex(),
    }


def main() -> None:
    """Prints one line of JSON."""
    if sys.argv[1:2] == ["where"]:
        result = _where()
    elif sys.argv[1:2] == ["modules"]:
        _found()
        result = {"modules": sorted(sys.modules)}
    else:
        if sys.argv[1:2] == ["wait"]:
            sys.stdin.read()
        result = _found()
    print(json.dumps(result))


if __name__ == "__main__":
    main()
