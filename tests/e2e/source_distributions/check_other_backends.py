"""Uses packages that meson-python and scikit-build-core built; checks that native code runs."""

from __future__ import annotations

import importlib
import importlib.util
import signal
import sys
import types
from importlib import metadata

import cysignals
import cysignals.alarm
import cysignals.pysignals
import cysignals.signals


def _levenshtein() -> types.ModuleType:
    """Returns the extension module of Levenshtein, whose package would import rapidfuzz."""
    package = types.ModuleType("Levenshtein")
    spec = importlib.util.find_spec("Levenshtein")
    package.__path__ = list(spec.submodule_search_locations)
    sys.modules["Levenshtein"] = package
    return importlib.import_module("Levenshtein.levenshtein_cpp")


def main() -> int:
    """Checks everything; prints `ok`, or fails with an AssertionError."""
    for name in ("cysignals.alarm", "cysignals.pysignals", "cysignals.signals"):
        assert sys.modules[name].__file__.endswith(".so"), name
    assert metadata.version("cysignals")
    # C code looks at the operating system's handlers.
    with cysignals.pysignals.changesignal(signal.SIGUSR1, lambda *_: None):
        assert cysignals.pysignals.getossignal(signal.SIGUSR1) is not None
    try:
        cysignals.alarm.alarm(0.05)
        signal.pause()
    except cysignals.AlarmInterrupt:
        pass
    else:
        raise AssertionError("no alarm")

    assert metadata.version("Levenshtein")
    levenshtein_cpp = _levenshtein()
    assert levenshtein_cpp.__file__.endswith(".so")
    words = ["spam", "spam", "span"]
    assert levenshtein_cpp.median(words) == "spam", levenshtein_cpp.median(words)
    assert levenshtein_cpp.seqratio(words, words) == 1.0
    print("ok")
    return 0


if __name__ == "__main__":
    sys.exit(main())
