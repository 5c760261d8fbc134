"""Checks of packed shared libraries: those that wheels bring along.

They are loaded into the executable's process, so they have to be for its platform and must find
there what they need: in the executable, in each other, or in every such system.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping

from tools.attach.formats import find_attached
from tools.audit.common_checks import API_PREFIXES, shown
from tools.audit.contracts import Contract, ElfContract, MachoContract, PeContract
from tools.audit.finding import Finding, Severity
from tools.audit.manylinux import Policy
from tools.audit.windows_libraries import is_system_library
from tools.common.errors import ToolError
from tools.executable.elf import ElfExecutable
from tools.executable.facts import Executable, shown_version
from tools.executable.macho import MachoExecutable
from tools.executable.pe import PeExecutable
from tools.executable.read import read_executables
from tools.pack.shared_libraries import LIST
from tools.packed_resources.format import Encoding, Kind
from tools.packed_resources.reader import PackedResources

_CHECK = "packed-libraries"

_APPLE_FOLDERS = ("/usr/lib/", "/System/Library/Frameworks/")
"""Where macOS keeps the libraries that it promises to have."""

_INTERPRETER = re.compile(r"python3\d*\.dll\Z", re.IGNORECASE)
"""Names by which libraries for Windows ask for the C API, which is in the executable."""

_BESIDE = "@loader_path/"
_BY_RUN_PATH = "@rpath/"


def read_packed_libraries(content: bytes) -> dict[str, tuple[Executable, ...] | ToolError]:
    """Reads the packed shared libraries of an executable.

    Args:
        content: of the executable, without what else is in a universal binary.

    Returns:
        path in the packed tree -> the library for each processor, or what is wrong with the file.
        Empty if the packed resources are damaged, which is another check's matter. Libraries that
        lie beside the executable are not in it.
    """
    try:
        attached = find_attached(content)
        begin, end = attached.offset, attached.offset + attached.size
        resources = PackedResources(memoryview(content)[begin:end])
        listed = resources.find(Kind.FILE, LIST)
        if listed is None:
            return {}
        _, _, *lines = listed.content().decode().splitlines()
    except (ToolError, ValueError):
        return {}
    libraries: dict[str, tuple[Executable, ...] | ToolError] = {}
    for line in lines:
        path = line.partition("\t")[0]
        entry = resources.find(Kind.FILE, path)
        if entry is not None and entry.encoding is Encoding.BESIDE:
            continue
        try:
            if entry is None:
                raise ToolError("is listed, but not packed")
            libraries[path] = tuple(read_executables(entry.content()))
        except ToolError as error:
            libraries[path] = error
    return libraries


def check_packed_libraries(
    executable: Executable,
    contract: Contract,
    libraries: Mapping[str, tuple[Executable, ...] | ToolError],
    allowed: Collection[str],
) -> Iterator[Finding]:
    """Checks the shared libraries that are packed in an executable.

    Args:
        executable: the executable.
        contract: its platform's.
        libraries: what `read_packed_libraries` gave.
        allowed: names of libraries that are sure to be there.
    """
    fitting: dict[str, Executable] = {}
    for path, parts in libraries.items():
        if isinstance(parts, ToolError):
            yield Finding(_CHECK, str(parts), path, "take another wheel")
            continue
        of_processor = [part for part in parts if part.architecture == contract.architecture]
        if of_processor and of_processor[0].format == executable.format:
            fitting[path] = of_processor[0]
            continue
        kinds = " and ".join(f"{part.format} for {part.architecture}" for part in parts)
        yield Finding(
            _CHECK,
            f"is {kinds}, not {executable.format} for {contract.architecture}",
            path,
            "lock a wheel for this platform",
        )
    offered = {name for library in fitting.values() for name in library.exports}
    offered.update(executable.exports)
    for path, library in fitting.items():
        if isinstance(library, ElfExecutable) and isinstance(contract, ElfContract):
            yield from _check_elf(path, library, contract, fitting, allowed)
            wanted = {name for name in library.imports if name.startswith(API_PREFIXES)}
        elif isinstance(library, MachoExecutable) and isinstance(contract, MachoContract):
            yield from _check_macho(path, library, contract, fitting, allowed)
            wanted = set(library.imports)
        elif isinstance(library, PeExecutable) and isinstance(contract, PeContract):
            yield from _check_pe(path, library, fitting, allowed)
            wanted = {
                name
                for needed, names in library.imports.items()
                if _INTERPRETER.match(needed)
                for name in names
            }
        else:
            continue
        if wanted - offered:
            missing = wanted - offered
            yield Finding(
                _CHECK,
                f"{len(missing)} symbols are missing that it takes from the executable: "
                f"{shown(missing)}",
                path,
                "take a wheel for this version of Python",
            )


def _check_elf(
    path: str,
    library: ElfExecutable,
    contract: ElfContract,
    packed: Mapping[str, Executable],
    allowed: Collection[str],
) -> Iterator[Finding]:
    policy = contract.wheel_policy
    if policy is None:
        yield Finding(
            _CHECK, "cannot be loaded by a static executable", path, "leave the wheel out"
        )
        return
    known = {
        *contract.libraries,
        *policy.libraries,
        *allowed,
        *map(posixpath.basename, packed),
    }
    for needed in library.libraries:
        if needed.name not in known:
            yield _missing(path, needed.name)
    for run_path in library.run_paths:
        if not run_path.startswith("$ORIGIN"):
            yield _foreign_run_path(path, run_path)
    yield from _check_versions(path, library, policy)


def _check_versions(path: str, library: ElfExecutable, policy: Policy) -> Iterator[Finding]:
    if library.versions is None:
        yield Finding(
            _CHECK,
            "cannot tell which versions of symbols it needs: it has no section headers",
            path,
            "take a wheel whose libraries were stripped of symbols only",
            Severity.NOTE,
        )
        return
    for name, symbols in library.versions.items():
        file_name, _, version = name.partition(":")
        if file_name in policy.libraries and not policy.has_version(version):
            needing = f" for {shown(symbols)}" if symbols else ""
            yield Finding(
                _CHECK,
                f"needs {version} of {file_name}{needing}, which is not in {policy.name}",
                path,
                f"lock a wheel for {policy.name}",
            )


def _check_macho(
    path: str,
    library: MachoExecutable,
    contract: MachoContract,
    packed: Mapping[str, Executable],
    allowed: Collection[str],
) -> Iterator[Finding]:
    for needed in library.libraries:
        is_there = (
            needed.is_optional
            or needed.name in allowed
            or needed.name.startswith(_APPLE_FOLDERS)
            or any(place in packed for place in _places(path, needed.name, library.run_paths))
        )
        if not is_there:
            yield _missing(path, needed.name)
    for run_path in library.run_paths:
        if not run_path.startswith(_BESIDE.rstrip("/")):
            yield _foreign_run_path(path, run_path)
    minimum = library.minimum_version
    if library.platform != "macOS" or (minimum and minimum > contract.minimum_version):
        yield Finding(
            _CHECK,
            f"is for {library.needs}, newer than macOS {shown_version(contract.minimum_version)}",
            path,
            "lock a wheel for this platform",
        )
    yield from _check_signature(path, library)


def _check_pe(
    path: str, library: PeExecutable, packed: Mapping[str, Executable], allowed: Collection[str]
) -> Iterator[Finding]:
    known = {posixpath.basename(name).lower() for name in (*packed, *allowed)}
    for needed in library.libraries:
        is_there = (
            needed.is_optional
            or needed.name.lower() in known
            or is_system_library(needed.name)
            or _INTERPRETER.match(needed.name)
        )
        if not is_there:
            yield _missing(path, needed.name)


def _places(path: str, name: str, run_paths: tuple[str, ...]) -> Iterator[str]:
    """Yields where in the packed tree a library may be that another one needs."""
    names = [name]
    if name.startswith(_BY_RUN_PATH):
        rest = name[len(_BY_RUN_PATH) :]
        names = [f"{run_path.rstrip('/')}/{rest}" for run_path in run_paths]
    for each in names:
        if each.startswith(_BESIDE):
            folder = posixpath.dirname(path)
            yield posixpath.normpath(posixpath.join(folder, each[len(_BESIDE) :]))


def _check_signature(path: str, library: MachoExecutable) -> Iterator[Finding]:
    """Checks that the system loads it: for arm64 nothing that is not signed."""
    mend = "take another wheel, or have this one signed again: codesign --force --sign -"
    if library.signature is None:
        if library.architecture == "aarch64":
            yield Finding(_CHECK, "is not signed", path, mend)
    elif library.signature.wrong_pages or library.signature.wrong_blobs:
        yield Finding(_CHECK, "was changed after it was signed", path, mend)


def _missing(path: str, name: str) -> Finding:
    return Finding(
        _CHECK,
        f"needs {name}, which is not packed and not on every system of this platform",
        path,
        "take a wheel that brings it along, or name it in `allowed_libraries`",
    )


def _foreign_run_path(path: str, run_path: str) -> Finding:
    return Finding(
        _CHECK,
        f"looks for libraries in {run_path!r}, where others could put theirs",
        path,
        "take a wheel that looks only beside its own files",
        Severity.WARNING,
    )
