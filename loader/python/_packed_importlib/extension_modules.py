"""Packed extension modules that are shared libraries, as `importlib` would load them from files."""

from __future__ import annotations

import _imp
import importlib.machinery
import os
import sys

import _packed_resources

from _packed_importlib import shared_libraries

TYPE_CHECKING = False
if TYPE_CHECKING:
    import types


def create_module(spec: importlib.machinery.ModuleSpec, packed: str) -> types.ModuleType:
    """Returns the new module.

    Args:
        spec: the module's spec.
        packed: path of its library in the packed tree.

    Raises:
        ImportError: the library cannot be loaded.
    """
    path = _utf8_path(shared_libraries.locate(packed))
    module = _imp.create_dynamic(
        importlib.machinery.ModuleSpec(spec.name, spec.loader, origin=path)
    )
    # Those of the old kind (PEP 3121) name the file they were loaded from.
    if getattr(module, "__file__", None) == path:
        module.__file__ = spec.origin
    return module


_folders: dict[str, int] = {}
"""Descriptors of folders."""


def _utf8_path(path: str) -> str:
    """Returns a path of the same file whose bytes are UTF-8.

    CPython remembers an extension module by the UTF-8 of its path, and does not load one from a
    path without any. As in the path of a descriptor's folder everything is relative to that folder,
    the dynamic loader finds what lies beside the file.
    """
    if sys.platform != "linux" or not any("\udc80" <= letter <= "\udcff" for letter in path):
        return path
    folder, name = os.path.split(path)
    descriptor = _folders.get(folder)
    if descriptor is None:
        # Left open: another folder with this number would be taken for the same.
        descriptor = _folders[folder] = os.open(folder, os.O_PATH | os.O_DIRECTORY)
    return f"/proc/self/fd/{descriptor}/{name}"


def complete_ctypes(module: types.ModuleType) -> None:
    """Makes `ctypes` open packed shared libraries by their paths.

    Args:
        module: `ctypes`, whose code has been run.
    """
    original = module._dlopen

    def dlopen(name: object, *arguments: object) -> int:
        return original(_unpacked(name), *arguments)

    module._dlopen = dlopen


def _unpacked(name: object) -> object:
    """Returns the path to open for a library that a program names."""
    if not isinstance(name, (str, bytes, os.PathLike)):
        return name
    path = os.fsdecode(name)
    packed = _packed_resources.relative_path(path)
    if packed is None or not shared_libraries.is_library(packed):
        return name
    return shared_libraries.locate(packed)
