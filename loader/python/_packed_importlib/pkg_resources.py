"""Packed resources and distributions for the package `pkg_resources` of setuptools.

The loader calls this once `pkg_resources` has been imported.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import _packed_resources

from _packed_importlib.resources import PackedPath


def _packed_path(path: str) -> PackedPath:
    """Returns what a path leads to; those that a provider makes lead into the packed tree."""
    relative = _packed_resources.relative_path(path)
    if relative is None:
        raise FileNotFoundError(f"not packed: {path}")
    return PackedPath(relative)


def register(pkg_resources: ModuleType) -> None:
    """Makes `pkg_resources` know packed modules and the distributions that are packed."""

    class PackedProvider(pkg_resources.NullProvider):
        """Reads resources of a packed module."""

        def _has(self, path: str) -> bool:
            return _packed_path(path).exists()

        def _isdir(self, path: str) -> bool:
            return _packed_path(path).is_dir()

        def _listdir(self, path: str) -> list[str]:
            return [child.name for child in _packed_path(path).iterdir()]

        def _get(self, path: str) -> bytes:
            return _packed_path(path).read_bytes()

    class PackedMetadata(PackedProvider):
        """Reads the metadata of a distribution, and resources below the folder it is in."""

        def __init__(self, folder: str, metadata_folder: str) -> None:
            self.module_path = folder
            self.egg_info = metadata_folder

    def find_distributions(importer: Any, path_item: str, only: bool = False) -> Iterator[Any]:
        """Yields the distributions in an entry of `sys.path` that is packed."""
        for child in sorted(_packed_path(path_item).iterdir()):
            if child.name.lower().endswith((".dist-info", ".egg-info")) and child.is_dir():
                yield pkg_resources.Distribution.from_location(
                    path_item,
                    child.name,
                    PackedMetadata(path_item, str(child)),
                    precedence=pkg_resources.DEVELOP_DIST,
                )

    finder_type = _packed_resources.PackedPathEntryFinder
    pkg_resources.register_loader_type(_packed_resources.PackedLoader, PackedProvider)
    pkg_resources.register_finder(finder_type, find_distributions)
    pkg_resources.register_namespace_handler(finder_type, pkg_resources.file_ns_handler)
    # It has looked for the distributions of sys.path while it was imported.
    for entry in sys.path:
        if isinstance(entry, str) and _packed_resources.relative_path(entry) is not None:
            for distribution in find_distributions(None, entry):
                pkg_resources.working_set.add(distribution, entry, insert=False)
