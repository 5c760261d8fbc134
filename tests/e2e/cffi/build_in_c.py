"""Describes `gauge._dial`."""

from pathlib import Path

import script_helper
from cffi import FFI

ffibuilder = FFI()
ffibuilder.cdef(Path(__file__).with_name("dial_cdef.h").read_text(encoding="utf-8"))
# What setuptools is told besides does not matter here.
ffibuilder.set_source("gauge._dial", script_helper.SOURCE, libraries=["dial"])

if __name__ == "__main__":
    ffibuilder.compile(verbose=True)
