"""Runs the C test of the executable's path for another platform, also through a symbolic link."""

from __future__ import annotations

import os
import tempfile
import unittest
from pathlib import Path

from tests.emulators import emulators


class ExecutablePathTest(unittest.TestCase):
    def assert_passes(self, program: Path) -> None:
        result = emulators.run(os.environ["PLATFORM"], program)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def test_directly(self) -> None:
        self.assert_passes(Path(os.environ["EXECUTABLE"]))

    def test_through_a_symbolic_link(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            link = Path(folder) / "another_name"
            link.symlink_to(Path(os.environ["EXECUTABLE"]).absolute())
            self.assert_passes(link)


if __name__ == "__main__":
    unittest.main()
