"""Shared libraries that lie beside the executable, in its folder `lib`: `layout = "directory"`.

The packed resources know them as files of the packed tree, with size and checksum but without
content. They are compared with these before the dynamic loader opens them, once in a process.
"""

from __future__ import annotations

import mmap
import os
import sys

import _packed_resources

FOLDER = "lib"
"""Name of the folder, in which they have the paths of the packed tree. As in `tools/directory`."""

_folder: str | None = None
_checked: set[str] = set()


def path(packed: str) -> str:
    """Returns where the file is that has this path in the packed tree."""
    global _folder
    if _folder is None:
        executable = _packed_resources.root
        if sys.platform == "win32":
            # Elsewhere, symbolic links to the executable are resolved already.
            executable = os.path.realpath(executable)
        _folder = os.path.join(os.path.dirname(executable), FOLDER)
    return os.path.join(_folder, *packed.split("/"))


def read(packed: str) -> memoryview:
    """Returns the content of a file.

    Raises:
        SystemExit: the file is not there, or is not what was built; the loader's line is written.
    """
    file = path(packed)
    try:
        with open(file, "rb") as stream:
            content: mmap.mmap | bytes = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError:
        _end(packed, "is missing")
    except ValueError:  # Nothing can be mapped of an empty file.
        content = b""
    except OSError as error:
        _end(packed, f"cannot be read ({error.strerror})")
    view = memoryview(content)
    if not _packed_resources.is_content(packed, view):
        _end(packed, "is damaged")
    return view


def check(packed: str) -> None:
    """Makes sure that a file is there and what was built, unless it has been asked before.

    Raises:
        SystemExit: as for `read()`.
    """
    if packed not in _checked:
        read(packed)
        _checked.add(packed)


def _end(packed: str, what: str) -> None:
    text = os.fsencode(path(packed)).decode(errors="replace")
    _packed_resources.end_incomplete(f"{text} {what}")
