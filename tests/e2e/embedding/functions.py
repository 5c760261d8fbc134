"""Functions that the host program calls."""

from __future__ import annotations

import ctypes
import gc
import importlib.metadata
import json
import multiprocessing
import sys
from importlib import resources
from pathlib import Path


def facts() -> str:
    """What Python knows of where it is."""
    return json.dumps(
        {
            "argv": sys.argv,
            "base_executable": getattr(sys, "_base_executable", None),
            "environment": sys.flags.ignore_environment,
            "executable": sys.executable,
            "file": __file__,
            "isolated": sys.flags.isolated,
            "orig_argv": sys.orig_argv,
            "path": sys.path,
            "prefix": sys.prefix,
            "utf8_mode": sys.flags.utf8_mode,
        }
    )


def join(*words: str) -> str:
    return "-".join(words)


def nothing() -> None:
    """Returns None."""


def number() -> int:
    return 3


def with_null() -> str:
    return "a\0b"


def with_surrogate() -> str:
    return "\ud800"


def fail() -> None:
    raise ValueError("first line\nsecond line")


def fail_without_text() -> None:
    raise KeyError


def fail_at_length() -> None:
    raise ValueError("ä" * 2000)


def leave() -> None:
    raise SystemExit(3)


def data() -> str:
    """What a packed file has, by both ways to it."""
    by_resources = resources.files(__package__).joinpath("data/words.txt").read_text("utf-8")
    by_path = Path(__file__).with_name("data").joinpath("words.txt").read_text(encoding="utf-8")
    return f"{by_resources.strip()}, {by_path.strip()}"


def package_version() -> str:
    """The version of a packed distribution."""
    return importlib.metadata.version("click")


def api_of_ctypes() -> str:
    """Calls the C API through the program's own symbols."""
    ctypes.pythonapi.Py_GetVersion.restype = ctypes.c_char_p
    return ctypes.pythonapi.Py_GetVersion().decode().partition(" ")[0]


def blocks() -> str:
    """How much memory Python has, without what it is about to free."""
    gc.collect()
    return str(sys.getallocatedblocks())


def _square(value: int) -> int:
    return value * value


def squares() -> str:
    """Computed by processes that start `sys.executable`."""
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        return json.dumps(pool.map(_square, range(4)))
