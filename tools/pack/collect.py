"""Collects modules and files under the names that the program knows them by."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from tools.common.bytecode_archive import (
    BYTECODE_SUFFIX,
    COMPRESSED_SOURCE_SUFFIX,
    COMPRESSED_SUFFIX,
    RAW_SIZE,
    SOURCE_SUFFIX,
    read_bytecode_archive,
    split_pyc,
)
from tools.common.errors import ToolError
from tools.common.files import expanded
from tools.common.import_roots import ImportRoots, ModuleName, module_name
from tools.pack.shared_libraries import LIST, is_shared_library, list_shared_libraries
from tools.packed_resources.blob import BesideBlob, Blob, FileBlob, stored
from tools.packed_resources.format import Encoding
from tools.packed_resources.resources import Module, Resources


def add_bytecode(resources: Resources, archives: Iterable[Path]) -> None:
    """Adds the modules of bytecode archives, and their sources where they have them.

    A module of an earlier archive stays, with its source or without one. Within one archive a
    package goes before a module of the same name, as it does within one folder of Python's import
    path.

    Raises:
        ToolError: an archive is damaged, or compiled for different Python versions.
    """
    magic: bytes | None = None
    origin = Path()
    for path in archives:
        modules: dict[str, Module] = {}
        sources: dict[str, Blob] = {}
        for member, content in read_bytecode_archive(path):
            try:
                if member.endswith((SOURCE_SUFFIX, COMPRESSED_SOURCE_SUFFIX)):
                    source_path, source = _source(member, content)
                    sources[source_path] = source
                    continue
                member_magic, name, module = _module(member, content)
            except ToolError as error:
                raise ToolError(f"{path}: {member}: {error}") from None
            if magic is None:
                magic, origin = member_magic, path
            if member_magic != magic:
                raise ToolError(
                    f"{path}: {member}: compiled by another Python version than {origin}"
                )
            if module.is_package or name not in modules:
                modules[name] = module
        for name, module in modules.items():
            resources.modules.setdefault(name, replace(module, source=sources.get(module.path)))
        for name, source in sources.items():
            if not _is_source_of_other_module(resources, name, source):
                resources.files.setdefault(name, source)
    resources.bytecode_magic = int.from_bytes(magic or importlib.util.MAGIC_NUMBER, "little")


def _source(member: str, content: memoryview) -> tuple[str, Blob]:
    """Returns the path and the text of an archive member that is a source."""
    if member.endswith(COMPRESSED_SOURCE_SUFFIX):
        return member[: -len(COMPRESSED_SOURCE_SUFFIX)] + SOURCE_SUFFIX, _decompressed(content)
    return member, stored(content)


def _decompressed(content: memoryview) -> Blob:
    """Returns the blob of a content that the tool `bytecode` has compressed."""
    if len(content) <= RAW_SIZE.size:
        raise ToolError("truncated")
    (raw_size,) = RAW_SIZE.unpack_from(content)
    return Blob(content[RAW_SIZE.size :], Encoding.ZLIB, raw_size)


def _module(member: str, content: memoryview) -> tuple[bytes, str, Module]:
    """Returns the magic number, the name and the module of an archive member."""
    for suffix in (BYTECODE_SUFFIX, COMPRESSED_SUFFIX):
        if member.endswith(suffix):
            break
    else:
        raise ToolError("neither a module nor a source")
    stem = member[: -len(suffix)]
    name = module_name(stem)
    if name is None:
        raise ToolError("not the name of a module")
    magic, body = split_pyc(content)
    code = _decompressed(body) if suffix == COMPRESSED_SUFFIX else stored(body)
    return magic, name.dotted, Module(stem + SOURCE_SUFFIX, name.is_package, code)


def add_linked_extensions(resources: Resources, extensions: Iterable[tuple[str, str]]) -> None:
    """Adds the extension modules that are linked into the executable.

    They come before modules of the same name with code, as they do in one folder of Python's
    import path.

    Args:
        resources: gets the modules.
        extensions: pairs of a module's full name and the path that its library would have.
    """
    for name, path in extensions:
        resources.modules[name] = Module(path, False, None, is_extension=True)


@dataclass(frozen=True)
class SharedLibraries:
    """What the executable makes of shared libraries.

    Attributes:
        suffixes: what the names of extension modules' files end in, the longest first.
        refusal: why there can be none; empty where there can.
        are_beside: whether they lie beside the executable instead of being packed.
        linked: full names of the extension modules that are linked in: of these no file is needed.
    """

    suffixes: tuple[str, ...]
    refusal: str = ""
    are_beside: bool = False
    linked: frozenset[str] = frozenset()

    def module_name(self, path: str) -> ModuleName | None:
        """Returns the extension module that a shared library is by its path, if it is one."""
        for suffix in self.suffixes:
            if path.endswith(suffix):
                return module_name(path[: -len(suffix)])
        return None

    def is_linked(self, path: str) -> bool:
        """Whether a shared library is an extension module that is linked in."""
        name = self.module_name(path)
        return name is not None and name.dotted in self.linked


def add_resources(
    resources: Resources,
    roots: ImportRoots,
    files: Iterable[tuple[str, Path]],
    shared_libraries: SharedLibraries,
) -> dict[str, str]:
    """Adds files under their path relative to each import root; an earlier file stays.

    Left out are the sources of packed modules, the files of extension modules that are linked in,
    and what is in `__pycache__`. Other extension modules among them become modules as well.

    Args:
        resources: has all modules with code already.
        roots: what the names are relative to.
        files: pairs of runfiles path and file or folder.
        shared_libraries: what to do with those.

    Returns:
        The shared libraries: from the path in the packed tree to the runfiles path.

    Raises:
        ToolError: there are shared libraries where there cannot be any, or they are damaged.
    """
    native: list[str] = []
    libraries: dict[str, FileBlob | BesideBlob] = {}
    origins: dict[str, str] = {}
    for runfiles_path, path in files:
        for name, file, size in expanded(runfiles_path, path):
            if "/__pycache__/" in name:
                continue
            blob: FileBlob | BesideBlob = FileBlob(file, size)
            relative_paths = roots.relative_paths(name)
            is_library = is_shared_library(name)
            if is_library:
                if any(map(shared_libraries.is_linked, relative_paths)):
                    continue
                native.append(name)
                if shared_libraries.are_beside:
                    blob = BesideBlob(FileBlob(file, size))
            for relative_path in relative_paths:
                if _is_source_of_packed_module(resources, relative_path):
                    continue
                if resources.files.setdefault(relative_path, blob) is blob and is_library:
                    libraries[relative_path] = blob
                    origins[relative_path] = name
    if native and shared_libraries.refusal:
        repository, _, file_name = min(native).partition("/")
        more = f" (and {len(native) - 1} more)" if len(native) > 1 else ""
        raise ToolError(f"{file_name} of {repository}{more}: {shared_libraries.refusal}")
    listed = list_shared_libraries(libraries, are_beside=shared_libraries.are_beside)
    for path in listed.unused:
        del resources.files[path], libraries[path], origins[path]
    for path, blob in libraries.items():
        _add_extension_module(resources, path, blob, shared_libraries.module_name(path))
    if libraries:
        resources.files[LIST] = stored(listed.text)
    return origins


def _add_extension_module(
    resources: Resources, path: str, library: FileBlob | BesideBlob, name: ModuleName | None
) -> None:
    """Adds the module that a shared library is, if its name says that it is one.

    It comes before a module of the same name with code, but not before one of another folder of the
    import path.
    """
    if name is None:
        return
    known = resources.modules.get(name.dotted)
    if known is None or not known.is_extension:
        resources.modules[name.dotted] = Module(path, name.is_package, library, is_extension=True)


def _is_source_of_packed_module(resources: Resources, relative_path: str) -> bool:
    return _module_at(resources, relative_path) is not None


def _is_source_of_other_module(resources: Resources, relative_path: str, source: Blob) -> bool:
    """Returns whether the module that is packed for a path was made of another source."""
    module = _module_at(resources, relative_path)
    return module is not None and module.path == relative_path and module.source is not source


def _module_at(resources: Resources, relative_path: str) -> Module | None:
    """Returns the packed module whose name follows from the path of a source."""
    if not relative_path.endswith(SOURCE_SUFFIX):
        return None
    name = module_name(relative_path[: -len(SOURCE_SUFFIX)])
    return resources.modules.get(name.dotted) if name is not None else None
