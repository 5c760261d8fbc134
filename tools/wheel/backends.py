"""The build backends (PEP 517) that source distributions may have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tools.common.errors import ToolError


@dataclass(frozen=True)
class Backend:
    """A build backend.

    Attributes:
        name: of the package it is in.
        hooks: values of `build-backend`, before a colon; what begins so and goes on with a full
            stop is meant as well.
        requires: packages that it asks for when it is started, besides those that the source
            distribution does.
        programs: which of these have programs that it starts.
    """

    name: str
    hooks: Sequence[str]
    requires: Sequence[str] = ()
    programs: Sequence[str] = ()


SETUPTOOLS = Backend("setuptools", hooks=["setuptools"])
MESON_PYTHON = Backend("meson-python", hooks=["mesonpy"], requires=["ninja"], programs=["ninja"])
SCIKIT_BUILD_CORE = Backend(
    "scikit-build-core",
    hooks=["scikit_build_core.build"],
    requires=["cmake", "ninja"],
    programs=["ninja"],
)

BACKENDS = {backend.name: backend for backend in (SETUPTOOLS, MESON_PYTHON, SCIKIT_BUILD_CORE)}


def find_backend(hook: str, is_in_tree: bool) -> Backend:
    """Returns the backend of a source distribution.

    Args:
        hook: its `build-backend`.
        is_in_tree: whether the source distribution has a `backend-path`. Such backends are thin
            layers, most of them on top of setuptools.

    Raises:
        ToolError: it is another one.
    """
    module = hook.partition(":")[0]
    if is_in_tree:
        return SETUPTOOLS
    for backend in BACKENDS.values():
        if any(module == known or module.startswith(known + ".") for known in backend.hooks):
            return backend
    *names, last = BACKENDS
    raise ToolError(
        f"its build-backend is {hook}; {', '.join(names)} and {last} can be built from source: "
        "take a wheel, without build_from_source"
    )
