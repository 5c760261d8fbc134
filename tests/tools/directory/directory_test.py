"""Tests of the tool that lays an executable out as a folder, from its command line."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from tools.common.errors import ToolError
from tools.directory.cli import main


class DirectoryTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.list_file = self._file("list", "")

    def _file(self, name: str, text: str, mode: int = 0o644) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        return path

    def _lay_out(self, *arguments: str | Path) -> Path:
        output = self.folder / "output"
        main([
            "--output", str(output), "--library-list", str(self.list_file), *map(str, arguments),
        ])  # fmt: skip
        return output

    def _error(self, *arguments: str | Path) -> str:
        with self.assertRaises(ToolError) as caught:
            self._lay_out(*arguments)
        self.assertFalse((self.folder / "output").exists())
        return str(caught.exception)

    def _files(self, output: Path) -> dict[str, tuple[str, int]]:
        return {
            path.relative_to(output).as_posix(): (path.read_text(), path.stat().st_mode & 0o777)
            for path in output.rglob("*")
            if path.is_file()
        }

    def test_files(self) -> None:
        self._file("tree/a.txt", "a")
        self._file("tree/b/c.txt", "c")
        output = self._lay_out(
            "--install",
            "app", self._file("built", "app", 0o555),
            "etc/a=b, c.conf", self._file("x.conf", "conf", 0o444),
            "share/é", self.folder / "tree",
            "./-o", self.folder / "tree" / "a.txt",
            "./@list", self.folder / "tree" / "a.txt",
        )  # fmt: skip
        self.assertEqual(
            self._files(output),
            {
                "app": ("app", 0o755),
                "etc/a=b, c.conf": ("conf", 0o644),
                "-o": ("a", 0o644),
                "@list": ("a", 0o644),
                "share/é/a.txt": ("a", 0o644),
                "share/é/b/c.txt": ("c", 0o644),
            },
        )

    def test_libraries(self) -> None:
        self._file("list", "p/m.so\tr/site-packages/p/m.so\nx/libx.so.1\tr/tree/libx.so.1\n")
        self._file("tree/libx.so.1", "x")
        self._file("tree/text.so.txt", "t")
        output = self._lay_out(
            "--library",
            f"r/site-packages/p/m.so={self._file('p/m.so', 'm', 0o555)}",
            f"r/tree={self.folder / 'tree'}",
        )
        self.assertEqual(
            self._files(output),
            {"lib/p/m.so": ("m", 0o755), "lib/x/libx.so.1": ("x", 0o644)},
        )

    def test_library_that_was_not_given(self) -> None:
        self._file("list", "m.so\tr/m.so\n")
        self.assertEqual(
            self._error(), "r/m.so: is in the list of shared libraries, but was not given"
        )

    def test_two_at_one_place(self) -> None:
        one, other = self._file("one", "1"), self._file("other", "2")
        self._file("list", "m.so\tr/m.so\n")
        libraries = ("--library", f"r/m.so={self._file('m.so', 'm')}")
        for places, message in (
            (("a", "a"), "a and a cannot"),
            (("a", "a/b"), "a/b and a cannot"),
            (("a/b/c", "a"), "a and a/b/c cannot"),
            (("a/b/c", "a/b"), "a/b and a/b/c cannot"),
            (("a", "lib"), "lib/m.so and lib cannot"),
            (("lib/m.so", "a"), "lib/m.so and lib/m.so cannot"),
        ):
            with self.subTest(places):
                error = self._error("--install", places[0], one, places[1], other, *libraries)
                self.assertEqual(error, f"{message} both lie beside the executable")

    def test_case_of_letters(self) -> None:
        files = ("--install", "A/x", self._file("one", "1"), "a/X", self._file("two", "2"))
        self.assertEqual(self._error("--ignores-case", *files).partition(" ")[0], "a/X")
        self.assertEqual(sorted(self._files(self._lay_out(*files))), ["A/x", "a/X"])

    def test_pairs(self) -> None:
        self.assertIn("expected pairs", self._error("--install", "a"))


if __name__ == "__main__":
    unittest.main()
