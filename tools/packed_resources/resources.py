"""What packed resources hold, before it is laid out in a file."""

from __future__ import annotations

from dataclasses import dataclass, field

from tools.packed_resources.blob import AnyBlob


@dataclass(frozen=True)
class Module:
    """A module.

    Attributes:
        path: where it would be on an import path, `pkg/mod.py`: its `__file__` and `co_filename`
            are made of it.
        is_package: whether it has submodules.
        code: the marshalled code object; of an extension module the shared library, or None if it
            is linked into the executable.
        source: the text of the source file, if it is packed too.
        is_extension: whether it is native code.
    """

    path: str
    is_package: bool
    code: AnyBlob | None
    source: AnyBlob | None = None
    is_extension: bool = False


@dataclass
class Resources:
    """Modules, files and configuration of one program.

    Folders, namespace packages and the lists of what they contain are not told here: they follow
    from the names (`tree.py`).

    Attributes:
        bytecode_magic: `importlib.util.MAGIC_NUMBER` of the interpreter that the code objects are
            for, as a little-endian number.
        config: keys and values, in order; a key may come more than once.
        modules: by dotted name. Blobs are laid out in this order.
        files: contents by path relative to an import root. Blobs are laid out in this order.
    """

    bytecode_magic: int
    config: list[tuple[str, str]] = field(default_factory=list)
    modules: dict[str, Module] = field(default_factory=dict)
    files: dict[str, AnyBlob] = field(default_factory=dict)
