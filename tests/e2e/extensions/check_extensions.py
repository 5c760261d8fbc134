"""Checks what extension modules look like from Python, linked in or as files."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import sys
import threading

import north
import north._fast
import north.deep.old
import south._fast


def main() -> int:
    """Checks everything; prints `ok`, or fails with an AssertionError."""
    # Each has its own copy of the library, with variables of its own.
    assert north._fast.version() == (1, 1), "north"
    assert north._fast.version() == (1, 2), "north, again"
    assert south._fast.version() == (2, 1), "south"

    for name in ("north._fast", "south._fast", "north.deep.old"):
        module = sys.modules[name]
        assert module.__name__ == name, module.__name__
        assert module.__package__ == name.rpartition(".")[0], module.__package__
        assert module.__spec__.name == name
        assert importlib.util.find_spec(name) is module.__spec__
        assert importlib.import_module(name) is module
        assert module.__file__.endswith((".so", ".pyd")), module.__file__
        assert module.__spec__.origin == module.__file__
        assert module.__spec__.cached is None, module.__spec__.cached
        assert not hasattr(module, "__cached__"), module.__cached__
        assert module.__loader__.is_package(name) is False
        assert module.__loader__.get_source(name) is None
        assert module.__loader__.get_code(name) is None
        assert module.__loader__.get_filename(name) == module.__file__
    assert north._fast.initialized == "north._fast", north._fast.initialized
    assert north.deep.old.who == "old"
    names = sorted(name for _, name, _ in pkgutil.walk_packages(north.__path__, "north."))
    assert names == ["north._fast", "north.deep", "north.deep.old"], names

    # Another module object of the same kind (PEP 489).
    del sys.modules["south._fast"]
    again = importlib.import_module("south._fast")
    assert again is not south._fast or sys.modules["south._fast"] is again
    assert again.version()[0] == 2

    results = []
    thread = threading.Thread(target=lambda: results.append(north._fast.version()[0]))
    thread.start()
    thread.join()
    assert results == [1], results
    print("ok")
    return 0


if __name__ == "__main__":
    sys.exit(main())
