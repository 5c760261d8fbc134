"""Tests of the universal tool from its command line."""

from __future__ import annotations

import stat
import tempfile
import unittest
from pathlib import Path

from tests.tools.macho.macho_image import X86_64, usual
from tools.common.errors import ToolError
from tools.macho.universal import read_slices
from tools.universal.cli import main


class UniversalToolTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.output = self.folder / "universal"
        self.arm = usual().content()
        image = usual()
        image.cpu = X86_64
        self.intel = image.content()

    def _join(self, *images: bytes) -> None:
        paths = [self.folder / f"image{number}" for number in range(len(images))]
        for path, content in zip(paths, images):
            path.write_bytes(content)
        self.assertEqual(main(["--images", *map(str, paths), "--output", str(self.output)]), 0)

    def test_executable(self) -> None:
        self._join(self.arm, self.intel)
        slices = read_slices(self.output.read_bytes())
        self.assertEqual([bytes(part.content) for part in slices], [self.intel, self.arm])
        self.assertEqual(stat.S_IMODE(self.output.stat().st_mode), 0o755)

    def test_error_names_the_image(self) -> None:
        with self.assertRaisesRegex(ToolError, r".*/image1: not a Mach-O file"):
            self._join(self.arm, b"\x7fELF")
        self.assertFalse(self.output.exists())

    def test_same_architecture(self) -> None:
        with self.assertRaisesRegex(ToolError, "two images for arm64"):
            self._join(self.arm, self.arm)


if __name__ == "__main__":
    unittest.main()
