"""Tests of resources of PE images: the section, icons and manifests."""

from __future__ import annotations

import struct
import unittest
from xml.etree import ElementTree

from tests.tools.pe.resource_reader import read_resources
from tools.common.errors import ToolError
from tools.pe.icon import icon_resources
from tools.pe.manifest import DEFAULT_MANIFEST, manifest_resource
from tools.pe.resources import (
    ENGLISH,
    RT_GROUP_ICON,
    RT_ICON,
    RT_MANIFEST,
    RT_VERSION,
    Resource,
    resource_section,
)


def _icon(*images: bytes) -> bytes:
    """Returns an icon file whose images have the size 16, 17 and so on."""
    offset = 6 + 16 * len(images)
    entries = b""
    for number, image in enumerate(images):
        side = 16 + number
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(image), offset)
        offset += len(image)
    return struct.pack("<HHH", 0, 1, len(images)) + entries + b"".join(images)


class SectionTest(unittest.TestCase):
    def test_found_by_the_specification(self) -> None:
        resources = [
            Resource(RT_VERSION, 1, b"version"),
            Resource(RT_ICON, 2, b"second" * 100),
            Resource(RT_ICON, 1, b"f"),
            Resource(RT_MANIFEST, 1, b""),
        ]
        for address in (0x1000, 0x7654000):
            found = read_resources(resource_section(resources, address), address)
            self.assertEqual(
                found, {(each.type, each.number, ENGLISH): each.data for each in resources}
            )

    def test_order_of_the_resources_does_not_matter(self) -> None:
        resources = [Resource(RT_ICON, number, bytes([number])) for number in range(1, 9)]
        self.assertEqual(
            resource_section(resources, 0x1000), resource_section(resources[::-1], 0x1000)
        )


class IconTest(unittest.TestCase):
    def test_resources(self) -> None:
        *images, group = icon_resources(_icon(b"small", b"large image"))
        self.assertEqual(
            images, [Resource(RT_ICON, 1, b"small"), Resource(RT_ICON, 2, b"large image")]
        )
        self.assertEqual((group.type, group.number), (RT_GROUP_ICON, 1))
        self.assertEqual(group.data[:6], struct.pack("<HHH", 0, 1, 2))
        self.assertEqual(
            list(struct.iter_unpack("<BBBBHHIH", group.data[6:])),
            [(16, 16, 0, 0, 1, 32, 5, 1), (17, 17, 0, 0, 1, 32, 11, 2)],
        )

    def test_not_an_icon(self) -> None:
        cursor = b"\0\0\2\0" + _icon(b"x")[4:]
        for content in (b"", b"\x89PNG\r\n\x1a\n" + bytes(100), cursor, _icon()):
            with self.subTest(content), self.assertRaisesRegex(ToolError, "not an icon"):
                icon_resources(content)

    def test_truncated(self) -> None:
        whole = _icon(b"small", b"large image")
        with self.assertRaisesRegex(ToolError, "truncated icon: image 2 of 2"):
            icon_resources(whole[:-1])
        with self.assertRaisesRegex(ToolError, "truncated icon$"):
            icon_resources(whole[:20])


class ManifestTest(unittest.TestCase):
    def test_default(self) -> None:
        resource = manifest_resource()
        self.assertEqual((resource.type, resource.number), (RT_MANIFEST, 1))
        root = ElementTree.fromstring(resource.data)
        self.assertEqual(root.tag, "{urn:schemas-microsoft-com:asm.v1}assembly")
        compatibility = "{urn:schemas-microsoft-com:compatibility.v1}"
        systems = [element.get("Id") for element in root.iter(f"{compatibility}supportedOS")]
        self.assertIn("{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}", systems)
        settings = "{http://schemas.microsoft.com/SMI/2016/WindowsSettings}"
        self.assertEqual([e.text for e in root.iter(f"{settings}longPathAware")], ["true"])
        asm = "{urn:schemas-microsoft-com:asm.v3}"
        levels = [e.get("level") for e in root.iter(f"{asm}requestedExecutionLevel")]
        self.assertEqual(levels, ["asInvoker"])

    def test_own(self) -> None:
        self.assertEqual(manifest_resource(DEFAULT_MANIFEST + b" ").data, DEFAULT_MANIFEST + b" ")

    def test_no_manifest(self) -> None:
        with self.assertRaisesRegex(ToolError, "no element <assembly>"):
            manifest_resource(b"<html></html>")


if __name__ == "__main__":
    unittest.main()
