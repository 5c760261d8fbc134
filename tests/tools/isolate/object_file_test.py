"""Tests of renaming symbols in object files."""

from __future__ import annotations

import unittest

from tests.tools.isolate import objects
from tests.tools.isolate.objects import Symbol
from tools.common.errors import ToolError
from tools.isolate.object_file import ObjectFile

_SYMBOLS = (Symbol("short"), Symbol("a_longer_name"), Symbol("puts", defined=False))


class ObjectFileTest(unittest.TestCase):
    def _check(self, content: bytes, prefix: bytes = b"") -> ObjectFile:
        file = ObjectFile("file.o", content)
        defined = {prefix + b"short", prefix + b"a_longer_name"}
        self.assertEqual(file.defined_symbols(), defined)
        names = {name: name + b".pkg" for name in [*defined, prefix + b"local", prefix + b"gone"]}
        names[prefix + b"puts"] = prefix + b"p"
        renamed = file.renamed(names)
        self.assertEqual(renamed.defined_symbols(), {name + b".pkg" for name in defined})
        # What was undefined has its new name: it would be defined under that one.
        twice = renamed.renamed({prefix + b"p": prefix + b"put_string"})
        self.assertIn(prefix + b"put_string", twice.content)
        return renamed

    def test_elf(self) -> None:
        renamed = self._check(objects.elf(*_SYMBOLS))
        self.assertNotIn(b"local.pkg", renamed.content)

    def test_coff(self) -> None:
        self._check(objects.coff(*_SYMBOLS))

    def test_coff_with_many_sections(self) -> None:
        self._check(objects.coff(*_SYMBOLS, big=True))

    def test_coff_name_that_becomes_short(self) -> None:
        file = ObjectFile("file.o", objects.coff(Symbol("a_longer_name")))
        renamed = file.renamed({b"a_longer_name": b"eight888"})
        self.assertEqual(renamed.defined_symbols(), {b"eight888"})

    def test_coff_exports_are_dropped(self) -> None:
        directives = b' /DEFAULTLIB:libcmt -export:PyInit_x /EXPORT:"a b",DATA -guardsym:y,S '
        content = objects.coff(Symbol("PyInit_x"), directives=directives)
        renamed = ObjectFile("file.o", content).renamed({})
        self.assertEqual(len(renamed.content), len(content))
        self.assertNotIn(b"export", renamed.content.lower())
        self.assertIn(b"/DEFAULTLIB:libcmt", renamed.content)
        self.assertIn(b"-guardsym:y,S", renamed.content)

    def test_macho(self) -> None:
        renamed = self._check(objects.macho(*_SYMBOLS), prefix=b"_")
        self.assertNotIn(b"local.pkg", renamed.content)
        # The types: a local symbol, two that are "private extern" now, and what is undefined.
        types = [renamed.content[32 + 24 + 16 * index + 4] for index in range(4)]
        self.assertEqual(types, [0x0E, 0x1F, 0x1F, 0x01])

    def test_nothing_to_rename(self) -> None:
        for content in (objects.elf(), objects.coff(), objects.macho()):
            with self.subTest(content[:4]):
                self.assertEqual(ObjectFile("o", content).renamed({}).defined_symbols(), set())

    def test_other_files(self) -> None:
        executable = bytearray(objects.elf())
        executable[16] = 2
        for content in (b"", b"text", bytes(executable)):
            with self.subTest(content[:4]), self.assertRaisesRegex(ToolError, "^x: not an object"):
                ObjectFile("x", content)

    def test_damaged_files(self) -> None:
        for content in (objects.elf(*_SYMBOLS), objects.coff(*_SYMBOLS), objects.macho(*_SYMBOLS)):
            for size in range(64, len(content), 7):
                with self.subTest(content[:4], size=size):
                    try:
                        ObjectFile("x", content[:size]).defined_symbols()
                    except ToolError as error:
                        self.assertRegex(str(error), "^x: ")


if __name__ == "__main__":
    unittest.main()
