"""Checks that are the same for executables of every format."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tools.attach.formats import find_attached
from tools.audit.contracts import Contract
from tools.audit.finding import Finding
from tools.common.errors import ToolError
from tools.executable.facts import Executable
from tools.packed_resources.reader import PackedResources

API_PREFIXES = ("Py", "_Py", "PY_")
"""What the names of Python's C API begin with; of the last kind there is PY_TIMEOUT_MAX."""

_SHOWN = 5


def shown(names: Collection[str]) -> str:
    """Returns some of the names, and how many more there are."""
    text = ", ".join(sorted(names)[:_SHOWN])
    return text if len(names) <= _SHOWN else f"{text} and {len(names) - _SHOWN} more"


def check_kind(executable: Executable) -> Iterator[Finding]:
    if executable.kind != "program":
        yield Finding("format", f"is a {executable.kind}", "header", "link it as a program")


def check_libraries(
    executable: Executable, contract: Contract, allowed: Collection[str]
) -> Iterator[Finding]:
    # Windows does not tell lower from upper case, and the other systems have no such two names.
    known = {name.lower() for name in (*contract.libraries, *allowed)}
    for library in executable.libraries:
        if library.name.lower() not in known:
            yield Finding(
                "libraries",
                f"needs {library.name}, which not every system of this platform has",
                "list of needed libraries",
                "link it statically, or name it in `allowed_libraries` if it is sure to be there",
            )
    for path in executable.run_paths:
        yield Finding(
            "libraries",
            f"looks for libraries in {path!r}, where others could put theirs",
            "run paths",
            "link without -rpath",
        )


def check_exports(executable: Executable, contract: Contract) -> Iterator[Finding]:
    exported = set(executable.exports) - contract.linker_exports
    api = {name for name in exported if name.startswith(API_PREFIXES)}
    if not contract.exports_api:
        if exported:
            yield Finding(
                "exports",
                f"{len(exported)} symbols are exported that nothing can use: {shown(exported)}",
                "exported symbols",
                "link without exporting them",
            )
        return
    if exported - api:
        other = exported - api
        yield Finding(
            "exports",
            f"{len(other)} symbols are exported that are not Python's: {shown(other)}",
            "exported symbols",
            "hide them: compile with -fvisibility=hidden, or link with a list of exported symbols",
        )
    if not api:
        yield Finding(
            "exports",
            "does not offer Python's C API to extension modules",
            "exported symbols",
            "link with toolchains/cpython/cpython/exported_symbols.txt",
        )


def check_stable_abi(executable: Executable, stable_abi: Collection[str]) -> Iterator[Finding]:
    missing = set(stable_abi) - set(executable.exports)
    if missing:
        yield Finding(
            "stable-abi",
            f"{len(missing)} symbols of the stable ABI are missing: {shown(missing)}",
            "exported symbols",
            "link all of CPython's core (alwayslink), and export it",
        )


def check_regions(executable: Executable) -> Iterator[Finding]:
    for region in executable.regions:
        if "w" in region.rights and "x" in region.rights:
            yield Finding(
                "memory",
                "is writable and executable",
                region.name,
                "keep code and data apart: find the object file with such a section",
            )


def check_stack_size(size: int, contract: Contract) -> Iterator[Finding]:
    if size < contract.stack_size:
        yield Finding(
            "stack",
            f"asks for a stack of {size:,} bytes, less than {contract.stack_size:,}",
            "header",
            "link it with the C toolchain of these rules, which asks for it",
        )


def check_stripped(executable: Executable) -> Iterator[Finding]:
    if executable.symbols:
        yield Finding(
            "stripped",
            f"has what only debuggers read: {shown(executable.symbols)}",
            "sections",
            "link the native image with -Wl,-s",
        )


def check_resources(executable: Executable, content: bytes) -> Iterator[Finding]:
    """Checks the packed resources: their place, and every byte of them.

    Args:
        executable: the executable.
        content: its bytes, without what else is in a universal binary.
    """
    mend = "build it again: attach the packed resources last, and strip the image before"
    try:
        attached = find_attached(content)
    except ToolError as error:
        yield Finding("resources", str(error), "packed resources", mend)
        return
    begin, end = attached.offset, attached.offset + attached.size
    where = f"packed resources at {begin:#x}"
    try:
        PackedResources(memoryview(content)[begin:end]).verify()
    except ToolError as error:
        yield Finding("resources", str(error), where, mend)
    regions = [region for region in executable.regions if region.contains(begin, attached.size)]
    if not regions:
        yield Finding("resources", "are not mapped into memory as a whole", where, mend)
    for region in regions:
        if region.rights != "r":
            yield Finding(
                "resources",
                f"are mapped with the rights {region.rights!r}, not only to be read",
                f"{where}, {region.name}",
                mend,
            )
        if region.address + begin - region.offset != attached.address:
            yield Finding(
                "resources",
                f"are mapped at {region.address + begin - region.offset:#x}, "
                f"but the loader looks for them at {attached.address:#x}",
                f"{where}, {region.name}",
                mend,
            )
