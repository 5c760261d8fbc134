"""Tests of how the format of an executable is chosen."""

from __future__ import annotations

import unittest

from tests.tools.attach.elf_image import usual
from tools.attach import elf
from tools.attach.formats import find_attached
from tools.common.errors import ToolError
from tools.packed_resources.format import MAGIC


class FindAttachedTest(unittest.TestCase):
    def test_elf(self) -> None:
        packed = MAGIC + bytes(300)
        content = usual().content()
        offset = elf.attach(content, len(packed))
        executable = bytes(content) + bytes(offset - len(content)) + packed
        self.assertEqual(find_attached(executable).offset, offset)

    def test_elf_without_resources(self) -> None:
        with self.assertRaisesRegex(ToolError, "no packed resources"):
            find_attached(bytes(usual().content()))

    def test_no_executable(self) -> None:
        for content in (b"", b"text", b"#!/bin/sh\n"):
            with self.subTest(content), self.assertRaisesRegex(ToolError, "known format"):
                find_attached(content)


if __name__ == "__main__":
    unittest.main()
