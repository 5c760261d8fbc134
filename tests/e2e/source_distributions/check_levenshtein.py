"""Uses Levenshtein, which scikit-build-core built; checks that its native code runs."""

from __future__ import annotations

import importlib
import importlib.util
import sys
import types
from importlib import metadata


def _extension_module() -> types.ModuleType:
    """Returns the extension module; the package would import rapidfuzz."""
    package = types.ModuleType("Levenshtein")
    spec = importlib.util.find_spec("Levenshtein")
    package.__path__ = list(spec.submodule_search_locations)
    sys.modules["Levenshtein"] = package
    return importlib.import_module("Levenshtein.levenshtein_cpp")


def check() -> None:
    """Checks everything, or fails with an AssertionError."""
    assert metadata.version("Levenshtein")
    levenshtein_cpp = _extension_module()
    assert levenshtein_cpp.__file__.endswith(".so")
    words = ["spam", "spam", "span"]
    assert levenshtein_cpp.median(words) == "spam", levenshtein_cpp.median(words)
    assert levenshtein_cpp.seqratio(words, words) == 1.0
