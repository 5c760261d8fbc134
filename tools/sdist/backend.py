"""The PEP 517 backend of a source distribution."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

from tools.common.errors import ToolError
from tools.wheel.toml import read_toml

_DEFAULT = "setuptools.build_meta:__legacy__"


def build_wheel_hook(source: Path) -> Callable[..., str]:
    """Returns the hook `build_wheel` of the backend; puts an in-tree backend on the import path.

    Raises:
        ToolError: the backend cannot be imported.
    """
    project = source / "pyproject.toml"
    try:
        system = (read_toml(project) if project.exists() else {}).get("build-system", {})
    except ToolError as error:
        raise ToolError(f"pyproject.toml: {error}") from None
    backend = system.get("build-backend", _DEFAULT)
    folders = system.get("backend-path", [])
    sys.path[:0] = [str(source / folder) for folder in folders]
    module_name, _, attribute = backend.partition(":")
    try:
        hooks = importlib.import_module(module_name)
    except ImportError as error:
        raise ToolError(f"its build-backend {backend} cannot be imported: {error}") from None
    for name in attribute.split(".") if attribute else []:
        hooks = getattr(hooks, name)
    return hooks.build_wheel
