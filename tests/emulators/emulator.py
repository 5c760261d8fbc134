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
        not_given: names of variables that the emulator itself takes amiss.
        name: gives the name that the executable has for a file of this machine.
    """

    command: Sequence[str | Path] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    not_given: frozenset[str] = frozenset()
    name: Callable[[Path], str] = str

    def text(self, given: str | Path) -> str:
        """Gives the text that an executable is given: of a path, its name there."""
        return self.name(given) if isinstance(given, Path) else given

    def environment_with(self, given: Mapping[str, str | Path]) -> dict[str, str]:
        """Gives the environment in which to start an executable that is given these variables."""
        variables = {
            name: self.text(value) for name, value in given.items() if name not in self.not_given
        }
        return {**self.environment, **variables}
