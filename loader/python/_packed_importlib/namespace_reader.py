"""Resources of namespace packages that are packed, or of which a part is."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.resources.abc import Traversable, TraversableResources
from pathlib import Path

import _packed_resources

from _packed_importlib.resources import PackedPath


class NamespaceReader(TraversableResources):
    """What `NamespaceLoader.get_resource_reader()` returns.

    Args:
        folders: the package's `__path__`.
    """

    def __init__(self, folders: Iterable[str]) -> None:
        self._folders = folders

    def files(self) -> Traversable:
        """Returns the folder, or what puts all folders together."""
        parts = [part for part in map(_traversable, self._folders) if part.is_dir()]
        if len(parts) == 1:
            return parts[0]
        from importlib.readers import MultiplexedPath  # Few need it, and it takes its time.

        if sys.version_info < (3, 13):
            # Its __init__ takes nothing but paths of the file system; its methods take more.
            merged = MultiplexedPath.__new__(MultiplexedPath)
            merged._paths = list(dict.fromkeys(parts))
            return merged
        return MultiplexedPath(*parts)


def _traversable(folder: str) -> Traversable:
    """Returns a folder that is packed, in the file system, or in a zip file."""
    packed = _packed_resources.relative_path(folder)
    if packed is not None:
        return PackedPath(packed)
    path = Path(folder)
    for parent in path.parents:
        if parent.is_file():
            import zipfile

            return zipfile.Path(parent, f"{path.relative_to(parent).as_posix()}/")
    return path
