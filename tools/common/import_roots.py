"""Under which names a file of the runfiles tree can be imported or read.

Bazel lays the files of a program out in a runfiles tree, one top folder per repository. Python's
import path then has some folders of that tree: the `imports` of each library, and the top folder
of every repository. An executable has no such tree; its modules and files are named relative to
those folders, here called import roots.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass

from tools.common.errors import ToolError


class ImportRoots:
    """The import roots of a program, earlier ones first."""

    def __init__(self, roots: Iterable[str]) -> None:
        """Takes folders relative to the runfiles root, `_main` or `_main/src` for example.

        Raises:
            ToolError: a root is absolute or leaves the runfiles tree.
        """
        self._order: dict[str, int] = {}
        for root in roots:
            normal = posixpath.normpath(root)
            if normal.startswith(("/", "..")):
                raise ToolError(f"import root {root}: not inside the runfiles tree")
            self._order.setdefault("" if normal == "." else normal, len(self._order))

    def relative_paths(self, runfiles_path: str) -> list[str]:
        """Returns the path relative to each import root that contains it.

        The order is that of the roots; the top folder counts as the last one. A path relative to
        an outer root is left out when the folders between it and the innermost root are not all
        identifiers, as no package can have such a name: a file in `click/site-packages` is not
        also known as `site-packages/...`.

        Args:
            runfiles_path: for example `_main/pkg/mod.py`.

        Returns:
            At least one path, none twice.
        """
        folders = runfiles_path.split("/")
        # (rank, depth) of every root above the file, from the outermost inwards.
        roots = []
        for depth in range(len(folders)):
            rank = self._order.get("/".join(folders[:depth]))
            if rank is None and depth == 1:
                rank = len(self._order)
            if rank is not None:
                roots.append((rank, depth))
        if not roots:
            raise ToolError(f"{runfiles_path}: not in the folder of a repository")
        innermost = roots[-1][1]
        return [
            "/".join(folders[depth:])
            for _, depth in sorted(roots)
            if all(folder.isidentifier() for folder in folders[depth:innermost])
        ]


@dataclass(frozen=True)
class ModuleName:
    """What a source file is called by an import statement.

    Attributes:
        dotted: the absolute name, `pkg.mod`.
        is_package: whether the file is a package's `__init__.py`.
    """

    dotted: str
    is_package: bool


def module_name(relative_path: str) -> ModuleName | None:
    """Returns the module that a path without suffix (`pkg/mod`, `pkg/__init__`) holds.

    Parts need not be identifiers: `importlib.import_module` takes any, and frameworks number
    modules (`migrations/0001_initial`).

    Returns:
        None if no import can name it: a part contains a dot, or it is `__init__` of no package.
    """
    parts = relative_path.split("/")
    if any("." in part or not part for part in parts):
        return None
    is_package = parts[-1] == "__init__"
    if is_package:
        parts.pop()
    return ModuleName(".".join(parts), is_package) if parts else None
