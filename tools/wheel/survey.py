"""Which wheel of a package is taken on which platform."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.wheel.candidates import Candidate
from tools.wheel.download import Wheels, download_wheel_for_any_platform, no_wheel
from tools.wheel.tags import Target, best_wheel


@dataclass
class Survey:
    """Where each platform gets its wheel from.

    Attributes:
        shared: the wheel for any platform, if there is one and only one version is pinned.
        sharing: the platforms that use `shared`.
        leaders: of the others, platform -> the first platform with the same wheel; that one stands
            for all of them.
        missing: platforms without any wheel -> why, in one sentence.
    """

    shared: Path | None = None
    sharing: list[str] = field(default_factory=list)
    leaders: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)


def survey(
    name: str,
    candidates: Mapping[str, Candidate],
    targets: Mapping[str, Target],
    options: Sequence[str],
    folder: Path,
) -> Survey:
    """Finds out which platforms share a wheel, and which have none.

    No wheel is downloaded but the one for any platform.

    Args:
        name: name of the package.
        candidates: name of a platform -> what the requirements file pins there; at least one.
        targets: name of a platform -> the Python on it.
        options: further options of `pip download`.
        folder: an empty folder to download to.

    Raises:
        ToolError: the index cannot be asked, has no wheel at all, or only another one than the one
            that is pinned.
    """
    versions = {candidate.version: candidate for candidate in candidates.values()}
    result = Survey()
    wheels: dict[str, Wheels] = {}
    for number, (version, candidate) in enumerate(sorted(versions.items())):
        target = next(iter(targets.values()))
        subfolder = folder / str(number)
        subfolder.mkdir()
        wheels[version] = download_wheel_for_any_platform(
            name, candidate, target, options, subfolder
        )
    if len(versions) == 1:
        (only,) = wheels.values()
        result.shared = only.for_any_platform

    leaders: dict[tuple[str, str], str] = {}
    for platform, candidate in sorted(candidates.items()):
        there = wheels[candidate.version]
        best = best_wheel(there.names, targets[platform])
        if best is None:
            result.missing[platform] = no_wheel(
                name, candidate.version, targets[platform], there.names
            )
        elif result.shared and best == result.shared.name:
            result.sharing.append(platform)
        else:
            result.leaders[platform] = leaders.setdefault((candidate.version, best), platform)
    return result
