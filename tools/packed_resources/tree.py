"""Adds to modules and files what follows from their names: folders, namespaces, children."""

from __future__ import annotations

from dataclasses import dataclass, field

from tools.packed_resources.blob import AnyBlob
from tools.packed_resources.format import (
    FLAG_EXTENSION,
    FLAG_NAMESPACE,
    FLAG_PACKAGE,
    MAX_NAME_SIZE,
    FormatError,
    Kind,
)
from tools.packed_resources.resources import Resources


@dataclass
class Node:
    """One entry of the file, with children by name instead of by number.

    Attributes:
        kind: what it is.
        name: dotted for a module, with slashes otherwise; UTF-8.
        flags: FLAG_PACKAGE, FLAG_NAMESPACE, FLAG_EXTENSION.
        path: virtual path of a module with code; UTF-8.
        data: code object, shared library or content.
        source: text of the source.
        children: the entries directly below this one.
    """

    kind: Kind
    name: bytes
    flags: int = 0
    path: bytes = b""
    data: AnyBlob | None = None
    source: AnyBlob | None = None
    children: list[Node] = field(default_factory=list)


def tree(resources: Resources) -> list[Node]:
    """Returns all entries in the order of the file: by kind, then by name.

    * Every folder above a file, and every package's folder, becomes a directory.
    * A folder that holds modules, or files, gets a namespace package if no module has its name,
      its name can be written in an import statement and so can those of the folders above it.
    * What Python could never find is left out: a submodule of a module that is no package, and a
      file that has the name of a folder or lies below a file.

    Raises:
        FormatError: a name is empty, too long or contains what names cannot.
    """
    modules = _modules(resources)
    directories: dict[str, None] = {"": None}
    for name, node in modules.items():
        if node.flags & FLAG_PACKAGE:
            _add_with_ancestors(directories, name.replace(".", "/"))
    files: dict[str, Node] = {}
    for name, blob in resources.files.items():
        _check_file_name(name)
        folder = name.rpartition("/")[0]
        if name in directories or _has_ancestor_in(files, name):
            continue
        files[name] = Node(Kind.FILE, _encoded(name), data=blob)
        _add_with_ancestors(directories, folder)
    for name in sorted(directories):
        _add_namespace_of_folder(modules, name)

    directory_nodes = {name: Node(Kind.DIRECTORY, _encoded(name)) for name in directories}
    for name, node in modules.items():
        parent = name.rpartition(".")[0]
        if parent:
            modules[parent].children.append(node)
    for nodes in (files, directory_nodes):
        for name, node in nodes.items():
            if name:
                directory_nodes[name.rpartition("/")[0]].children.append(node)
    result = [*modules.values(), *files.values(), *directory_nodes.values()]
    result.sort(key=lambda node: (node.kind, node.name))
    return result


def _modules(resources: Resources) -> dict[str, Node]:
    nodes: dict[str, Node] = {}
    # A name sorts after the names of its parents.
    for name in sorted(resources.modules):
        module = resources.modules[name]
        _check_module_name(name)
        parents = _ancestors(name, ".")
        if any(parent in nodes and not nodes[parent].flags & FLAG_PACKAGE for parent in parents):
            continue
        for parent in parents:
            if parent not in nodes:
                nodes[parent] = _namespace(parent)
        nodes[name] = Node(
            Kind.MODULE,
            _encoded(name),
            flags=(FLAG_PACKAGE if module.is_package else 0)
            | (FLAG_EXTENSION if module.is_extension else 0),
            path=_encoded(module.path),
            data=module.code,
            source=module.source,
        )
    return nodes


def _namespace(name: str) -> Node:
    return Node(Kind.MODULE, _encoded(name), flags=FLAG_PACKAGE | FLAG_NAMESPACE)


def _add_namespace_of_folder(modules: dict[str, Node], folder: str) -> None:
    """Makes a folder importable if it is not; the folders above it must have been added."""
    parts = folder.split("/")
    name = ".".join(parts)
    if name in modules or not all(part.isidentifier() for part in parts):
        return
    parent = ".".join(parts[:-1])
    if not parent or (parent in modules and modules[parent].flags & FLAG_PACKAGE):
        modules[name] = _namespace(name)


def _ancestors(name: str, separator: str) -> list[str]:
    """Returns the names above `name`, the outermost first."""
    parts = name.split(separator)
    return [separator.join(parts[:depth]) for depth in range(1, len(parts))]


def _add_with_ancestors(directories: dict[str, None], name: str) -> None:
    while name not in directories:
        directories[name] = None
        name = name.rpartition("/")[0]


def _has_ancestor_in(files: dict[str, Node], name: str) -> bool:
    return any(folder in files for folder in _ancestors(name, "/"))


def _encoded(name: str) -> bytes:
    try:
        encoded = name.encode("utf-8")
    except UnicodeEncodeError:
        raise FormatError(f"name {name!a} is not UTF-8") from None
    if b"\0" in encoded:
        raise FormatError(f"name {name!a} contains a NUL byte")
    if len(encoded) > MAX_NAME_SIZE:
        raise FormatError(f"name {name[:60]!a}... is longer than {MAX_NAME_SIZE} bytes")
    return encoded


def _check_module_name(name: str) -> None:
    if "/" in name or not all(name.split(".")):
        raise FormatError(f"module name {name!a} has an empty part or a slash")


def _check_file_name(name: str) -> None:
    if any(part in ("", ".", "..") for part in name.split("/")):
        raise FormatError(f"file name {name!a} is not a normal relative path")
