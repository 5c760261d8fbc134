"""Tests of files that appear when they are complete."""

import stat
import tempfile
import unittest
from pathlib import Path

from tools.common.atomic_file import atomic_file


class AtomicFileTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "out"

    def test_appears_at_the_end(self) -> None:
        with atomic_file(self.path) as file:
            file.write(b"text")
            self.assertFalse(self.path.exists())
        self.assertEqual(self.path.read_bytes(), b"text")
        self.assertEqual(list(self.path.parent.iterdir()), [self.path])

    def test_mode(self) -> None:
        with atomic_file(self.path, mode=0o755):
            pass
        self.assertEqual(stat.S_IMODE(self.path.stat().st_mode), 0o755)

    def test_failure_leaves_the_old_file(self) -> None:
        self.path.write_bytes(b"old")
        with self.assertRaises(KeyError), atomic_file(self.path) as file:
            file.write(b"new")
            raise KeyError
        self.assertEqual(self.path.read_bytes(), b"old")
        self.assertEqual(list(self.path.parent.iterdir()), [self.path])


if __name__ == "__main__":
    unittest.main()
