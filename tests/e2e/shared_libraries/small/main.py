"""Loads an extension module of a wheel, and opens a packed shared library by its path."""

from __future__ import annotations

import ctypes
import importlib.resources
import sys
from pathlib import Path

import _cffi_backend
from cffi import FFI

ffi = FFI()
ffi.cdef("int add(int, int);")
path = Path(__file__).with_name("libadd.so")
opened = ffi.dlopen(None)
library = ctypes.CDLL(path)

assert path.is_file(), path
assert importlib.resources.files(sys.modules["cffi"]).joinpath("parse_c_type.h").is_file()
assert _cffi_backend.__spec__.origin == _cffi_backend.__file__
assert Path(_cffi_backend.__file__).parent == Path(sys.executable), _cffi_backend.__file__
assert library._name == path or library._name == str(path), library._name
print(library.add(40, 2), ctypes.CDLL(str(path)).add(1, 2))
