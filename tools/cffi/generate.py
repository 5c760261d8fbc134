"""Runs a build script, and has cffi write the C source of what it describes."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import traceback
from pathlib import Path

import cffi

from tools.cffi import stand_in
from tools.common.errors import ToolError

_SCRIPT_NAME = "cffi_build_script"
"""Its `__name__`: not `__main__`, under which scripts compile."""


def generate(script: Path, variable: str, module: str, output: Path) -> None:
    """Writes the C source of an extension module.

    Args:
        script: the build script.
        variable: what it calls the `cffi.FFI`, or a function that returns one.
        module: full name of the module.
        output: the file to write; its suffix is the one that the script wants.

    Raises:
        ToolError: the script fails, or describes something else.
    """
    stand_in.install(cffi.__version__)
    ffi = _run(script, variable)
    name, source, suffix, _ = getattr(ffi, "_assigned_source", None) or (None, None, None, None)
    if name is None:
        raise ToolError(f'{script}: {variable}.set_source("{module}", …) has not been called')
    if name != module:
        raise ToolError(f'{script}: set_source() names the module "{name}", the rule "{module}"')
    if source is None:
        raise ToolError(
            f"{script}: set_source() has None for a source (ABI mode), which makes a module in "
            "Python: write it by emit_python_code() and make it a source of a py_library"
        )
    if suffix != output.suffix:
        raise ToolError(
            f'{script}: set_source() has source_extension = "{suffix}", but "{output.suffix}" is '
            "what the rule's `cffi_language` stands for"
        )
    temporary = output.with_name(f"{output.name}.tmp")
    with contextlib.redirect_stdout(io.StringIO()):  # It tells that it is generating.
        ffi.emit_c_code(os.fspath(temporary))
    temporary.replace(output)


def _run(script: Path, variable: str) -> cffi.FFI:
    namespace = {"__name__": _SCRIPT_NAME, "__file__": os.fspath(script)}
    sys.path.insert(0, os.fspath(script.parent))
    try:
        exec(compile(script.read_bytes(), os.fspath(script), "exec"), namespace)
        ffi = namespace.get(variable)
        if callable(ffi) and not isinstance(ffi, cffi.FFI):
            ffi = ffi()
    except Exception as error:
        traceback.print_exc()
        raise ToolError(f"{script}: {type(error).__name__}: {error}") from None
    if not isinstance(ffi, cffi.FFI):
        raise ToolError(
            f"{script}: has no cffi.FFI called {variable}; say by `cffi_builder` what it is called"
        )
    return ffi
