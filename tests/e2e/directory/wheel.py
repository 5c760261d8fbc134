"""Uses the native module of a wheel, and says where it lies."""

from __future__ import annotations

import sys
from pathlib import Path

import markupsafe
import markupsafe._speedups

path = Path(markupsafe._speedups.__file__).resolve()
assert path.is_file(), path
assert markupsafe._escape_inner is markupsafe._speedups._escape_inner
folder = Path(sys.executable).resolve().parent
print(path.parent.relative_to(folder).as_posix(), markupsafe.escape("<&>"))
