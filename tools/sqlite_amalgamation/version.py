"""The version of SQLite's source tree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tools.common.errors import ToolError
from tools.sqlite_amalgamation.source_text import read_source


@dataclass(frozen=True)
class Version:
    """What tells one state of SQLite's source tree from another."""

    name: str
    """Three numbers, such as `3.46.1`."""

    check_in: str
    """Hash of the check-in in upstream's version control, in hexadecimal."""

    date: str
    """Time of the check-in in UTC, such as `2024-08-13 09:16:08`."""

    @property
    def number(self) -> int:
        """The value of SQLITE_VERSION_NUMBER, such as 3046001."""
        major, minor, patch = (int(part) for part in self.name.split("."))
        return major * 1_000_000 + minor * 1_000 + patch

    @property
    def source_id(self) -> str:
        """The value of SQLITE_SOURCE_ID."""
        return f"{self.date} {self.check_in}"


def read_version(source: Path) -> Version:
    """Returns the version of the tree at `source`.

    Raises:
        ToolError: a file that names it is missing or not understood.
    """
    name = read_source(source / "VERSION").strip()
    if not re.fullmatch(r"\d+\.\d+\.\d+", name):
        raise ToolError(f"{source / 'VERSION'}: expected three numbers, found {name!r}")
    check_in = read_source(source / "manifest.uuid").strip()
    if not re.fullmatch(r"[0-9a-f]+", check_in):
        raise ToolError(f"{source / 'manifest.uuid'}: expected a hash, found {check_in!r}")
    date = re.search(
        r"^D (\d+-\d+-\d+)T(\d+:\d+:\d+)\.", read_source(source / "manifest"), re.MULTILINE
    )
    if date is None:
        raise ToolError(f"{source / 'manifest'}: has no line with the date of the check-in (D ...)")
    return Version(name=name, check_in=check_in, date=" ".join(date.groups()))
