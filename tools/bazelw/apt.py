"""A private apt: fetches from suites that the machine itself does not use, as any user.

It has its own state below bazelw's work folder and takes from the machine's configuration only how
to reach mirrors (proxies, certificates, passwords). apt verifies the archive's signatures; what it
downloads is checked once more against the signed SHA-256.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.bazelw import process
from tools.bazelw.failure import ExitCode, Failure
from tools.bazelw.mirrors import Mirrors

_HELPER = "/usr/lib/apt/apt-helper"
"""Part of apt, not on PATH."""

_TRANSPORT = re.compile(
    r"Acquire::(?!cdrom|gpgv)(?:[a-z][a-z0-9.+-]*|Retries|ForceIPv[46]|Check-Date"
    r"|Check-Valid-Until|AllowTLS)(?:::\S*)? "
)
"""Lines of `apt-config dump` that say how to reach mirrors: settings of a transport have lower-case
names (`Acquire::https::CAInfo`)."""

_CONFIGURATION = """\
Dir::Etc::main "/dev/null";
Dir::Etc::parts "/dev/null";
Dir::Etc::sourcelist "{folder}/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State "{folder}/state";
Dir::State::status "{folder}/status";
Dir::Cache "{folder}/cache";
Dir::Log "{folder}";
APT::Architecture "{architecture}";
APT::Architectures {{ "{architecture}"; }};
APT::Sandbox::User "root";
APT::Update::Error-Mode "any";
Acquire::Languages "none";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "false";
"""
"""The sandbox user could not read a cache in root's home. By default apt takes it for no error that
a list cannot be fetched. The translations and the last two lists are not needed."""


@dataclass(frozen=True)
class SourceFile:
    """One file of a source package."""

    package: str
    version: str
    name: str
    size: int
    """In bytes."""
    sha256: str


class Apt:
    """apt with a state of its own."""

    def __init__(self, folder: Path, mirrors: Mirrors, architecture: str) -> None:
        """Keeps its state in `folder`; `architecture` is Debian's name of one, e.g. `amd64`."""
        self._folder = folder
        self._mirrors = mirrors
        for name in ("state/lists/partial", "cache/archives/partial"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / "status").touch()
        transport = [
            line
            for line in process.run(["apt-config", "dump"]).splitlines()
            if _TRANSPORT.match(line)
        ]
        configuration = folder / "apt.conf"
        configuration.write_text(
            _CONFIGURATION.format(folder=folder, architecture=architecture)
            + "".join(line + "\n" for line in transport),
            encoding="utf-8",
        )
        self._environment = {
            **os.environ,
            "APT_CONFIG": str(configuration),
            "LC_ALL": "C.UTF-8",
        }

    def update(self, binary_suites: Iterable[str], source_suites: Iterable[str]) -> str | None:
        """Fetches the lists of packages and of source packages of the given suites.

        Returns:
            apt's complaint if a list could not be fetched; the others are there.
        """
        signed = f"[signed-by={self._mirrors.keyring}]"
        lines = [f"deb {signed} {self._mirrors.main} {suite} main" for suite in binary_suites]
        for suite in source_suites:
            lines.append(f"deb-src {signed} {self._mirrors.main} {suite} main")
            if suite in ("sid", "unstable"):
                continue
            lines.append(f"deb-src {signed} {self._mirrors.main} {suite}-updates main")
            if self._mirrors.security:
                lines.append(f"deb-src {signed} {self._mirrors.security} {suite}-security main")
        (self._folder / "sources.list").write_text("\n".join(lines) + "\n", encoding="utf-8")
        try:
            self._run("apt-get", "-q", "update")
        except process.ToolFailed as error:
            return process.complaint(error.output)
        return None

    def show(self, packages: Sequence[str]) -> dict[str, dict[str, str]]:
        """Gives the newest record (field -> first line of its value) of each known package."""
        try:
            text = self._run("apt-cache", "show", "--no-all-versions", *packages)
        except process.ToolFailed:  # none of them is known
            return {}
        return {record["Package"]: record for record in stanzas(text) if "Package" in record}

    def source_files(self, packages: Sequence[str]) -> list[SourceFile]:
        """Lists the files of all versions of the given source packages."""
        try:
            text = self._run("apt-cache", "showsrc", *packages)
        except process.ToolFailed:  # none of them is known
            return []
        return list(read_source_files(text))

    def download(self, packages: Sequence[str], folder: Path) -> str | None:
        """Downloads `name=version` packages into `folder`; gives apt's complaint if there is one.

        What could be downloaded is there even then.
        """
        return self._download("download", packages, folder)

    def download_sources(self, packages: Sequence[str], folder: Path) -> str | None:
        """Like `download`, for upstream's tarballs of `name=version` source packages.

        Only these: the packaging's own files are not needed, and some mirrors lack them.
        """
        return self._download("source", ["--download-only", "--tar-only", *packages], folder)

    def download_from_pool(self, path: str, sha256: str, file: Path) -> str | None:
        """Downloads what lies at `path` below the mirror; gives apt's complaint if there is one.

        The pool keeps a file for a while after the last suite has gone on to another one.
        """
        file.parent.mkdir(parents=True, exist_ok=True)
        uri = f"{self._mirrors.main.rstrip('/')}/{path}"
        try:
            self._run(_HELPER, "download-file", uri, str(file), f"SHA256:{sha256}")
        except process.ToolFailed as error:
            return process.complaint(error.output)
        return None

    def _download(self, command: str, words: Sequence[str], folder: Path) -> str | None:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._run("apt-get", "-q", command, *words, folder=folder)
        except process.ToolFailed as error:
            return process.complaint(error.output)
        return None

    def _run(self, *command: str, folder: Path | None = None) -> str:
        return process.run(command, environment=self._environment, folder=folder)


def stanzas(text: str) -> Iterator[dict[str, str]]:
    """Reads apt's records; of a value with several lines only the first is kept."""
    for stanza in text.split("\n\n"):
        record = {}
        for line in stanza.splitlines():
            name, colon, value = line.partition(":")
            if colon and not line.startswith((" ", "\t")):
                record[name] = value.strip()
        if record:
            yield record


def read_source_files(text: str) -> Iterator[SourceFile]:
    """Reads the tables Checksums-Sha256 in the output of `apt-cache showsrc`."""
    for stanza in text.split("\n\n"):
        package = re.search(r"^Package: (.*)$", stanza, re.MULTILINE)
        version = re.search(r"^Version: (.*)$", stanza, re.MULTILINE)
        table = re.search(r"^Checksums-Sha256:\s*\n((?: .*\n?)+)", stanza, re.MULTILINE)
        if not (package and version and table):
            continue
        for line in table[1].splitlines():
            digest, size, name = line.split()
            yield SourceFile(package[1], version[1], name, int(size), digest)


def architecture() -> str:
    """Gives Debian's name of this machine's architecture."""
    return process.run(["dpkg", "--print-architecture"]).strip()


def no_lists(mirror: str, complaint: str | None) -> Failure:
    """The failure that apt's lists could not be fetched."""
    return Failure(
        ExitCode.DOWNLOAD,
        f"cannot fetch the lists of packages of {mirror} ({complaint or 'they are empty'})",
        "check the network and apt's configuration and run it again",
    )
