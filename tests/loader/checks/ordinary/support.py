"""What the checks have in common."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import sample

ROOT = os.path.dirname(os.path.dirname(sample.__file__))
"""The folder that the packages are in: packed, the executable."""

PACKED = "_packed_resources" in sys.builtin_module_names
"""Whether this is an executable."""

HAS_SOURCE = sample.__loader__.get_source("sample") is not None
"""Whether modules have their source with them."""


def inside(path: str) -> str:
    """Returns the path of a file beside the checks, given with '/'."""
    return os.path.join(ROOT, *path.split("/"))


@contextlib.contextmanager
def restored() -> Iterator[None]:
    """Restores what imports change."""
    path, meta_path, hooks = list(sys.path), list(sys.meta_path), list(sys.path_hooks)
    modules = dict(sys.modules)
    attributes = {name: dict(vars(module)) for name, module in _packages(modules)}
    try:
        yield
    finally:
        sys.path[:], sys.meta_path[:], sys.path_hooks[:] = path, meta_path, hooks
        for name in set(sys.modules).difference(modules):
            del sys.modules[name]
        sys.modules.update(modules)
        for name, module in _packages(modules):
            vars(module).clear()
            vars(module).update(attributes[name])
        sys.path_importer_cache.clear()
        importlib.invalidate_caches()


def _packages(modules: dict[str, object]) -> list[tuple[str, object]]:
    """Returns the packages beside the checks among modules."""
    names = ("circular", "pkgutil_style", "runnable", "sample", "sample_namespace")
    return [(name, modules[name]) for name in modules if name.partition(".")[0] in names]


@contextlib.contextmanager
def folder_with(files: dict[str, str]) -> Iterator[Path]:
    """Makes a folder with files, by their paths in it, and restores what imports from it change."""
    with tempfile.TemporaryDirectory() as name, restored():
        folder = Path(name).resolve()
        for path, text in files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        yield folder
