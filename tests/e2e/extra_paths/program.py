"""Prints what a program sees of the folders it imports plug-ins from, as JSON.

With the argument `child`, another interpreter that it starts does so.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import os
import subprocess
import sys
from pathlib import Path

REPORT = "import program; program.report()"


def report() -> None:
    """Prints it."""
    folder = Path(sys.executable).parent
    entries = sys.path[sys.path.index(sys.executable) + 1 :]
    modules = {}
    for name in ("plugin", "shared", "beside", "packed_module", "colorsys"):
        try:
            modules[name] = getattr(importlib.import_module(name), "FROM", None)
        except ModuleNotFoundError:
            modules[name] = "missing"
    plugins = importlib.metadata.entry_points(group="program.plugins")
    facts = {
        "path": [entry.replace(str(folder), "ORIGIN").replace(os.sep, "/") for entry in entries],
        "modules": modules,
        "plugins": {plugin.name: plugin.load() for plugin in plugins},
        "version": [d.version for d in importlib.metadata.distributions(name="a-plugin")],
        "written": (folder / "plugins" / "__pycache__").exists(),
    }
    print(json.dumps(facts))


if __name__ == "__main__":
    if sys.argv[1:] == ["child"]:
        sys.exit(subprocess.run([sys.executable, "-c", REPORT], check=False).returncode)
    report()
