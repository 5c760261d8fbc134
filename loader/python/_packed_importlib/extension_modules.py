"""Packed extension modules that are shared libraries, as `importlib` would load them from files."""

from __future__ import annotations

import _imp
import importlib.machinery
import os

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
    path = shared_libraries.locate(packed)
    module = _imp.create_dynamic(
        importlib.machinery.ModuleSpec(spec.name, spec.loader, origin=path)
    )
    # Those of the old kind (PEP 3121) name the file they were loaded from.
    if getattr(module, "__file__", None) == path:
        module.__file__ = spec.origin
    return module


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
