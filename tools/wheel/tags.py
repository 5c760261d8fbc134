"""Which wheels a Python can use, and which of them is the best: the tags of PEP 425."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tools.wheel.packaging_library import (
    Tag,
    compatible_tags,
    cpython_tags,
    mac_platforms,
    parse_tag,
)

_MACOS = re.compile(r"macosx_(\d+)_(\d+)_(\w+)")


@dataclass(frozen=True)
class Target:
    """The CPython that a wheel is for.

    Attributes:
        python_version: `3.13`.
        abis: ABI tags it can load, such as `cp313` and `abi3`.
        platforms: platform tags it can load, best first; wheels for any platform always fit. One of
            macOS stands for all that the same release can load as well.
        name: what people call it, for messages.
    """

    python_version: str
    abis: Sequence[str]
    platforms: Sequence[str]
    name: str


def any_platform(target: Target) -> Target:
    """Returns the target that only wheels for any platform fit."""
    return Target(
        python_version=target.python_version,
        abis=["none"],
        platforms=["any"],
        name=f"CPython {target.python_version}",
    )


def platform_tags(target: Target) -> list[str]:
    """Returns the platform tags a target can load, best first."""
    tags: list[str] = []
    for platform in target.platforms:
        macos = _MACOS.fullmatch(platform)
        if macos:
            tags += mac_platforms((int(macos.group(1)), int(macos.group(2))), macos.group(3))
        else:
            tags.append(platform)
    return tags


def _supported_tags(target: Target) -> list[Tag]:
    """Returns the tags of wheels that a target can use, best first: the same as pip does."""
    version = tuple(map(int, target.python_version.split(".")))
    interpreter = "cp" + target.python_version.replace(".", "")
    platforms = platform_tags(target)
    return [
        *cpython_tags(version, target.abis, platforms),
        *compatible_tags(version, interpreter, platforms),
    ]


def tags_of(wheel: str) -> frozenset[Tag]:
    """Returns the tags in the name of a wheel's file."""
    return parse_tag("-".join(wheel.removesuffix(".whl").rsplit("-", 3)[1:]))


def best_wheel(wheels: Iterable[str], target: Target) -> str | None:
    """Returns the wheel that pip takes for a target.

    Args:
        wheels: names of the files of one version of a package.
        target: the Python it is for.

    Returns:
        One of them, or None if none fits.
    """
    ranks = {tag: rank for rank, tag in enumerate(_supported_tags(target))}
    ranked = [
        (min(ranks[tag] for tag in tags_of(wheel) if tag in ranks), wheel)
        for wheel in sorted(wheels)
        if not ranks.keys().isdisjoint(tags_of(wheel))
    ]
    return min(ranked)[1] if ranked else None


def shown_tags(wheels: Iterable[str], target: Target) -> str:
    """Returns what wheels are for, as messages say it.

    Args:
        wheels: names of files, at least one.
        target: the Python that none of them fits.
    """
    tags = {tag for wheel in wheels for tag in tags_of(wheel)}
    pythons = {(tag.interpreter, tag.abi) for tag in _supported_tags(target)}
    # Of an ordinary package, those for other Pythons are too many to be of use.
    near = {tag for tag in tags if (tag.interpreter, tag.abi) in pythons}
    return ", ".join(sorted(map(str, near or tags)))
