"""Writes where each module comes from: `imports` of loader/diagnostics.h (docs/diagnostics.md)."""

from __future__ import annotations

import sys

import _packed_resources

TYPE_CHECKING = False  # Importing typing takes longer than all of this.
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType


class ImportReporter:
    """A finder that asks those behind it in `sys.meta_path`, and writes what they find.

    Args:
        program: what lines begin with.
        write_error: writes a text to the standard error of the process.
    """

    def __init__(self, program: str, write_error: Callable[[str], object]) -> None:
        self._program = program
        self._write_error = write_error

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Returns the spec that the other finders have for a module."""
        finders = sys.meta_path
        for finder in finders[finders.index(self) + 1 :]:
            find_spec = getattr(finder, "find_spec", None)
            spec = find_spec(name, path, target) if find_spec else None
            if spec is not None:
                self.write(name, origin(spec))
                return spec
        self.write(name, "not found")
        return None

    def write(self, name: str, where: str) -> None:
        """Writes a line about a module, if there is a standard error."""
        if sys.__stderr__ is not None:
            self._write_error(f"{self._program}: import {name}: {where}\n")


def origin(spec: ModuleSpec) -> str:
    """Returns where a module comes from, for people to read."""
    if spec.origin is None and spec.submodule_search_locations is not None:
        return f"namespace package in {', '.join(spec.submodule_search_locations)}"
    if isinstance(spec.loader, _packed_resources.PackedLoader):
        storage = spec.loader.get_storage(spec.name)
        if storage is not None:
            return _packed_origin(storage)
    return str(spec.origin or spec.loader)


def _packed_origin(storage: tuple[str, int, int, int, int]) -> str:
    path, code_size, stored_code_size, source_size, stored_source_size = storage
    code = _sizes("code", code_size, stored_code_size)
    source = _sizes("source", source_size, stored_source_size) if source_size else "no source"
    return f"packed {path}, {code}, {source}"


def _sizes(what: str, size: int, stored_size: int) -> str:
    compressed = f" (compressed to {stored_size})" if stored_size < size else ""
    return f"{what} {size} bytes{compressed}"


def install(program: str, write_error: Callable[[str], object]) -> None:
    """Lets an interpreter report its imports, those that it has made already included.

    loader/import_report.c calls it; the arguments are those of `ImportReporter`.
    """
    reporter = ImportReporter(program, write_error)
    for name, module in list(sys.modules.items()):
        spec = getattr(module, "__spec__", None)
        if spec is not None:
            reporter.write(name, origin(spec))
    sys.meta_path.insert(0, reporter)
