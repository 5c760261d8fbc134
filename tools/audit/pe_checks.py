"""Checks of PE executables: Windows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.audit.common_checks import check_stack_size
from tools.audit.contracts import PeContract
from tools.audit.finding import Finding
from tools.executable.facts import shown_version
from tools.executable.pe import PeExecutable

_PROTECTIONS = {
    "dynamic_base": "is always at the same address",
    "high_entropy_va": "its address is chosen among those below 4 GiB only",
    "nx_compat": "its data can be executed",
}
"""Bit of `DllCharacteristics` -> what its absence means."""

_MANIFEST_PARTS = {
    # Microsoft's "Application manifests", element supportedOS: Windows 10 and 11.
    r"<supportedOS\s+Id\s*=\s*[\"']\{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a\}": (
        "does not say that it knows Windows 10, which then calls itself Windows 8"
    ),
    r"<(\w+:)?longPathAware\b[^>]*>\s*true\s*<": (
        "does not ask for paths of more than 260 characters"
    ),
}
"""Regular expression -> what it means that a manifest has nothing like it."""


def check_pe(executable: PeExecutable, contract: PeContract) -> Iterator[Finding]:
    """Checks what only PE has."""
    if executable.subsystem not in ("console", "windows"):
        yield Finding(
            "format",
            f"is for the subsystem {executable.subsystem}: neither a console nor a windows program",
            "optional header",
            "link with -Wl,--subsystem,console or windows",
        )
    if executable.subsystem_version > contract.subsystem_version:
        yield Finding(
            "minimum-os",
            f"asks for Windows NT {shown_version(executable.subsystem_version)}, "
            f"newer than {shown_version(contract.subsystem_version)}",
            "optional header",
            "link it with the C toolchain of these rules",
        )
    yield from _check_memory(executable)
    yield from check_stack_size(executable.stack_size, contract)
    if executable.timestamp and not executable.is_timestamp_hash:
        yield Finding(
            "reproducible",
            f"the time {executable.timestamp} is in it",
            "file header",
            "link with -Wl,-Brepro",
        )
    yield from _check_manifest(executable)
    if executable.checksum != executable.right_checksum:
        yield Finding(
            "checksum",
            f"is {executable.checksum:#x}, not {executable.right_checksum:#x}",
            "optional header",
            "compute it after the last change: attach does so",
        )


def _check_memory(executable: PeExecutable) -> Iterator[Finding]:
    for name, meaning in _PROTECTIONS.items():
        if name not in executable.characteristics:
            yield Finding(
                "memory",
                f"{meaning}: {name.upper()} is not set",
                "DllCharacteristics",
                "link it with the C toolchain of these rules",
            )
    if not executable.has_relocations:
        yield Finding(
            "memory",
            "cannot be moved to another address: it has no relocations",
            "base relocation table",
            "link without -Wl,--disable-reloc-section",
        )


def _check_manifest(executable: PeExecutable) -> Iterator[Finding]:
    if executable.manifest is None:
        yield Finding(
            "manifest",
            "has no application manifest",
            "resources",
            "build it with python_executable, which adds one",
        )
        return
    for expression, meaning in _MANIFEST_PARTS.items():
        if not re.search(expression, executable.manifest, re.IGNORECASE):
            yield Finding("manifest", meaning, "application manifest", "add it to the manifest")
