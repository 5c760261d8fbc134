"""Tests of attaching to PE images."""

from __future__ import annotations

import unittest

from tests.tools.pe.pe_image import Image, usual
from tests.tools.pe.resource_reader import read_resources
from tools.attach import pe
from tools.attach.attached import Attached
from tools.attach.options import WindowsOptions
from tools.common.errors import ToolError
from tools.packed_resources.format import MAGIC
from tools.pe.image import RESOURCE_DIRECTORY, SUBSYSTEM_CONSOLE, SUBSYSTEM_WINDOWS
from tools.pe.image import Image as PeImage
from tools.pe.manifest import DEFAULT_MANIFEST
from tools.pe.resources import ENGLISH, RT_MANIFEST, RT_VERSION, Resource

_PACKED = MAGIC + bytes(range(256)) * 30


def _attached(image: Image, options: WindowsOptions | None = None) -> bytes:
    return pe.attach(image.content(), _PACKED, options or WindowsOptions())


class AttachTest(unittest.TestCase):
    def test_sections(self) -> None:
        image = PeImage(_attached(usual()))
        self.assertEqual(
            [section.name for section in image.sections],
            [".text", ".data", ".reloc", ".rsrc", ".pypack"],
        )
        packed = image.section(".pypack")
        self.assertEqual(packed.virtual_size, len(_PACKED))
        self.assertEqual((packed.address % 0x1000, packed.offset % 0x1000), (0, 0))

    def test_found_again(self) -> None:
        executable = _attached(usual())
        found = pe.find_attached(executable)
        self.assertEqual(found, Attached(0x2000, len(_PACKED), 0x6000))
        self.assertEqual(executable[found.offset : found.offset + found.size], _PACKED)

    def test_resources(self) -> None:
        given = [Resource(RT_VERSION, 1, b"version"), Resource(RT_MANIFEST, 1, b"manifest")]
        executable = _attached(usual(), WindowsOptions(resources=given))
        image = PeImage(executable)
        section = image.section(".rsrc")
        self.assertEqual(
            image.directory(RESOURCE_DIRECTORY), (section.address, section.virtual_size)
        )
        content = executable[section.offset : section.offset + section.virtual_size]
        self.assertEqual(
            read_resources(content, section.address),
            {(RT_VERSION, 1, ENGLISH): b"version", (RT_MANIFEST, 1, ENGLISH): b"manifest"},
        )

    def test_default_manifest(self) -> None:
        self.assertIn(DEFAULT_MANIFEST, _attached(usual()))

    def test_subsystem(self) -> None:
        for name, number in (("console", SUBSYSTEM_CONSOLE), ("windows", SUBSYSTEM_WINDOWS)):
            executable = _attached(usual(), WindowsOptions(name))
            self.assertEqual(PeImage(executable).subsystem, number)

    def test_same_input_same_executable(self) -> None:
        self.assertEqual(_attached(usual()), _attached(usual()))


class ErrorTest(unittest.TestCase):
    def _error(self, image: Image | bytes) -> str:
        content = image if isinstance(image, bytes) else image.content()
        with self.assertRaises(ToolError) as caught:
            pe.attach(content, _PACKED, WindowsOptions())
        return str(caught.exception)

    def test_attached_already(self) -> None:
        self.assertIn("already has packed resources", self._error(_attached(usual())))

    def test_resources_already(self) -> None:
        image = usual()
        image.sections[2] = (b".rsrc", 0x10, 0x4000, 0x200, 0x800)
        self.assertIn("already has a resource section", self._error(image))
        image = usual()
        image.directories[RESOURCE_DIRECTORY] = (0x2000, 0x10)
        self.assertIn("already has a resource section", self._error(image))

    def test_signed(self) -> None:
        image = usual()
        image.directories[4] = (0x900, 8)
        self.assertIn("is signed", self._error(image))

    def test_no_place_for_headers(self) -> None:
        image = usual()
        image.sections[0] = (b".text", 0x1F0, 0x1000, 0x200, 0x200)
        self.assertIn("no place for the header of another section", self._error(image))

    def test_find_without_resources(self) -> None:
        with self.assertRaisesRegex(ToolError, "no packed resources are attached"):
            pe.find_attached(usual().content())

    def test_find_other_content(self) -> None:
        executable = bytearray(_attached(usual()))
        executable[pe.find_attached(executable).offset] ^= 1
        with self.assertRaisesRegex(ToolError, "does not hold packed resources"):
            pe.find_attached(executable)


if __name__ == "__main__":
    unittest.main()
