"""The runtime of Visual C++: libraries that Microsoft's compiler needs and Windows does not bring.

https://learn.microsoft.com/cpp/c-runtime-library/crt-library-features
"""

from __future__ import annotations

import re

_LIBRARY = re.compile(
    r"(?:vcruntime|msvcp|concrt|vccorlib|vcomp|vcamp)140(?:_[a-z0-9_]+)?\.dll\Z", re.IGNORECASE
)

PACKAGE = "msvc-runtime"
"""Name of the package that has them."""

_MODULE = re.compile(r"msvc_runtime\.(?:.*\.)?pyd\Z", re.IGNORECASE)


def is_runtime_library(file_name: str) -> bool:
    """Tells whether this is the name of one of the libraries."""
    return _LIBRARY.match(file_name) is not None


def is_module_of_package(file_name: str) -> bool:
    """Tells whether this is the package's module, which needs all of them and does nothing."""
    return _MODULE.match(file_name) is not None
