"""An executable is no larger than promised: `size_test.py FILE BYTES`."""

from __future__ import annotations

import sys
import unittest
from pathlib import Path


class SizeTest(unittest.TestCase):
    """`hello` with the whole standard library, stripped."""

    executable: Path
    limit: int

    def test_size(self) -> None:
        self.assertLessEqual(self.executable.stat().st_size, self.limit)


if __name__ == "__main__":
    SizeTest.executable, SizeTest.limit = Path(sys.argv[1]), int(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
