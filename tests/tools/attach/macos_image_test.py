"""Attaches resources to images that the toolchain linked for macOS.

They are checked here; `tests/macho_runner` runs them. Bazel gives them in the environment variable
IMAGES.
"""

from __future__ import annotations

import os
import tempfile
import unittest
from pathlib import Path

from tests.tools.macho.code_directory import code_directory, wrong_pages
from tests.tools.packed_resources.samples import packed, small
from tools.attach.attach import attach
from tools.attach.formats import find_attached
from tools.macho.image import LC_CODE_SIGNATURE, Image


class MacosImageTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.data = packed(small())
        self.images = {
            Image(content).architecture: content
            for content in (Path(path).read_bytes() for path in os.environ["IMAGES"].split())
        }

    def _attached(self, architecture: str, name: str = "executable") -> bytes:
        image, packed_file = self.folder / "image", self.folder / "packed"
        image.write_bytes(self.images[architecture])
        packed_file.write_bytes(self.data)
        attach(image=image, packed=packed_file, output=self.folder / name)
        return (self.folder / name).read_bytes()

    def test_both_architectures_are_here(self) -> None:
        self.assertEqual(set(self.images), {"arm64", "x86_64"})

    def test_resources(self) -> None:
        for architecture in self.images:
            with self.subTest(architecture):
                executable = self._attached(architecture)
                found = find_attached(executable)
                self.assertEqual(executable[found.offset : found.offset + found.size], self.data)

    def test_signature(self) -> None:
        for architecture in self.images:
            with self.subTest(architecture):
                executable = self._attached(architecture, "my-program")
                offset, size = Image(executable).linkedit_data(LC_CODE_SIGNATURE) or (0, 0)
                self.assertEqual(offset + size, len(executable))
                directory = code_directory(executable[offset:])
                self.assertEqual(directory.code_limit, offset)
                self.assertEqual(directory.identifier, "my-program")
                self.assertEqual(wrong_pages(executable, directory), [])

    def test_segments(self) -> None:
        """Checks what the kernel and dyld ask of segments."""
        for architecture in self.images:
            image = Image(self._attached(architecture))
            page = {"arm64": 0x4000, "x86_64": 0x1000}[architecture]
            address_end = offset_end = 0
            for segment in image.segments:
                with self.subTest(architecture, segment=segment.name):
                    self.assertEqual((segment.vmaddr % page, segment.fileoff % page), (0, 0))
                    self.assertGreaterEqual(segment.vmaddr, address_end)
                    self.assertGreaterEqual(segment.fileoff, offset_end)
                    self.assertLessEqual(segment.filesize, segment.vmsize)
                    address_end = segment.vmaddr + segment.vmsize
                    offset_end = segment.fileoff + segment.filesize
            self.assertEqual(image.segments[-1].name, "__LINKEDIT")

    def test_equal_input_gives_equal_bytes(self) -> None:
        for architecture in self.images:
            first = self._attached(architecture)
            self.assertEqual(first, self._attached(architecture))


if __name__ == "__main__":
    unittest.main()
