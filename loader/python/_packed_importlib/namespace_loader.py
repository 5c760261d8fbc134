"""The loader of namespace packages that are packed, or of which a part is."""

from __future__ import annotations

import _frozen_importlib_external

TYPE_CHECKING = False  # Importing typing takes longer than all of this.
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import TraversableResources
    from types import ModuleType


class NamespaceLoader(_frozen_importlib_external.NamespaceLoader):
    """Like importlib's own, which takes every part for a folder of the file system.

    Args:
        path: the package's `__path__`, which may change later on.
    """

    def __init__(self, path: Sequence[str]) -> None:
        self._path = path

    def exec_module(self, module: ModuleType) -> None:
        """Sets what importlib sets where it provides the loader of a namespace package."""
        module.__file__ = None

    def get_resource_reader(self, module: str) -> TraversableResources:
        """Returns the importlib.resources reader of all parts."""
        from _packed_importlib.namespace_reader import NamespaceReader

        return NamespaceReader(self._path)
