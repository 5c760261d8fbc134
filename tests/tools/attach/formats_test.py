"""Tests of how the format of an executable is chosen."""

from __future__ import annotations

import unittest

from tests.tools.attach.elf_image import usual
from tests.tools.pe.pe_image import usual as usual_pe
from tools.attach.formats import attach, find_attached
from tools.attach.options import Options
from tools.common.errors import ToolError
from tools.packed_resources.format import MAGIC


class FindAttachedTest(unittest.TestCase):
    def test_elf(self) -> None:
        packed = MAGIC + bytes(300)
        executable = attach(usual().content(), packed, Options("name"))
        self.assertEqual(find_attached(executable).size, len(packed))

    def test_pe(self) -> None:
        packed = MAGIC + bytes(300)
        executable = attach(usual_pe().content(), packed, Options("name.exe"))
        self.assertEqual(find_attached(executable).size, len(packed))

    def test_elf_without_resources(self) -> None:
        with self.assertRaisesRegex(ToolError, "no packed resources"):
            find_attached(bytes(usual().content()))

    def test_no_executable(self) -> None:
        for content in (b"", b"text", b"#!/bin/sh\n"):
            with self.subTest(content), self.assertRaisesRegex(ToolError, "known format"):
                find_attached(content)


if __name__ == "__main__":
    unittest.main()
