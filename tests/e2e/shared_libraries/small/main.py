"""Loads an extension module of a wheel, and opens a packed shared library by its path."""

from __future__ import annotations

import ctypes
import importlib.resources
import os
import sys
from pathlib import Path

import _cffi_backend
from cffi import FFI

ffi = FFI()
ffi.cdef("int add(int, int);")
folder = Path(__file__).with_name("native")
path = folder / ("add.dll" if sys.platform == "win32" else "libadd.so")
if sys.platform == "win32":
    # By its name, in the folders that the system looks through.
    os.add_dll_directory(folder)
    assert ctypes.CDLL("add.dll").add(1, 1) == 2
    assert ctypes.CDLL(path.as_posix()).add(1, 1) == 2
    # What extension modules get by these names is the program's own.
    for name in ("python3.dll", "python{}{}.dll".format(*sys.version_info)):
        api = ctypes.PyDLL(name)
        assert ctypes.addressof(ctypes.c_char.in_dll(api, "PyLong_Type")) == id(int), name
        own, offered = (
            ctypes.cast(dll.PyLong_FromLong, ctypes.c_void_p).value
            for dll in (ctypes.pythonapi, api)
        )
        assert own == offered, name
else:
    opened = ffi.dlopen(None)
library = ctypes.CDLL(path)

assert path.is_file(), path
assert importlib.resources.files(sys.modules["cffi"]).joinpath("parse_c_type.h").is_file()
assert _cffi_backend.__spec__.origin == _cffi_backend.__file__
assert _cffi_backend.__loader__.get_source("_cffi_backend") is None
assert Path(_cffi_backend.__file__).parent == Path(sys.executable), _cffi_backend.__file__
assert library._name == path or library._name == str(path), library._name
print(library.add(40, 2), ctypes.CDLL(str(path)).add(1, 2))
