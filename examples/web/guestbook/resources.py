"""The package's templates and static files, read from wherever the package is."""

from __future__ import annotations

from importlib import resources


def read(folder: str, name: str) -> bytes | None:
    """The content of a file of the package.

    Args:
        folder: ``templates`` or ``static``.
        name: file name without any folder.

    Returns:
        the bytes, or None where there is no such file.
    """
    if "/" in name or name in ("", ".", ".."):
        return None
    file = resources.files(__package__) / folder / name
    return file.read_bytes() if file.is_file() else None
