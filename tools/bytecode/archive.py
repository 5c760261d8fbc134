"""From source files to the members of a bytecode archive."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.bytecode.compiler import Source, compile_module, deferred_error, marshalled, pyc_header
from tools.common.bytecode_archive import (
    BYTECODE_SUFFIX,
    COMPRESSED_SOURCE_SUFFIX,
    COMPRESSED_SUFFIX,
    RAW_SIZE,
    SOURCE_SUFFIX,
)
from tools.common.errors import ToolError
from tools.common.import_roots import ImportRoots, module_name

_BEST_COMPRESSION = 9


@dataclass(frozen=True)
class ArchiveOptions:
    """How to compile.

    Attributes:
        optimize: the `optimize` argument of `compile`: 0, 1 or 2.
        include_source: also keep the sources, compressed.
        third_party: the sources are nobody's in this build: do not fail or warn because of them.
        compress: names of modules whose code objects are compressed with zlib; a package stands
            for its submodules too.
    """

    optimize: int = 0
    include_source: bool = False
    third_party: bool = False
    compress: frozenset[str] = frozenset()


def archive_members(
    sources: Iterable[tuple[str, Path]],
    roots: ImportRoots,
    options: ArchiveOptions,
    warn: Callable[[str], None],
) -> dict[str, bytes]:
    """Compiles sources under every name they can be imported by.

    Args:
        sources: pairs of runfiles path and file; of two for one module the earlier one is taken.
        roots: what module names are relative to.
        options: how to compile.
        warn: takes a warning, one line.

    Returns:
        Contents of the archive by member name.

    Raises:
        ToolError: a source cannot be compiled or has no name.
    """
    members: dict[str, bytes] = {}
    for runfiles_path, path in sources:
        if not runfiles_path.endswith(SOURCE_SUFFIX):
            raise ToolError(f"{path}: not a .py file")
        source = Source(path, path.read_bytes())
        warned: set[str] = set()
        is_named = False
        for relative_path in roots.relative_paths(runfiles_path):
            stem = relative_path[: -len(SOURCE_SUFFIX)]
            name = module_name(stem)
            # `__init__.py` of an import root belongs to no package: Python never runs it.
            is_named = is_named or name is not None or stem == "__init__"
            if name is None:
                if options.third_party:
                    members.setdefault(relative_path, source.content)
                continue
            suffix, content = _compiled(source, name.dotted, relative_path, options, warned)
            if stem + BYTECODE_SUFFIX in members or stem + COMPRESSED_SUFFIX in members:
                continue
            members[stem + suffix] = content
            if options.include_source:
                source_suffix, content = _packed_source(source)
                members[stem + source_suffix] = content
        if not is_named and not options.third_party:
            raise ToolError(
                f"{path}: no import statement can name this file: rename it without dots, "
                "or list it in `data` instead of `srcs`"
            )
        if not options.third_party:
            for line in sorted(warned):
                warn(line)
    return members


def _compiled(
    source: Source, name: str, virtual_path: str, options: ArchiveOptions, warnings: set[str]
) -> tuple[str, bytes]:
    """Returns the suffix and the content of the member for a module."""
    try:
        code = compile_module(source, virtual_path, options.optimize, warnings)
    except SyntaxError as error:
        if not options.third_party:
            raise ToolError(f"{source.path}:{error.lineno or 1}: {error.msg}") from None
        code = deferred_error(error, source, virtual_path, options.optimize)
    header, body = pyc_header(source), marshalled(code)
    compressed = _compressed(body) if _is_in(name, options.compress) else None
    if compressed is None:
        return BYTECODE_SUFFIX, header + body
    return COMPRESSED_SUFFIX, header + compressed


def _packed_source(source: Source) -> tuple[str, bytes]:
    """Returns the suffix and the content of the member for a module's source."""
    compressed = _compressed(source.content)
    if compressed is None:
        return SOURCE_SUFFIX, source.content
    return COMPRESSED_SOURCE_SUFFIX, compressed


def _compressed(content: bytes) -> bytes | None:
    """Returns the size and the zlib stream of a content, or None if it would not become smaller."""
    compressed = zlib.compress(content, _BEST_COMPRESSION)
    if RAW_SIZE.size + len(compressed) >= len(content):
        return None
    return RAW_SIZE.pack(len(content)) + compressed


def _is_in(name: str, names: frozenset[str]) -> bool:
    """Returns whether a module, or a package that it is in, is named."""
    parts = name.split(".")
    return any(".".join(parts[:count]) in names for count in range(1, len(parts) + 1))
