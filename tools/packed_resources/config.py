"""The keys of the configuration section."""

from __future__ import annotations

from tools.common.errors import ToolError

RUN_MODULE = "run_module"
"""Module to run as `__main__`; normally `__main__` itself."""

ENTRY_POINT = "entry_point"
"""`pkg.mod:func`, called like a console script; instead of `run_module`."""

INTERPRETER = "interpreter"
"""`1`: run what the command line says, as the command `python` does; instead of `run_module`.
`children`: processes that the program starts by itself do so."""

EMBEDDED = "embedded"
"""`1`: part of another program, so that there need be nothing to run."""

ARGUMENT = "arg"
"""Put before the user's arguments; repeated."""

ENVIRONMENT = "env"
"""`NAME=VALUE`, set where the variable is not set yet; repeated."""

OPTIMIZE = "optimize"
"""0, 1 or 2: what the bytecode was compiled with, and `sys.flags.optimize`."""

PACKED_FILES = "packed_files"
"""`visible` or `hidden`: whether `os` and `open()` know packed files by their paths."""

PYTHON_VERSION = "python_version"
"""`3.13.5` for example."""

INTERPRETER_CONFIG = "interpreter_config"
"""`NAME=VALUE`, a field of CPython's configuration, see `loader/config_fields.c`; repeated."""

CERTIFICATES = "certificates"
"""`certifi`: what `ssl` trusts are the certificates of the packed package certifi."""

EXTRA_PATH = "extra_path"
"""Folder for the end of `sys.path`: absolute, or `$ORIGIN` for the executable's folder, or
`$ORIGIN/FOLDER`; repeated."""

DIAGNOSTICS = "diagnostics"
"""`off`: no environment variable makes the program tell about its start and its imports."""

_REPEATED = frozenset((ARGUMENT, ENVIRONMENT, EXTRA_PATH, INTERPRETER_CONFIG))
_STARTS = ((RUN_MODULE, None), (ENTRY_POINT, None), (INTERPRETER, "1"))
"""Keys that say what is run, with the value that makes them say so, if only one does."""

_KEYS = _REPEATED.union(
    (key for key, _ in _STARTS),
    (EMBEDDED, OPTIMIZE, PACKED_FILES, PYTHON_VERSION, CERTIFICATES, DIAGNOSTICS),
)


def check_config(config: list[tuple[str, str]]) -> None:
    """Checks what can be checked without the modules.

    Raises:
        ToolError: an unknown or repeated key, or a value that cannot be right.
    """
    seen = set()
    starts = 0
    for key, value in config:
        if key not in _KEYS:
            raise ToolError(f"config {key}={value}: unknown key, expected one of {sorted(_KEYS)}")
        if key in seen and key not in _REPEATED:
            raise ToolError(f"config {key}={value}: given twice")
        seen.add(key)
        starts += (key, value) in _STARTS or (key, None) in _STARTS
        if key in (ENVIRONMENT, INTERPRETER_CONFIG) and value.find("=") < 1:
            raise ToolError(f"config {key}={value}: expected NAME=VALUE")
        if key == OPTIMIZE and value not in ("0", "1", "2"):
            raise ToolError(f"config {key}={value}: expected 0, 1 or 2")
        if key == PACKED_FILES and value not in ("visible", "hidden"):
            raise ToolError(f"config {key}={value}: expected visible or hidden")
        if key == RUN_MODULE and not value:
            raise ToolError(f"config {key}={value}: empty, expected the name of a module")
        if key == ENTRY_POINT and not all(value.partition(":")):
            raise ToolError(f"config {key}={value}: expected module:function")
        if key == INTERPRETER and value not in ("1", "children"):
            raise ToolError(f"config {key}={value}: expected 1 or children")
        if key == EMBEDDED and value != "1":
            raise ToolError(f"config {key}={value}: expected 1")
        if key == INTERPRETER_CONFIG:
            _check_interpreter_field(value)
        if key == EXTRA_PATH and not _is_extra_path(value):
            raise ToolError(f"config {key}={value}: expected an absolute path, or $ORIGIN/FOLDER")
        if key == CERTIFICATES and value != "certifi":
            raise ToolError(f"config {key}={value}: expected certifi")
        if key == DIAGNOSTICS and value != "off":
            raise ToolError(f"config {key}={value}: expected off")
    if starts > 1 or (starts == 0 and EMBEDDED not in seen):
        names = ", ".join(key if value is None else f"{key}={value}" for key, value in _STARTS)
        raise ToolError(f"config needs exactly one of {names}, to know what to run")


def _is_extra_path(path: str) -> bool:
    """Tells whether it can be a folder for `sys.path`; absolute is not the same on all systems."""
    return bool(path) and (not path.startswith("$") or f"{path}/".startswith("$ORIGIN/"))


def _check_interpreter_field(field: str) -> None:
    """Checks what only Python knows: the names of its encodings."""
    name, _, value = field.partition("=")
    if name == "stdio_encoding":
        try:
            "".encode(value)
        except (LookupError, UnicodeError) as error:
            raise ToolError(
                f"interpreter_config {field}: {error}: choose another encoding"
            ) from None
