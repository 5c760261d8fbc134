"""The libraries `python3.dll` and `python3xx.dll`, which extension modules on Windows ask for.

The C API is in the program itself, and Windows looks for it by names of files. So two libraries of
these names lie in the cache that refer to the program for everything. Extension modules that are
loaded later get these, since Windows looks among the loaded libraries first.

The libraries name the file of the program: one that has been renamed has others.
"""

from __future__ import annotations

import os
import sys

import _packed_resources

from _packed_importlib.library_cache import cached_folder


class _ForwardingLibrary:
    """One of the libraries.

    Attributes:
        path: its name.
    """

    __slots__ = ("_names", "_target", "path")

    def __init__(self, path: str, target: bytes, names: bytes) -> None:
        self.path = path
        self._target = target
        self._names = names

    def content(self) -> memoryview:
        """Returns its bytes."""
        from _packed_importlib.forwarding_library import forwarding_library

        symbols = self._names.split(b"\0")[:-1]
        return memoryview(forwarding_library(self.path, self._target, symbols))


def load() -> None:
    """Loads the libraries for the life of the process.

    Raises:
        CacheError: they cannot be written.
        ImportError: they cannot be loaded, or the program has a name that they cannot have.
    """
    import _blake2

    target = _program_name(os.path.basename(_packed_resources.root))
    names = _packed_resources.exported_names()
    libraries = [
        _ForwardingLibrary(path, target, names)
        for path in ("python3.dll", "python{}{}.dll".format(*sys.version_info))
    ]
    key = _blake2.blake2b(b"1" + target + b"\0" + names, digest_size=32).hexdigest()
    folder = cached_folder(key, libraries)
    for library in libraries:
        _packed_resources.open_library(os.path.join(folder, library.path))


def _program_name(name: str) -> bytes:
    """Returns the program's file name as Windows converts it back.

    Raises:
        ImportError: there is no such text.
    """
    try:
        encoded = name.encode("mbcs", "strict")
    except UnicodeEncodeError:
        raise ImportError(
            f"shared libraries cannot be loaded: Windows has no name of {name} in its code page "
            "for programs; give the program another name"
        ) from None
    if b"." not in encoded:
        raise ImportError(
            f"shared libraries cannot be loaded: the name of {name} has no extension; "
            "give the program another name"
        )
    return encoded
