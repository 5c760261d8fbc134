"""Prints what a process knows of its surroundings, and what it finds of what is packed.

A JSON document. What the system gives as bytes is in it as hexadecimal digits.
"""

from __future__ import annotations

import concurrent.futures
import json
import multiprocessing
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path


def _hex(text: str) -> str:
    return os.fsencode(text).hex()


def _folder() -> str | None:
    try:
        return os.getcwdb().hex()
    except FileNotFoundError:
        return None


def _packed_texts() -> dict[str, str]:
    """The packed file `beside.txt` as programs find it."""
    here = os.path.dirname(__file__)
    ways = {
        "joined": lambda: open(os.path.join(here, "beside.txt"), encoding="utf-8").read(),
        "bytes": lambda: open(os.fsencode(here) + b"/beside.txt", encoding="utf-8").read(),
        "resolved": lambda: (Path(__file__).resolve().parent / "beside.txt").read_text("utf-8"),
        "resources": lambda: files(__package__).joinpath("beside.txt").read_text("utf-8"),
        "listed": lambda: " ".join(name for name in os.listdir(here) if name.endswith(".txt")),
        "own source": lambda: open(__file__, encoding="utf-8").readline(),
    }
    texts = {}
    for way, read in ways.items():
        try:
            texts[way] = read().strip()
        except OSError as error:
            texts[way] = repr(error)
    return texts


def _started() -> dict[str, str]:
    """What processes say that are started by `sys.executable`."""
    code = "import os, sys;print(os.fsencode(sys.executable).hex(), os.fsencode(sys.argv[1]).hex())"
    started = {}
    try:
        command = [sys.executable, "-c", code, b"\xff"]
        started["interpreter"] = subprocess.check_output(command, text=True).strip()
        context = multiprocessing.get_context("spawn")
        with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
            started["spawned"] = _hex(pool.submit(_executable).result())
    except OSError as error:
        started["error"] = repr(error)
    return started


def _executable() -> str:
    return sys.executable


def facts() -> dict[str, object]:
    """What there is to know."""
    return {
        "argv": [_hex(argument) for argument in sys.argv],
        "orig_argv": [_hex(argument) for argument in sys.orig_argv],
        "environment": {name.hex(): value.hex() for name, value in os.environb.items()},
        "executable": _hex(sys.executable),
        "path": [_hex(entry) for entry in sys.path],
        "file": _hex(__file__),
        "folder": _folder(),
        "packed": _packed_texts(),
        "started": _started() if "--start" in sys.argv else {},
    }


def main() -> None:
    """Prints the facts."""
    if "--raise" in sys.argv:
        raise ValueError("on request")
    json.dump(facts(), sys.stdout)
