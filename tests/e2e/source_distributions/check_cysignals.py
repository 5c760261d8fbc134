"""Uses cysignals, which meson-python built; checks that its native code runs."""

from __future__ import annotations

import signal
import sys
from importlib import metadata

import cysignals
import cysignals.alarm
import cysignals.pysignals
import cysignals.signals


def check() -> None:
    """Checks everything, or fails with an AssertionError."""
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
