"""What it takes to run the executables of a platform."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


class Unavailable(Exception):
    """Executables of a platform cannot be run here; the text is the reason and the mend."""


@dataclass(frozen=True)
class Emulator:
    """How executables are run here.

    Attributes:
        command: the words before the executable's path.
        environment: variables that the emulator needs.
        name: gives the name that the executable has for a file of this machine.
    """

    command: Sequence[str | Path] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    name: Callable[[Path], str] = str
