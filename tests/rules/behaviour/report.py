"""Prints as JSON what the test wants to know."""

import colorsys
import importlib
import json
import os
import sched
import sys
from importlib import resources

import same


def _texts(folder: resources.abc.Traversable, prefix: str = "") -> "dict[str, str]":
    texts = {}
    for entry in folder.iterdir():
        if entry.is_dir():
            texts.update(_texts(entry, prefix + entry.name + "/"))
        elif entry.name.endswith(".txt"):
            texts[prefix + entry.name] = entry.read_text(encoding="utf-8").strip()
    return texts


names = ["rooted.module", "tests.rules.behaviour.src.rooted.module"]
json.dump(
    {
        "arguments": sys.argv[1:],
        "colorsys": getattr(colorsys, "ORIGIN", "standard library"),
        "environment": {name: os.environ.get(name) for name in ("KEEP", "OTHER")},
        "file": __file__,
        "name": __name__,
        "resources": dict(sorted(_texts(resources.files("rooted")).items())),
        "rooted": [importlib.import_module(name).__name__ for name in names],
        "same": same.ORIGIN,
        "sched": getattr(sched, "ORIGIN", "standard library"),
    },
    sys.stdout,
)
