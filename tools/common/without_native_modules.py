"""Runs code of libraries without their native modules.

    python -m tools.common.without_native_modules MODULE [ARGUMENT ...]

is `python -m MODULE`, for the interpreter of the build. That one offers no C API, so it can load no
extension module; many libraries have the same module in Python beside it, which comes second
otherwise.
"""

from __future__ import annotations

import runpy
import sys
from importlib.abc import PathEntryFinder
from importlib.machinery import (
    BYTECODE_SUFFIXES,
    SOURCE_SUFFIXES,
    FileFinder,
    SourceFileLoader,
    SourcelessFileLoader,
)
from pathlib import PurePath

# Where an ordinary Python, unlike the interpreter of the build, has those of the standard library.
_STANDARD_LIBRARY = "lib-dynload"

_find_in_folder = FileFinder.path_hook(
    (SourceFileLoader, SOURCE_SUFFIXES), (SourcelessFileLoader, BYTECODE_SUFFIXES)
)


def _find_modules_in_python(folder: str) -> PathEntryFinder:
    """Finds modules for `sys.path_hooks`.

    Raises:
        ImportError: another hook is to do it.
    """
    if PurePath(folder).name == _STANDARD_LIBRARY:
        raise ImportError(folder)
    return _find_in_folder(folder)


def ignore_native_modules() -> None:
    """Lets no import of this process find an extension module of a library."""
    sys.path_hooks.insert(0, _find_modules_in_python)
    sys.path_importer_cache.clear()


if __name__ == "__main__":
    ignore_native_modules()
    # What `-m` makes of it: runpy puts the file of the module in the place of its name.
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
