"""Attaches resources to images that the toolchain linked for Windows, and runs them.

Bazel gives the images in the environment variable IMAGES. What is in them is read by pefile too,
which shares no code with the tool.
"""

from __future__ import annotations

import os
import random
import struct
import tempfile
import unittest
import zlib
from pathlib import Path

import pefile

from tests.emulators import emulators
from tests.tools.packed_resources.samples import packed, small
from tools.attach.cli import main
from tools.attach.formats import find_attached
from tools.packed_resources.format import HEADER

_PLATFORM = "windows_x86_64"
_NOT_ATTACHED = 1
"""LOCATOR_NOT_ATTACHED."""

_ICON = struct.pack("<HHHBBBBHHII", 0, 1, 1, 16, 16, 0, 0, 1, 32, 40, 22) + bytes(40)


def _large(size: int) -> bytes:
    """Returns what passes for a packed file by its header, of any size."""
    fields = list(HEADER.unpack_from(packed(small())))
    fields[3] = size
    return HEADER.pack(*fields) + random.Random(size).randbytes(size - HEADER.size)


class WindowsImageTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.images = [Path(image) for image in os.environ["IMAGES"].split()]
        self.assertTrue(self.images)

    def _attached(self, image: Path, content: bytes, *options: str) -> Path:
        packed_file, output = self.folder / "packed", self.folder / "executable.exe"
        packed_file.write_bytes(content)
        arguments = ["--image", image, "--packed", packed_file, "--output", output, *options]
        self.assertEqual(main([str(argument) for argument in arguments]), 0)
        return output

    def test_structure(self) -> None:
        data = packed(small())
        icon = self.folder / "an icon.ico"
        icon.write_bytes(_ICON)
        for image in self.images:
            executable = self._attached(
                image,
                data,
                "--windows-subsystem=windows",
                f"--windows-icon={icon}",
                "--windows-version-info=FileVersion=1.2.3",
                "--windows-version-info=CompanyName=A = B",
            )
            content = executable.read_bytes()
            found = find_attached(content)
            with self.subTest(image.name), pefile.PE(data=content) as pe:
                self.assertEqual(pe.get_warnings(), [])
                self.assertTrue(pe.verify_checksum())
                self.assertEqual(pe.OPTIONAL_HEADER.Subsystem, 2)
                self._check_sections(pe)
                section = pe.sections[-1]
                self.assertEqual(section.Name, b".pypack\0")
                self.assertEqual(
                    (section.VirtualAddress, section.Misc_VirtualSize), (found.address, len(data))
                )
                self.assertEqual(section.get_data()[: len(data)], data)
                kinds = [entry.id for entry in pe.DIRECTORY_ENTRY_RESOURCE.entries]
                self.assertEqual(kinds, [3, 14, 16, 24])
                self.assertEqual(pe.VS_FIXEDFILEINFO[0].FileVersionMS, 0x10002)
                strings = pe.FileInfo[0][0].StringTable[0].entries
                self.assertEqual(strings, {b"FileVersion": b"1.2.3", b"CompanyName": b"A = B"})

    def _check_sections(self, pe: pefile.PE) -> None:
        """Checks what Windows asks of sections."""
        header = pe.OPTIONAL_HEADER
        table_end = pe.sections[-1].get_file_offset() + 40
        self.assertLessEqual(table_end, header.SizeOfHeaders)
        address = header.SectionAlignment
        for section in pe.sections:
            self.assertEqual(section.VirtualAddress, address)
            size = section.Misc_VirtualSize
            address += -(-size // header.SectionAlignment) * header.SectionAlignment
            self.assertEqual(section.PointerToRawData % header.FileAlignment, 0)
            self.assertEqual(section.SizeOfRawData % header.FileAlignment, 0)
            self.assertLessEqual(section.PointerToRawData + section.SizeOfRawData, len(pe.__data__))
        self.assertEqual(header.SizeOfImage, address)

    def test_run(self) -> None:
        for image in self.images:
            with self.subTest(image.name):
                self.assertEqual(emulators.run(_PLATFORM, image).returncode, _NOT_ATTACHED)
                for data in (packed(small()), _large(70_000_001)):
                    executable = self._attached(image, data)
                    result = emulators.run(_PLATFORM, executable)
                    self.assertEqual(
                        (result.returncode, result.stdout),
                        (0, f"{len(data):x} {zlib.crc32(data):x}\n"),
                    )

    def test_windows_finds_its_resources(self) -> None:
        icon = self.folder / "icon.ico"
        icon.write_bytes(_ICON)
        executable = self._attached(
            self.images[0],
            packed(small()),
            f"--windows-icon={icon}",
            "--windows-version-info=FileVersion=1",
        )
        bare = emulators.run(_PLATFORM, self.images[0], "tell").stdout.split()
        version, group_size, version_size = emulators.run(
            _PLATFORM, executable, "tell"
        ).stdout.split()
        # The manifest lets the program know Windows 10.
        self.assertEqual((bare, version), (["6.2", "0", "0"], "10.0"))
        self.assertEqual(int(group_size), 6 + 14)
        self.assertGreater(int(version_size), 52)


if __name__ == "__main__":
    unittest.main()
