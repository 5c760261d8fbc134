"""Fetches a source distribution, and reads what it says of itself; runs no code of it."""

from __future__ import annotations

import sys
import tarfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path

from tools.common.errors import ToolError
from tools.wheel import pip_without_metadata
from tools.wheel.backends import SETUPTOOLS, Backend, find_backend
from tools.wheel.candidates import Candidate, Environments
from tools.wheel.download import failure, run_pip, wrong_hash
from tools.wheel.metadata import Dependency, Metadata, dependencies_of, parse_metadata
from tools.wheel.tags import Target
from tools.wheel.toml import parse_toml

_SUFFIX = ".tar.gz"


@dataclass(frozen=True)
class SourceDistribution:
    """What a source distribution says of itself.

    Attributes:
        metadata: of its PKG-INFO.
        build_requirements: what its build requires (PEP 518), also what only the backend asks for.
        backend: what builds it.
    """

    metadata: Metadata
    build_requirements: Sequence[str]
    backend: Backend


def download_sdist(
    name: str, candidate: Candidate, target: Target, options: Sequence[str], folder: Path
) -> Path:
    """Downloads a source distribution; pip verifies its hash.

    Args:
        name: name of the package.
        candidate: its version and hashes.
        target: the Python it is for; only the version counts.
        options: further options of `pip download`, such as `--index-url=...`.
        folder: an empty folder to write to.

    Raises:
        ToolError: it cannot be had, or is not the one with these hashes.
    """
    requirements = folder / "requirements.txt"
    requirements.write_text(
        f"{name}=={candidate.version}" + "".join(f" --hash={value}" for value in candidate.hashes),
        encoding="utf-8",
    )
    files = folder / "files"
    files.mkdir()
    status, output = run_pip(
        [
            *(sys.executable, pip_without_metadata.__file__, str(files)),
            *("--disable-pip-version-check", "--no-input", "-vv", "download", "--no-deps"),
            *("--require-hashes", "--no-binary=:all:", "--dest", str(files)),
            *("--requirement", str(requirements), "--python-version", target.python_version),
            *options,
        ]
    )
    if status != 0:
        raise ToolError(_missing(name, candidate.version, output))
    (sdist,) = files.iterdir()
    if not sdist.name.endswith(_SUFFIX):
        raise ToolError(f"{sdist.name}: a source distribution has to be a {_SUFFIX} file")
    return sdist


def _missing(name: str, version: str, output: str) -> str:
    """Says why pip has no source distribution, by what it printed."""
    reason = wrong_hash(name, version, output)
    if reason:
        return reason
    if "No matching distribution found" in output:
        return (
            f"{name} {version}: no source distribution in the index that pip is configured for "
            "(pip config list): take the wheel, without build_from_source"
        )
    return failure(name, version, output)


def read_sdist(archive: Path) -> SourceDistribution:
    """Reads PKG-INFO and pyproject.toml.

    Raises:
        ToolError: it is damaged, or its backend is not known.
    """
    try:
        with tarfile.open(archive) as tar:
            folder = archive.name[: -len(_SUFFIX)]
            contents = {
                member.name.partition("/")[2]: _content(tar, member)
                for member in tar
                if member.isfile()
                and member.name.count("/") == 1
                and member.name.endswith(("/PKG-INFO", "/pyproject.toml"))
            }
    except (tarfile.TarError, EOFError) as error:
        raise ToolError(f"{archive.name}: damaged: {error}") from None
    if "PKG-INFO" not in contents:
        raise ToolError(f"{archive.name}: damaged: no {folder}/PKG-INFO")
    metadata = parse_metadata(
        HeaderParser().parsestr(contents["PKG-INFO"].decode("utf-8", "replace"))
    )
    try:
        system = parse_toml(contents.get("pyproject.toml", b"")).get("build-system", {})
    except ToolError as error:
        raise ToolError(f"{archive.name}: pyproject.toml: {error}") from None
    # Without the table it is built by setuptools (PEP 518).
    requires = system.get("requires", ["setuptools"])
    try:
        backend = find_backend(
            system.get("build-backend", SETUPTOOLS.name), bool(system.get("backend-path"))
        )
    except ToolError as error:
        raise ToolError(f"{metadata.name} {metadata.version}: {error}") from None
    return SourceDistribution(metadata, [*requires, *backend.requires], backend)


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(member)
    return file.read() if file else b""


def build_dependencies(
    source: SourceDistribution, environments: Environments, left_out: Collection[str]
) -> list[Dependency]:
    """Returns the packages that a build needs, on whatever platform it is made.

    Raises:
        ToolError: a requirement cannot be understood.
    """
    requirements = Metadata(
        name="", version=source.metadata.version, requires=source.build_requirements, extras=()
    )
    found = dependencies_of(requirements, environments, [], left_out)
    everywhere = set(found.everywhere)
    return sorted(everywhere.union(*found.by_platform.values()))
