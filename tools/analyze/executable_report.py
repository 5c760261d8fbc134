"""Shows what an executable is."""

from __future__ import annotations

from collections.abc import Iterator

from tools.analyze.table import table
from tools.audit.common_checks import API_PREFIXES, shown
from tools.executable.code_signature import CodeSignature
from tools.executable.elf import ElfExecutable, glibc_version
from tools.executable.facts import Executable, shown_version
from tools.executable.macho import MachoExecutable
from tools.executable.pe import PeExecutable


def executable_as_text(executable: Executable) -> str:
    """Returns the facts as tables for a terminal."""
    lines = [f"{title:<18} {text}" for title, text in _facts(executable)]
    rows = [
        (
            region.name,
            region.rights or "-",
            f"{region.offset:#x}",
            f"{region.size:,}",
            f"{region.address:#x}",
            f"{region.memory_size:,}",
        )
        for region in executable.regions
    ]
    head = ("mapped", "rights", "offset", "bytes in file", "address", "bytes in memory")
    return "\n".join([*lines, "", *table(head, rows)])


def _facts(executable: Executable) -> Iterator[tuple[str, str]]:
    where = f" at offset {executable.offset:,}" if executable.offset else ""
    yield "executable", f"{executable.format} {executable.kind} for {executable.architecture}"
    yield "size", f"{executable.size:,} bytes{where}"
    yield "needs", executable.needs
    yield (
        "libraries",
        _listed(
            library.name + (" (optional)" if library.is_optional else "")
            for library in executable.libraries
        ),
    )
    if executable.run_paths:
        yield "run paths", _listed(executable.run_paths)
    yield "exports", _exports(executable)
    yield "for debuggers", _listed(executable.symbols)
    if isinstance(executable, ElfExecutable):
        yield from _elf_facts(executable)
    elif isinstance(executable, MachoExecutable):
        yield from _macho_facts(executable)
    elif isinstance(executable, PeExecutable):
        yield from _pe_facts(executable)


def _listed(names: Iterator[str] | tuple[str, ...]) -> str:
    return ", ".join(names) or "none"


def _exports(executable: Executable) -> str:
    count = len(executable.exports)
    if not count:
        return "none"
    api = sum(name.startswith(API_PREFIXES) for name in executable.exports)
    return f"{count:,} symbols, {api:,} of them Python's C API"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _elf_facts(executable: ElfExecutable) -> Iterator[tuple[str, str]]:
    if executable.kind == "program":
        yield "dynamic loader", executable.interpreter or "none: static"
    if executable.versions is None:
        yield "versions", "unknown: no section headers"
    else:
        yield from _newest_versions(executable.versions)
    yield "address", "chosen by the kernel" if executable.is_position_independent else "fixed"
    size = f"{executable.stack_size:,} bytes" if executable.stack_size else "default size"
    yield "stack", f"{size}, rights {executable.stack_rights or 'rwx, as nothing is said'}"
    yield "relro, bind now", f"{_yes(executable.has_relro)}, {_yes(executable.binds_now)}"
    if executable.has_text_relocations:
        yield "text relocations", "yes"


def _newest_versions(versions: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yields the newest version of each library, and some of the symbols that need it."""
    newest: dict[str, str] = {}
    for version in versions:
        library = version.partition(":")[0]
        newest[library] = max(newest.get(library, version), version, key=_version_key)
    for version in newest.values():
        library, _, name = version.partition(":")
        symbols = versions[version]
        yield (
            "newest version",
            f"{name} of {library}" + (f", for {shown(symbols)}" if symbols else ""),
        )


def _version_key(version: str) -> tuple[bool, tuple[int, ...]]:
    number = glibc_version(version)
    return number is None, number or ()


def _macho_facts(executable: MachoExecutable) -> Iterator[tuple[str, str]]:
    sdk = executable.sdk_version
    yield "SDK", shown_version(sdk) if sdk else "unknown"
    if executable.kind == "program":
        position = executable.is_position_independent
        yield "address", "chosen by the kernel" if position else "fixed"
        size = executable.stack_size
        yield "stack", f"{size:,} bytes" if size else "default size"
    signature = executable.signature
    yield "signature", _signature(signature) if signature else "none"


def _signature(signature: CodeSignature) -> str:
    kind = "with certificate" if signature.has_certificate else "ad hoc"
    wrong = len(signature.wrong_pages)
    pages = "all right" if not wrong else f"{wrong} WRONG"
    return (
        f"{kind}, {signature.identifier!r}, flags {signature.flags:#x}, "
        f"{signature.page_count} pages of {signature.page_size:,} bytes ({signature.hash_type}), "
        f"{pages}"
    )


def _pe_facts(executable: PeExecutable) -> Iterator[tuple[str, str]]:
    yield "subsystem", executable.subsystem
    yield "characteristics", _listed(executable.characteristics)
    yield "relocations", _yes(executable.has_relocations)
    yield "stack", f"{executable.stack_size:,} bytes"
    kind = "a hash" if executable.is_timestamp_hash else "seconds since 1970"
    yield "time stamp", f"{executable.timestamp:#x}, {kind}"
    right = executable.checksum == executable.right_checksum
    yield "checksum", "none" if not executable.checksum else "right" if right else "WRONG"
    yield "manifest", _yes(executable.manifest is not None)
    yield "Authenticode", "yes, not verified" if executable.is_signed else "no"
