"""Tests of what `-l` names."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from tools.common.errors import ToolError
from tools.sdist.libraries import Library, find_libraries

_GIVEN = {
    "xml2": Library([Path("libxml2.a"), Path("libz.a")], ["-lm"]),
    "z": Library([Path("libz.a")], []),
}


class FindLibrariesTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.file = self.folder / "own/libz.a"
        self.file.parent.mkdir()
        self.file.touch()

    def _find(self, *names: str, folders: tuple[str, ...] = ()) -> Library:
        return find_libraries(names, folders, [self.folder], _GIVEN)

    def test_given_ones_with_what_they_need(self) -> None:
        expected = Library([Path("libxml2.a"), Path("libz.a")], ["-lm"])
        self.assertEqual(self._find("z", "m", "xml2").files, list(reversed(expected.files)))
        self.assertEqual(self._find("xml2", "z"), expected)

    def test_those_of_the_package_come_first(self) -> None:
        self.assertEqual(
            self._find("z", folders=("none", str(self.file.parent))).files, [self.file]
        )

    def test_those_of_the_machine_do_not_count(self) -> None:
        with tempfile.TemporaryDirectory() as outside:
            (Path(outside) / "libyaml.a").touch()
            with self.assertRaisesRegex(
                ToolError,
                "^needs the C library yaml, which it does not bring along: name one in cc_deps$",
            ):
                self._find("yaml", folders=(outside,))

    def test_those_of_the_toolchain_are_linked_anyway(self) -> None:
        self.assertEqual(self._find("m", "stdc++", "pthread"), Library([], []))


if __name__ == "__main__":
    unittest.main()
