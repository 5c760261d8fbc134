"""What a wheel needs from other packages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

from tools.common.errors import ToolError
from tools.wheel.candidates import Environments, platforms_of
from tools.wheel.packaging_library import InvalidRequirement, Requirement, canonicalize_name


@dataclass(frozen=True, order=True)
class Dependency:
    """A package that another one needs.

    Attributes:
        name: normalised name (PEP 503).
        extra: the extra of it that is needed, or an empty string for the package itself.
    """

    name: str
    extra: str = ""


@dataclass
class Dependencies:
    """What a package needs.

    Attributes:
        everywhere: on every platform.
        by_platform: name of a platform -> only there (and on others listed).
    """

    everywhere: list[Dependency] = field(default_factory=list)
    by_platform: dict[str, list[Dependency]] = field(default_factory=dict)


@dataclass
class Metadata:
    """The part of a wheel's metadata that matters here.

    Attributes:
        name: normalised name.
        version: the version.
        requires: values of `Requires-Dist`.
        extras: values of `Provides-Extra`, as they are written.
    """

    name: str
    version: str
    requires: Sequence[str]
    extras: Sequence[str]


def read_metadata(folder: Path) -> Metadata:
    """Reads the metadata of the one wheel that was unpacked into a folder.

    Raises:
        ToolError: there is not exactly one.
    """
    files = sorted(folder.glob("*.dist-info/METADATA"))
    if len(files) != 1:
        raise ToolError(f"damaged wheel: {len(files)} files *.dist-info/METADATA instead of one")
    text = files[0].read_text(encoding="utf-8", errors="replace")
    return parse_metadata(HeaderParser().parsestr(text))


def parse_metadata(message: Message) -> Metadata:
    """Returns the metadata in the headers of METADATA or PKG-INFO."""
    return Metadata(
        name=canonicalize_name(message.get("Name", "")),
        version=message.get("Version", ""),
        requires=message.get_all("Requires-Dist", []),
        extras=message.get_all("Provides-Extra", []),
    )


def dependencies_of(
    metadata: Metadata,
    environments: Environments,
    extras: Collection[str],
    left_out: Collection[str],
) -> Dependencies:
    """Evaluates `Requires-Dist` for every platform.

    Args:
        metadata: of the package.
        environments: the platforms.
        extras: the extras to add, as `Provides-Extra` writes them.
        left_out: normalised names of packages that do not count.

    Raises:
        ToolError: a requirement cannot be understood.
    """
    requirements = [_parse(metadata, text) for text in metadata.requires]
    all_extras = _with_implied_extras(metadata, requirements, environments, extras)
    platforms: dict[Dependency, set[str]] = {}
    for requirement in requirements:
        name = canonicalize_name(requirement.name)
        if name == metadata.name or name in left_out:
            continue
        holds = _holds(requirement, environments, all_extras)
        for extra in ("", *map(canonicalize_name, requirement.extras)):
            if holds:
                platforms.setdefault(Dependency(name, extra), set()).update(holds)
    result = Dependencies()
    for dependency, holds in sorted(platforms.items()):
        if len(holds) == len(environments):
            result.everywhere.append(dependency)
        else:
            for platform in sorted(holds):
                result.by_platform.setdefault(platform, []).append(dependency)
    return result


def _parse(metadata: Metadata, text: str) -> Requirement:
    try:
        return Requirement(text)
    except InvalidRequirement as error:
        raise ToolError(
            f"{metadata.name} {metadata.version}: Requires-Dist: {text}: {error}"
        ) from None


def _holds(
    requirement: Requirement, environments: Environments, extras: Collection[str]
) -> set[str]:
    """Returns the platforms on which a requirement counts, without or with one of the extras."""
    marker = str(requirement.marker or "")
    return {
        platform
        for extra in ("", *extras)
        for platform in platforms_of(marker, environments, extra)
    }


def _with_implied_extras(
    metadata: Metadata,
    requirements: Sequence[Requirement],
    environments: Environments,
    extras: Collection[str],
) -> list[str]:
    """Adds the extras that extras ask for: `Requires-Dist: sample[a,b]; extra == "all"`."""
    spellings = {canonicalize_name(extra): extra for extra in metadata.extras}
    result = list(extras)
    while True:
        implied = {
            spellings[canonicalize_name(extra)]
            for requirement in requirements
            if canonicalize_name(requirement.name) == metadata.name
            and _holds(requirement, environments, result)
            for extra in requirement.extras
            if canonicalize_name(extra) in spellings
        }
        new = sorted(implied - set(result))
        if not new:
            return result
        result += new
