"""Stands in for cffi's module of native code, `_cffi_backend`, where C source is generated.

Generating asks it for objects that stand for types, and does nothing with them but pass them on.
So the interpreter of build actions need not load the native code of the cffi that is used.
"""

from __future__ import annotations

import sys
import types

_TYPE_FUNCTIONS = frozenset((
    "cast", "complete_struct_or_union", "new_array_type", "new_enum_type", "new_function_type",
    "new_pointer_type", "new_primitive_type", "new_struct_type", "new_union_type", "new_void_type",
))  # fmt: skip


class CData:
    """What cffi takes for C data."""


class CType:
    """What cffi takes for a C type."""


def _new_type(*_: object, **__: object) -> CType:
    return CType()


class _Backend(types.ModuleType):
    CData = CData
    CType = CType
    buffer = None

    @staticmethod
    def _get_types() -> tuple[type, type]:
        return CData, CType

    def __getattr__(self, name: str) -> object:
        if name in _TYPE_FUNCTIONS:
            return _new_type
        if name.startswith("__"):
            raise AttributeError(name)
        raise AttributeError(
            f"_cffi_backend.{name}: a build script describes C; it cannot use C when it is run here"
        )


def install(version: str) -> None:
    """Makes it the module that `import _cffi_backend` gives.

    Args:
        version: of the package cffi, which insists on having its own.
    """
    backend = _Backend("_cffi_backend")
    backend.__version__ = version  # type: ignore[attr-defined]
    sys.modules["_cffi_backend"] = backend
