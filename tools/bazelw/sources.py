"""Source tarballs for Bazel's distdir: which are missing, and how Debian serves them.

Debian's archive keeps upstream's tarballs byte for byte, under other names: they are found by
SHA-256 in its source packages and stored under the names by which Bazel looks for them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.bazelw.apt import Apt, SourceFile
from tools.bazelw.cache import sha256
from tools.bazelw.failure import ExitCode, Failure

SUITES = ("bookworm", "trixie", "forky", "sid")
"""The suites of Debian whose source packages may have a source, whatever the table says: suites
move on, and keep for a while what a new version of a package has replaced."""


@dataclass(frozen=True)
class Alternative:
    """One archive that holds a source."""

    file: str
    """Its name in the distdir."""
    sha256: str
    urls: tuple[str, ...]
    """Where upstream serves it."""
    debian_source: str | None
    """The source package of Debian that contains it, None if there is none."""
    debian_suites: tuple[str, ...]
    """The suites that had this source package when it was written into the table."""
    debian_pool: str | None = None
    """Where it lies below a mirror of Debian, None if only its source package is to be asked."""


@dataclass(frozen=True)
class Source:
    """A source and the archives it can come from, the preferred one first."""

    name: str
    version: str
    alternatives: tuple[Alternative, ...]
    optional: bool = False
    """Whether no build needs it that does not ask for it, so that it may be missing."""

    @property
    def from_debian(self) -> list[Alternative]:
        """The archives that Debian has."""
        return [alternative for alternative in self.alternatives if alternative.debian_source]


def read_table(file: Path) -> list[Source]:
    """Reads the table of sources.

    Raises:
        Failure: it cannot be read.
    """
    try:
        table = json.loads(file.read_text(encoding="utf-8"))
        return [_source(name, entry) for name, entry in table.items()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Failure(
            ExitCode.SETTINGS, f"cannot read {file} ({error!r})", "restore it from git"
        ) from error


def _source(name: str, entry: Mapping[str, object]) -> Source:
    alternatives = []
    for row in entry["alternatives"]:  # type: ignore[attr-defined]
        debian = row.get("debian") or {}
        file = row["file"]
        if Path(file).name != file:
            raise ValueError(f"{name}: {file!r} is not the name of a file")
        alternatives.append(
            Alternative(
                file=file,
                sha256=row["sha256"],
                urls=tuple(row["urls"]),
                debian_source=debian.get("source"),
                debian_suites=tuple(debian.get("suites", ())),
                debian_pool=debian.get("pool"),
            )
        )
    optional = bool(entry.get("optional", False))
    return Source(name, str(entry["version"]), tuple(alternatives), optional)


def in_distdir(source: Source, distdir: Path, *, verify: bool) -> Path | None:
    """Finds an archive of `source` in the distdir, None if there is none."""
    for alternative in source.alternatives:
        file = distdir / alternative.file
        if file.is_file() and (not verify or sha256(file) == alternative.sha256):
            return file
    return None


def suites(wanted: Iterable[Source]) -> list[str]:
    """Picks few suites of Debian that together have all `wanted` sources."""
    picked: list[str] = []
    # Sources with the least choice come first.
    choices = [source.from_debian[0].debian_suites for source in wanted if source.from_debian]
    for choice in sorted(choices, key=len):
        if choice and not set(choice) & set(picked):
            picked.append(choice[-1])
    return picked


@dataclass(frozen=True)
class Found:
    """An archive that a source package of Debian contains."""

    source: Source
    alternative: Alternative
    file: SourceFile


def locate(wanted: Sequence[Source], files: Sequence[SourceFile]) -> Iterator[Found]:
    """Finds the `wanted` sources among the `files` of source packages, each at most once."""
    by_digest = {file.sha256: file for file in files}
    for source in wanted:
        for alternative in source.from_debian:
            file = by_digest.get(alternative.sha256)
            if file is not None:
                yield Found(source, alternative, file)
                break


def search(
    apt: Apt, wanted: Sequence[Source], binary_suites: Sequence[str]
) -> tuple[list[Found], str | None]:
    """Fetches apt's lists and finds the `wanted` sources in them, as many as there are.

    The lists are those of `binary_suites` and of the suites that the table names; if these do not
    have every source, those of all `SUITES`.

    Returns:
        the archives found; apt's complaint if a list could not be fetched.
    """
    complaint = apt.update(binary_suites, suites(wanted))
    if not wanted:
        return [], complaint
    found = list(locate(wanted, apt.source_files(packages(wanted))))
    if len(found) < len(wanted):
        # Not every mirror has all suites, so what it says of these is no complaint of ours.
        apt.update(binary_suites, SUITES)
        found = list(locate(wanted, apt.source_files(packages(wanted))))
    return found, complaint


def packages(wanted: Iterable[Source]) -> list[str]:
    """Names the source packages of Debian in which `wanted` sources may be."""
    return sorted(
        {
            alternative.debian_source
            for source in wanted
            for alternative in source.from_debian
            if alternative.debian_source
        }
    )


def fetch_from_pool(apt: Apt, wanted: Sequence[Source], work: Path, distdir: Path) -> list[Source]:
    """Downloads sources from where the table says that they lie in Debian's archive.

    That needs no lists of packages, and works for what is in none of them any more.

    Args:
        apt: what to download with.
        wanted: sources.
        work: a folder for what is not verified yet.
        distdir: where archives are stored.

    Returns:
        those of the `wanted` sources that are still missing.
    """
    missing = []
    for source in wanted:
        for alternative in source.from_debian:
            if alternative.debian_pool is None:
                continue
            file = work / alternative.file
            apt.download_from_pool(alternative.debian_pool, alternative.sha256, file)
            if file.is_file() and sha256(file) == alternative.sha256:
                distdir.mkdir(parents=True, exist_ok=True)
                file.replace(distdir / alternative.file)
                break
        else:
            missing.append(source)
    return missing


def fetch(apt: Apt, found: Sequence[Found], work: Path, distdir: Path) -> str | None:
    """Downloads archives into `work` and moves the verified ones into the distdir.

    Returns:
        apt's complaint, None if all is well.
    """
    if not found:
        return None
    versions = sorted({f"{item.file.package}={item.file.version}" for item in found})
    complaint = apt.download_sources(versions, work)
    distdir.mkdir(parents=True, exist_ok=True)
    for item in found:
        file = work / item.file.name
        if file.is_file() and sha256(file) == item.alternative.sha256:
            file.replace(distdir / item.alternative.file)
    return complaint
