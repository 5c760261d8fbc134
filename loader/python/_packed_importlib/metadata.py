"""Packed distributions for `importlib.metadata`."""

from __future__ import annotations

import functools
import importlib.metadata
import os
import re
import sys
from collections.abc import Iterator
from importlib.metadata import DistributionFinder, PathDistribution
from types import ModuleType

import _packed_resources

from _packed_importlib.resources import PackedPath


class _InstalledPath(PackedPath):
    """A path of a distribution's RECORD.

    A module counts as there when it is packed, though its source may not be, so that
    `Distribution.files` tells what the distribution consists of.
    """

    __slots__ = ()

    def exists(self) -> bool:
        return super().exists() or _packed_resources.is_module_path(self._path)


@functools.cache
def _distribution_type(library: ModuleType) -> type[PathDistribution]:
    """Returns the type of packed distributions for `importlib.metadata` or for its backport."""

    class PackedDistribution(library.PathDistribution):  # type: ignore[misc, name-defined]
        """A distribution whose `.dist-info` or `.egg-info` folder is packed."""

        def locate_file(self, path: str | os.PathLike[str]) -> PackedPath:
            """Returns where a file of the distribution is in the packed tree."""
            return _InstalledPath().joinpath(path)

    return PackedDistribution


def _library_of(context: DistributionFinder.Context | None) -> ModuleType:
    """Returns the library that asks: the package importlib_metadata has classes of its own."""
    library = sys.modules.get(type(context).__module__)
    return library if hasattr(library, "PathDistribution") else importlib.metadata


def _normalized(name: str) -> str:
    """Returns a distribution's name as in the name of its `.dist-info` folder, in lower case.

    https://packaging.python.org/en/latest/specifications/name-normalization/
    """
    return re.sub(r"[-_.]+", "_", name).lower()


@functools.cache
def _metadata_folders() -> dict[str, list[str]]:
    """Returns the packed folders with metadata, by normalized name of the distribution."""
    folders: dict[str, list[str]] = {}
    for name in _packed_resources.list_directory(""):
        stem, dot, suffix = name.rpartition(".")
        if suffix in ("dist-info", "egg-info") and dot:
            folders.setdefault(_normalized(stem.partition("-")[0]), []).append(name)
    return folders


def find_distributions(context: DistributionFinder.Context | None) -> Iterator[PathDistribution]:
    """Yields the packed distributions that a context asks for.

    Args:
        context: `name` None asks for all; a `path` that was given leaves packed distributions out
            unless the executable is in it.
    """
    path = None if context is None else vars(context).get("path")
    if path is not None and _packed_resources.root not in path:
        return
    name = None if context is None else context.name
    folders = _metadata_folders()
    distribution_type = _distribution_type(_library_of(context))
    found = folders.values() if name is None else [folders.get(_normalized(name), [])]
    for names in found:
        for folder in names:
            yield distribution_type(PackedPath(folder))
