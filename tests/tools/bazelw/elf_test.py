"""Tests of relocating executables."""

import tempfile
import unittest
from pathlib import Path

from tools.bazelw import elf

LISTING = """\
\tlinux-vdso.so.1 (0x00007ffc)
\tlibc.so.6 => {prefix}/usr/lib/libc.so.6 (0x00007f)
\tlibstranger.so.1 => /usr/lib/libstranger.so.1 (0x00007f)
\tlibgone.so.1 => not found
\t{prefix}/usr/lib/ld-linux-x86-64.so.2 (0x00007f)
"""


class ElfTest(unittest.TestCase):
    def test_strangers_and_missing_libraries_are_seen(self) -> None:
        listing = LISTING.format(prefix="/nowhere/prefix")
        lines = elf.strangers(listing, ("/nowhere/prefix/",))
        self.assertEqual([line.split()[0] for line in lines], ["libstranger.so.1", "libgone.so.1"])

    def test_is_elf(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            file = Path(name) / "x"
            for content, answer in ((b"\x7fELF\2", True), (b"#!/bin/sh", False), (b"", False)):
                file.write_bytes(content)
                self.assertEqual(elf.is_elf(file), answer)


if __name__ == "__main__":
    unittest.main()
