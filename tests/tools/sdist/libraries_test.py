"""Tests of what `-l` names."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from tools.common.errors import ToolError
from tools.sdist.libraries import Library, find_library

_GIVEN = {
    "xml2": Library([Path("libxml2.a"), Path("libz.a")], ["-lm"]),
    "z": Library([Path("libz.a")], []),
}


class FindLibraryTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.file = self.folder / "own/libz.a"
        self.file.parent.mkdir()
        self.file.touch()

    def _find(self, name: str, *folders: str) -> Library:
        return find_library(name, folders, [self.folder], _GIVEN)

    def test_given_ones_with_what_they_need(self) -> None:
        self.assertEqual(self._find("xml2"), _GIVEN["xml2"])

    def test_those_of_the_package_come_first(self) -> None:
        found = self._find("z", "none", str(self.file.parent))
        self.assertEqual(found, Library([self.file], []))

    def test_those_of_the_machine_do_not_count(self) -> None:
        with tempfile.TemporaryDirectory() as outside:
            (Path(outside) / "libyaml.a").touch()
            with self.assertRaisesRegex(
                ToolError,
                "^needs the C library yaml, which it does not bring along: name one in cc_deps$",
            ):
                self._find("yaml", outside)

    def test_those_of_the_toolchain_are_linked_anyway(self) -> None:
        for name in ("m", "stdc++", "pthread"):
            self.assertEqual(self._find(name), Library([], []))


if __name__ == "__main__":
    unittest.main()
