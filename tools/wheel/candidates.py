"""Which of a package's lines in a requirements file is meant, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tools.common.errors import ToolError
from tools.wheel.packaging_library import Marker

Environments = Mapping[str, Mapping[str, str]]
"""Name of a platform -> the variables of environment markers (PEP 508) on it."""


@dataclass(frozen=True)
class Candidate:
    """One line of a requirements file.

    Attributes:
        version: the pinned version.
        hashes: `sha256:...` of the files that may be taken.
        extras: the extras in brackets after the name.
        marker: the environment marker after the semicolon, or an empty string.
    """

    version: str
    hashes: Sequence[str]
    extras: Sequence[str] = ()
    marker: str = ""


def platforms_of(marker: str, environments: Environments, extra: str = "") -> list[str]:
    """Returns the platforms on which a marker holds; all of them if it is empty.

    Args:
        marker: an environment marker.
        environments: see there.
        extra: value of the variable `extra`.
    """
    if not marker:
        return list(environments)
    parsed = Marker(marker)
    return [
        platform
        for platform, environment in environments.items()
        if parsed.evaluate({**environment, "extra": extra})
    ]


def choose(
    name: str, candidates: Sequence[Candidate], environments: Environments
) -> dict[str, Candidate]:
    """Returns the line that applies on each platform; platforms where none does are left out.

    Raises:
        ToolError: lines with different versions apply to the same platform.
    """
    chosen: dict[str, Candidate] = {}
    for candidate in candidates:
        for platform in platforms_of(candidate.marker, environments):
            other = chosen.setdefault(platform, candidate)
            if other.version != candidate.version:
                raise ToolError(
                    f"{name}: the requirements file pins {other.version} and {candidate.version} "
                    f"for {platform}: pin one version for each platform"
                )
    return chosen
