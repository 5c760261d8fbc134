"""Audits an executable."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.audit.common_checks import (
    check_exports,
    check_kind,
    check_libraries,
    check_regions,
    check_resources,
    check_stable_abi,
    check_stripped,
)
from tools.audit.contracts import CONTRACTS, Contract, ElfContract, MachoContract, PeContract
from tools.audit.elf_checks import check_elf
from tools.audit.finding import Finding, Severity
from tools.audit.macho_checks import check_macho
from tools.audit.packed_libraries import check_packed_libraries, read_packed_libraries
from tools.audit.pe_checks import check_pe
from tools.audit.platforms import FORMATS
from tools.audit.stable_abi import read_stable_abi
from tools.common.errors import ToolError
from tools.executable.elf import ElfExecutable
from tools.executable.facts import Executable
from tools.executable.macho import MachoExecutable
from tools.executable.pe import PeExecutable
from tools.executable.read import read_executables


@dataclass(frozen=True)
class Settings:
    """What else is known about the executable.

    Attributes:
        allowed_libraries: shared libraries it may need besides those of the contract.
        exceptions: name of a check -> why the executable need not pass it.
        stable_abi: the manifest of the stable ABI of its Python, if there is one.
    """

    allowed_libraries: Collection[str] = ()
    exceptions: Mapping[str, str] = field(default_factory=dict)
    stable_abi: Path | None = None


def audit(content: bytes, platforms: Collection[str], settings: Settings) -> list[Finding]:
    """Audits an executable.

    Args:
        content: of the file.
        platforms: names of the platforms it is for: one, or those of a universal binary.
        settings: what else is known about it.

    Returns:
        What was found, errors first. Damage is a finding as well.

    Raises:
        ToolError: the manifest of the stable ABI is none.
        KeyError: there is no such platform.
    """
    contracts = [CONTRACTS[name] for name in platforms]
    try:
        executables = read_executables(content)
    except ToolError as error:
        return [Finding("format", str(error), "file", "build it again")]
    findings = [
        *_check_architectures(executables, contracts),
        *(
            finding
            for executable in executables
            for finding in _check_one_of(executables, executable, contracts, content, settings)
        ),
    ]
    findings = [
        *(_excepted(finding, settings.exceptions) for finding in findings),
        *_unneeded(executables, content, findings, settings),
    ]
    order = list(Severity)
    return sorted(findings, key=lambda finding: order.index(finding.severity))


def _check_one_of(
    executables: Sequence[Executable],
    executable: Executable,
    contracts: Sequence[Contract],
    content: bytes,
    settings: Settings,
) -> Iterator[Finding]:
    """Checks one of the executables in a file; of several, findings say in which."""
    for finding in _check(executable, _contract_of(executable, contracts), content, settings):
        if len(executables) == 1:
            yield finding
        else:
            where = f"{executable.architecture}, {finding.where}"
            yield dataclasses.replace(finding, where=where)


def _contract_of(executable: Executable, contracts: Sequence[Contract]) -> Contract:
    """Returns the contract for the executable's processor, or the first where there is none."""
    fitting = [item for item in contracts if item.architecture == executable.architecture]
    return (*fitting, *contracts)[0]


def _check_architectures(
    executables: Sequence[Executable], contracts: Sequence[Contract]
) -> Iterator[Finding]:
    """Checks that there is one executable for each contract."""
    found = sorted(executable.architecture for executable in executables)
    wanted = sorted(contract.architecture for contract in contracts)
    if found != wanted:
        yield Finding(
            "architecture",
            f"is for {' and '.join(found) or 'nothing'}, not for {' and '.join(wanted)}",
            "header",
            "build it for the platform that it is audited for",
        )


def _check(
    executable: Executable, contract: Contract, content: bytes, settings: Settings
) -> Iterator[Finding]:
    """Checks one executable.

    Args:
        executable: what to check.
        contract: its platform's contract.
        content: of the file.
        settings: what else is known about it.
    """
    expected = FORMATS[type(contract)]
    if executable.format != expected:
        yield Finding(
            "format",
            f"is in the format {executable.format}, not {expected}",
            "file",
            "build it for the platform that it is audited for",
        )
        return
    yield from check_kind(executable)
    yield from check_libraries(executable, contract, settings.allowed_libraries)
    yield from check_exports(executable, contract)
    yield from _check_stable_abi(executable, contract, settings.stable_abi)
    yield from check_regions(executable)
    yield from check_stripped(executable)
    if isinstance(executable, ElfExecutable) and isinstance(contract, ElfContract):
        yield from check_elf(executable, contract)
    elif isinstance(executable, MachoExecutable) and isinstance(contract, MachoContract):
        yield from check_macho(executable, contract)
    elif isinstance(executable, PeExecutable) and isinstance(contract, PeContract):
        yield from check_pe(executable, contract)
    own = content[executable.offset : executable.offset + executable.size]
    yield from check_resources(executable, own)
    yield from check_packed_libraries(
        executable, contract, read_packed_libraries(own), settings.allowed_libraries
    )


def _check_stable_abi(
    executable: Executable, contract: Contract, manifest: Path | None
) -> Iterator[Finding]:
    if not contract.exports_api:
        return
    if manifest is None:
        yield Finding(
            "stable-abi",
            "was not checked, as it is not known which Python this is",
            "exported symbols",
            "give the manifest Misc/stable_abi.toml of its sources",
            Severity.NOTE,
        )
        return
    names = read_stable_abi(manifest, contract.feature_macros)
    yield from check_stable_abi(executable, names)


def _excepted(finding: Finding, exceptions: Mapping[str, str]) -> Finding:
    """Makes a note of an error that is accepted."""
    if finding.check not in exceptions or finding.severity is not Severity.ERROR:
        return finding
    return dataclasses.replace(
        finding, mend=f"accepted: {exceptions[finding.check]}", severity=Severity.NOTE
    )


def _unneeded(
    executables: Sequence[Executable],
    content: bytes,
    findings: Sequence[Finding],
    settings: Settings,
) -> Iterator[Finding]:
    """Yields a warning for everything that is allowed without need."""
    mend = "take it away, so that it does not hide anything later"
    for check in sorted(set(settings.exceptions) - {finding.check for finding in findings}):
        yield Finding(check, "is excepted without need", "exceptions", mend, Severity.WARNING)
    if not settings.allowed_libraries:
        return
    needed = {
        library.name.lower()
        for executable in executables
        for needing in (executable, *_packed(executable, content))
        for library in needing.libraries
    }
    for library in settings.allowed_libraries:
        if library.lower() not in needed:
            yield Finding(
                "libraries",
                f"{library} is allowed, but not needed",
                "allowed_libraries",
                mend,
                Severity.WARNING,
            )


def _packed(executable: Executable, content: bytes) -> Iterator[Executable]:
    """Yields the packed shared libraries of an executable, as far as they can be read."""
    own = content[executable.offset : executable.offset + executable.size]
    for parts in read_packed_libraries(own).values():
        if not isinstance(parts, ToolError):
            yield from parts
