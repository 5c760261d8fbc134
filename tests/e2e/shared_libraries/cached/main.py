"""Opens a packed shared library by its path."""

from __future__ import annotations

import ctypes
from pathlib import Path

(path,) = Path(__file__).parent.glob("libadd.*")
print(ctypes.CDLL(path).add(40, 2))
