"""Finds the mirror of Debian's archive that this machine's own apt uses.

No address is known here: apt tells, or its sources lists where its package lists were never
fetched (a fresh container), or the user does in BAZELW_MIRROR.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.bazelw import process
from tools.bazelw.failure import ExitCode, Failure

KEYRINGS = tuple(
    Path("/usr/share/keyrings") / name
    for name in ("debian-archive-keyring.pgp", "debian-archive-keyring.gpg")
)
"""Where the package debian-archive-keyring puts the archive's keys, newest layout first."""


@dataclass(frozen=True)
class Mirrors:
    """Where to take packages from."""

    main: str
    """URI of the archive."""
    security: str | None
    """URI of the archive of security updates, None if apt has none."""
    keyring: Path
    """The keys that sign both."""


@dataclass(frozen=True)
class _Row:
    """One repository of apt: a URI and one suite there."""

    uri: str
    suite: str
    components: tuple[str, ...]


def find_mirrors(named: str | None) -> Mirrors:
    """Finds the mirrors; `named` is the user's choice of the main one.

    Raises:
        Failure: there is none, or the archive's keys are not installed.
    """
    keyring = next((file for file in KEYRINGS if file.exists()), None)
    if keyring is None:
        raise Failure(
            ExitCode.TOOL,
            "the keys of Debian's archive are not installed",
            "install them (apt-get install debian-archive-keyring)",
        )
    main, security = _from_apt()
    if main is None:
        rows = list(_sources_rows(Path("/etc/apt")))
        main, security = choose(rows)
    main = named or main
    if main is None:
        raise Failure(
            ExitCode.NOT_AVAILABLE,
            "apt knows no mirror of Debian",
            "name one in BAZELW_MIRROR (as in apt's sources)",
        )
    return Mirrors(main=main, security=security, keyring=keyring)


def _from_apt() -> tuple[str | None, str | None]:
    """Asks apt which repositories it has fetched; gives the main and the security mirror."""
    try:
        table = process.run(
            [
                "apt-get",
                "indextargets",
                "--format",
                "$(ORIGIN)|$(LABEL)|$(COMPONENT)|$(REPO_URI)",
                "Created-By: Packages",
            ]
        )
    except process.ToolFailed:
        return None, None
    main = security = None
    for line in table.splitlines():
        origin, label, component, uri = line.split("|", 3)
        if origin == "Debian" and component == "main":
            if label == "Debian":
                main = main or uri
            elif label == "Debian-Security":
                security = security or uri
    return main, security


def choose(rows: Iterable[_Row]) -> tuple[str | None, str | None]:
    """Picks the main and the security mirror from apt's sources.

    Names of suites and components alone do not tell Debian's archive from a vendor's, so a URI that
    says `debian` comes before others.
    """
    mains: list[str] = []
    securities: list[str] = []
    for row in rows:
        if "main" not in row.components:
            continue
        if row.suite.endswith("-security"):
            securities.append(row.uri)
        elif re.fullmatch(r"[a-z]+(-updates)?", row.suite):
            mains.append(row.uri)
    mains.sort(key=lambda uri: not re.search(r"/debian(\.list)?/?$", uri))
    return next(iter(mains), None), next(iter(securities), None)


def _sources_rows(folder: Path) -> Iterator[_Row]:
    parts = folder / "sources.list.d"
    for file in [folder / "sources.list", *sorted(parts.glob("*"))]:
        if file.suffix not in (".list", ".sources"):
            continue
        try:
            text = file.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        yield from read_sources(text, deb822=file.suffix == ".sources")


def read_sources(text: str, *, deb822: bool) -> Iterator[_Row]:
    """Reads a file of apt's sources in the deb822 or the one-line style (sources.list(5))."""
    return _read_stanzas(text) if deb822 else _read_lines(text)


def _read_lines(text: str) -> Iterator[_Row]:
    for line in text.splitlines():
        match = re.match(r"\s*deb(?:-src)?\s+(?:\[[^]]*\]\s+)?(\S+)\s+(\S+)\s+([^#]*)", line)
        if match:
            yield _Row(match[1], match[2], tuple(match[3].split()))


def _read_stanzas(text: str) -> Iterator[_Row]:
    text = re.sub(r"^#.*\n?", "", text, flags=re.MULTILINE)
    for stanza in re.split(r"\n\s*\n", text):
        fields: dict[str, str] = {}
        for match in re.finditer(r"^([A-Za-z-]+):(.*(?:\n[ \t].*)*)", stanza, re.MULTILINE):
            fields[match[1].lower()] = match[2]
        if fields.get("enabled", "yes").strip() == "no":
            continue
        for uri in fields.get("uris", "").split():
            for suite in fields.get("suites", "").split():
                yield _Row(uri, suite, tuple(fields.get("components", "").split()))
