"""Tests of version resources, read by their specification."""

from __future__ import annotations

import struct
import unittest

from tools.common.errors import ToolError
from tools.pe.resources import RT_VERSION
from tools.pe.version_info import version_resource


def _align(offset: int) -> int:
    return (offset + 3) & ~3


def _read(data: bytes, start: int = 0) -> tuple[str, bytes, list, int]:
    """Reads a structure: its key, value, children, and where it ends."""
    length, value_length, kind = struct.unpack_from("<HHH", data, start)
    end = start + length
    key_end = start + 6
    while data[key_end : key_end + 2] != b"\0\0":
        key_end += 2
    key = data[start + 6 : key_end].decode("utf-16-le")
    value_start = _align(key_end + 2)
    value_end = value_start + value_length * (2 if kind else 1)
    children = []
    offset = _align(value_end)
    while offset < end:
        children.append(_read(data, offset))
        offset = _align(children[-1][3])
    return key, data[value_start:value_end], children, end


class VersionInfoTest(unittest.TestCase):
    def test_strings(self) -> None:
        given = {
            "FileVersion": "1.2",
            "CompanyName": "Äcme 🐍",
            "Comments": "",
            "FileDescription": "odd",
        }
        resource = version_resource(given)
        self.assertEqual((resource.type, resource.number), (RT_VERSION, 1))
        key, _, (strings, variables), end = _read(resource.data)
        self.assertEqual((key, end), ("VS_VERSION_INFO", len(resource.data)))
        self.assertEqual((strings[0], variables[0]), ("StringFileInfo", "VarFileInfo"))
        ((table, _, entries, _),) = strings[2]
        self.assertEqual(table, "040904b0")
        found = {name: value.decode("utf-16-le") for name, value, _, _ in entries}
        self.assertEqual(found, {name: f"{text}\0" for name, text in given.items()})
        ((name, translation, _, _),) = variables[2]
        self.assertEqual((name, translation), ("Translation", b"\x09\x04\xb0\x04"))

    def test_numbers(self) -> None:
        for strings, expected in (
            ({"FileVersion": "1.2.3.4"}, (0x10002, 0x30004, 0x10002, 0x30004)),
            ({"FileVersion": "7"}, (0x70000, 0, 0x70000, 0)),
            ({"FileVersion": "1", "ProductVersion": "65535.2"}, (0x10000, 0, 0xFFFF0002, 0)),
            ({"CompanyName": "x"}, (0, 0, 0, 0)),
        ):  # fmt: skip
            with self.subTest(strings):
                fixed = struct.unpack("<13I", _read(version_resource(strings).data)[1])
                self.assertEqual(fixed[:2], (0xFEEF04BD, 0x10000))
                self.assertEqual(fixed[2:6], expected)
                self.assertEqual(fixed[6:], (0x3F, 0, 0x40004, 1, 0, 0, 0))

    def test_wrong_version(self) -> None:
        for text in ("", "1.", "1.2.3.4.5", "1.x", "1 .2", "-1", "1.2.3-rc1", "٣"):
            with self.subTest(text), self.assertRaisesRegex(ToolError, "one to four numbers"):
                version_resource({"ProductVersion": text})
        with self.assertRaisesRegex(ToolError, "above 65535"):
            version_resource({"FileVersion": "1.65536"})

    def test_too_long(self) -> None:
        with self.assertRaisesRegex(ToolError, "shorten it"):
            version_resource({"Comments": "x" * 40000})


if __name__ == "__main__":
    unittest.main()
