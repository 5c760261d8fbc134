"""Tests of the attach tool from its command line."""

from __future__ import annotations

import stat
import tempfile
import unittest
from pathlib import Path

from tests.tools.attach.elf_image import usual
from tests.tools.packed_resources.samples import packed, small
from tools.attach.cli import main
from tools.common.errors import ToolError


class AttachToolTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.output = self.folder / "executable"

    def _attach(self, image: bytes | bytearray, packed_file: bytes) -> int:
        (self.folder / "image").write_bytes(image)
        (self.folder / "packed").write_bytes(packed_file)
        names = {name: str(self.folder / name) for name in ("image", "packed")}
        return main(
            ["--image", names["image"], "--packed", names["packed"], "--output", str(self.output)]
        )

    def test_executable(self) -> None:
        data = packed(small())
        self.assertEqual(self._attach(usual().content(), data), 0)
        content = self.output.read_bytes()
        self.assertTrue(content.endswith(data))
        self.assertEqual((len(content) - len(data)) % 0x1000, 0)
        self.assertEqual(stat.S_IMODE(self.output.stat().st_mode), 0o755)

    def test_error_names_the_image(self) -> None:
        with self.assertRaisesRegex(ToolError, r".*/image: not an executable of a known format"):
            self._attach(b"text", packed(small()))
        self.assertFalse(self.output.exists())

    def test_packed_file_is_checked(self) -> None:
        data = packed(small())
        for wrong, expected in (
            (b"", "not a packed resources file"),
            (data[:159], "not a packed resources file"),
            (b"x" + data[1:], "not a packed resources file"),
            (data[:8] + b"\3" + data[9:], "format version 3"),
            (data[:-1], "its header says"),
        ):
            with self.subTest(expected), self.assertRaisesRegex(ToolError, expected):
                self._attach(usual().content(), wrong)


if __name__ == "__main__":
    unittest.main()
