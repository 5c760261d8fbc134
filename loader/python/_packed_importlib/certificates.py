"""What the loader adds to `ssl` once it has been imported: packed certificates.

OpenSSL opens files by itself, so it knows nothing of packed ones.
"""

from __future__ import annotations

import errno
import functools
import os
from collections.abc import Callable
from types import ModuleType
from typing import Any

import _packed_resources

_FILES = {
    "load_cert_chain": ("certfile", "keyfile"),
    "load_dh_params": ("path",),
    "load_verify_locations": ("cafile",),
}
"""Methods of `ssl.SSLContext` -> their first arguments, which are paths of files."""


def trust_certifi(ssl: ModuleType) -> None:
    """Makes contexts load certifi's certificates wherever they load the default ones.

    Called in executables that are configured so.
    """

    def set_default_verify_paths(context: Any) -> None:
        """Load the certificates of the packed package certifi."""
        import certifi  # not before it is needed

        context.load_verify_locations(cadata=certifi.contents())

    ssl.SSLContext.set_default_verify_paths = set_default_verify_paths
    # What load_default_certs() adds to that on Windows.
    ssl.SSLContext._windows_cert_stores = ()


def know_packed_files(ssl: ModuleType) -> None:
    """Makes contexts load packed files by their paths, from copies in memory.

    Called in executables whose packed files are visible.
    """
    for name, paths in _FILES.items():
        method = getattr(ssl.SSLContext, name)
        setattr(ssl.SSLContext, name, _with_packed_files(method, paths))


def _with_packed_files(method: Callable[..., Any], paths: tuple[str, ...]) -> Callable[..., Any]:
    """Returns a method that takes packed files for its arguments `paths`, which are the first."""

    @functools.wraps(method)
    def call(context: Any, *args: Any, **kwargs: Any) -> Any:
        copies: list[int] = []
        try:
            return method(
                context,
                *(_real_path(path, copies) for path in args[: len(paths)]),
                *args[len(paths) :],
                **{
                    name: _real_path(value, copies) if name in paths else value
                    for name, value in kwargs.items()
                },
            )
        finally:
            for descriptor in copies:
                os.close(descriptor)

    return call


def _real_path(path: Any, copies: list[int]) -> Any:
    """Returns a path by which C code can open a file; if it is packed, that of a copy in memory.

    Args:
        path: what the program gives, a path or not.
        copies: the copy's descriptor is added; it has to be closed.

    Raises:
        FileNotFoundError: it leads below the executable, and nothing is packed there.
    """
    if not isinstance(path, (str, bytes, os.PathLike)):
        return path
    root = _packed_resources.root + os.sep
    # Path.resolve() would follow symbolic links.
    absolute = os.path.abspath(os.fsdecode(path))  # noqa: PTH100
    if not absolute.startswith(root):
        return path
    packed = absolute[len(root) :]
    kind = _packed_resources.kind(packed)
    if kind is None:  # The system would say that the executable is no folder.
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    if kind != "file":
        return path
    try:
        copies.append(_packed_resources.memory_file(_packed_resources.read(packed)))
    except OSError:  # The system has no such files: then it says that there is none.
        return path
    return f"/proc/self/fd/{copies[-1]}"
