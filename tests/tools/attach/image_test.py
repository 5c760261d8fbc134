"""Attaches resources to real images, and runs them.

Bazel gives the images in the environment variable IMAGES; elsewhere the machine's C compiler makes
them.
"""

from __future__ import annotations

import errno
import os
import shlex
import subprocess
import tempfile
import unittest
from pathlib import Path

from tests.tools.attach.elf_image import program_headers
from tests.tools.packed_resources.samples import packed, small
from tools.attach.attach import attach

_PT_LOAD = 1
_KINDS = {
    "pie": ["-fPIE", "-pie"],
    "fixed": ["-fno-pie", "-no-pie"],
    "static": ["-static"],
    "stripped": ["-s"],
}


def _images(folder: Path) -> list[Path]:
    if "IMAGES" in os.environ:
        return [Path(image) for image in os.environ["IMAGES"].split()]
    compiler = shlex.split(os.environ.get("CC", "cc"))
    images = []
    for kind, options in _KINDS.items():
        images.append(folder / kind)
        source = Path(__file__).with_name("image.c")
        subprocess.run([*compiler, *options, "-o", images[-1], source], check=True)
    return images


class ImageTest(unittest.TestCase):
    def test_images_read_their_resources(self) -> None:
        data = packed(small())
        with tempfile.TemporaryDirectory() as folder:
            packed_file = Path(folder) / "packed"
            packed_file.write_bytes(data)
            images = _images(Path(folder))
            self.assertTrue(images)
            for image in images:
                with self.subTest(image.name):
                    self.assertEqual(subprocess.run([image.absolute()], check=False).returncode, 1)
                    executable = Path(folder) / f"{image.name}_attached"
                    attach(image=image, packed=packed_file, output=executable)
                    result = subprocess.run([executable], stdout=subprocess.PIPE, check=False)
                    self.assertEqual(result.returncode, 0)
                    self.assertEqual(result.stdout, data)
                    self._check_segments(executable.read_bytes())
                    self._check_truncated(executable, image.stat().st_size)

    def _check_segments(self, executable: bytes) -> None:
        """Checks what the ABI asks of PT_LOAD segments."""
        end = 0
        for kind, _, offset, vaddr, _, filesz, memsz, alignment in program_headers(executable):
            if kind == _PT_LOAD:
                self.assertGreaterEqual(vaddr, end)
                self.assertEqual(offset % alignment, vaddr % alignment)
                self.assertLessEqual(filesz, memsz)
                self.assertLessEqual(offset + filesz, len(executable))
                end = vaddr + memsz

    def _check_truncated(self, executable: Path, image_size: int) -> None:
        """Checks that the kernel does not start what lacks a part of the image."""
        content = executable.read_bytes()
        cut = executable.with_name("cut")
        for size in range(0, image_size, image_size // 20):
            cut.write_bytes(content[:size])
            cut.chmod(0o755)
            with self.subTest(size=size):
                with self.assertRaises(OSError) as caught:
                    subprocess.run([cut], check=False)
                self.assertIn(caught.exception.errno, (errno.EIO, errno.ENOEXEC))


if __name__ == "__main__":
    unittest.main()
