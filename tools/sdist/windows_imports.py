"""The import library of Python's DLL, as far as an extension module for Windows needs it.

Our Pythons for Windows have no DLL, so the library is made of what the module refers to.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.isolate import coff
from tools.isolate.archive import is_archive, read_archive
from tools.pe.import_library import import_library
from tools.pe.linkage import Export

_IMPORTED = b"__imp_"
_PYTHON_NAME = re.compile(rb"_?Py")

# `PyAPI_DATA(PyObject *) PyExc_OSError;`, `PyAPI_DATA(int) (*PyOS_InputHook)(void);`, and arrays.
_DATA = re.compile(r"\bPyAPI_DATA\([^)]*\)[\s(*]*(?:const\s+)?(\w+)")


@dataclass(frozen=True)
class PythonDlls:
    """The DLLs that have Python's C API.

    Attributes:
        full: name of the one with all of it, `python313.dll`.
        limited: name of the one with the stable ABI.
        data: names of the variables in them.
    """

    full: str
    limited: str
    data: Collection[str]


def python_dlls(python_version: str, headers: Path) -> PythonDlls:
    """Returns the DLLs of a Python.

    Args:
        python_version: `3.13.5`.
        headers: the folder with its `Python.h`.
    """
    major, minor = python_version.split(".")[:2]
    return PythonDlls(f"python{major}{minor}.dll", f"python{major}.dll", python_data(headers))


def write_imports(output: Path, files: Iterable[Path], dlls: PythonDlls, limited_api: bool) -> None:
    """Writes the import library that an extension module is linked with.

    Args:
        output: the library.
        files: object files and static libraries of the module.
        dlls: what Python has.
        limited_api: whether the module keeps to the stable ABI.
    """
    dll = dlls.limited if limited_api else dlls.full
    # What refers to a variable without `__declspec(dllimport)`, as with headers for a static
    # Python, is mended by MinGW's run-time relocations.
    symbols = [Export(name, is_code=name not in dlls.data) for name in needed_names(files)]
    output.write_bytes(import_library(dll, symbols))


def python_data(headers: Path) -> frozenset[str]:
    """Returns the names of variables that Python's headers declare; all else are functions.

    Args:
        headers: the folder with `Python.h`.
    """
    names: set[str] = set()
    for header in headers.rglob("*.h"):
        names.update(_DATA.findall(header.read_text(encoding="utf-8", errors="replace")))
    return frozenset(names)


def _objects(files: Iterable[Path]) -> Iterator[bytes]:
    """Yields object files, also those in static libraries."""
    for file in files:
        content = file.read_bytes()
        if is_archive(content):
            yield from (member.content for member in read_archive(content))
        else:
            yield content


def needed_names(files: Iterable[Path]) -> list[str]:
    """Returns the names of Python's that object files and static libraries refer to, sorted."""
    defined: set[bytes] = set()
    undefined: set[bytes] = set()
    for content in _objects(files):
        defined |= coff.defined_symbols(content)
        undefined |= coff.undefined_symbols(content)
    names = {name.removeprefix(_IMPORTED) for name in undefined} - defined
    return sorted(name.decode() for name in names if _PYTHON_NAME.match(name))
