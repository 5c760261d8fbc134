"""Tests of the names and contents in a bytecode archive."""

from __future__ import annotations

import marshal
import tempfile
import unittest
import zlib
from pathlib import Path
from types import CodeType

from tools.bytecode.archive import ArchiveOptions, archive_members
from tools.common.bytecode_archive import RAW_SIZE, split_pyc
from tools.common.errors import ToolError
from tools.common.import_roots import ImportRoots


class ArchiveMembersTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.warnings: list[str] = []

    def _members(
        self,
        sources: dict[str, bytes],
        roots: list[str] | None = None,
        options: ArchiveOptions = ArchiveOptions(),  # noqa: B008
    ) -> dict[str, bytes]:
        pairs = []
        for number, (name, content) in enumerate(sources.items()):
            path = self.folder / f"{number}.py"
            path.write_bytes(content)
            pairs.append((name, path))
        return archive_members(pairs, ImportRoots(roots or []), options, self.warnings.append)

    def _code(self, pyc: bytes) -> CodeType:
        code = marshal.loads(split_pyc(pyc)[1])
        self.assertIsInstance(code, CodeType)
        return code  # type: ignore[no-any-return]

    def test_one_name_per_root_and_a_code_object_for_each(self) -> None:
        members = self._members({"_main/src/a/b.py": b"x = 1"}, ["_main/src"])
        self.assertEqual(list(members), ["a/b.pyc", "src/a/b.pyc"])
        for name, pyc in members.items():
            self.assertEqual(self._code(pyc).co_filename, name[:-1])

    def test_earlier_source_is_taken(self) -> None:
        members = self._members(
            {"_main/src/m.py": b"first = 1", "_main/m.py": b"second = 1"},
            ["_main/src"],
            ArchiveOptions(include_source=True),
        )
        self.assertIn("first", self._code(members["m.pyc"]).co_names)
        self.assertEqual(members["m.py"], b"first = 1")

    def test_source_is_included_on_demand(self) -> None:
        # Compressed where that makes it smaller.
        short, long = b"# \xff\n# coding: latin-1\n", b"x = 1\n" * 100
        sources = {"_main/a.py": short, "_main/b.py": long}
        members = self._members(sources, options=ArchiveOptions(include_source=True))
        self.assertEqual(set(members), {"a.pyc", "a.py", "b.pyc", "b.py.zlib"})
        self.assertEqual(members["a.py"], short)
        self.assertEqual(RAW_SIZE.unpack(members["b.py.zlib"][:4]), (len(long),))
        self.assertEqual(zlib.decompress(members["b.py.zlib"][4:]), long)
        self.assertEqual(set(self._members(sources)), {"a.pyc", "b.pyc"})

    def test_optimize_reaches_the_compiler(self) -> None:
        source = {"_main/a.py": b"assert unlikely_name"}
        for optimize, expected in ((0, True), (1, False)):
            members = self._members(source, options=ArchiveOptions(optimize=optimize))
            self.assertEqual("unlikely_name" in self._code(members["a.pyc"]).co_names, expected)

    def test_syntax_error_is_a_line_with_the_place(self) -> None:
        with self.assertRaises(ToolError) as caught:
            self._members({"_main/a.py": b"\n\nx y\n"})
        self.assertRegex(str(caught.exception), r"^.*/0\.py:3: invalid syntax$")

    def test_warnings_are_shown_once(self) -> None:
        self._members({"_main/src/a.py": b"x = 1 is 1"}, ["_main/src"])
        self.assertEqual(len(self.warnings), 1)

    def test_file_without_a_name(self) -> None:
        with self.assertRaisesRegex(ToolError, "no import statement can name this file"):
            self._members({"_main/a.b.py": b""})

    def test_init_of_an_import_root_is_left_out(self) -> None:
        self.assertEqual(self._members({"_main/__init__.py": b""}), {})

    def test_not_a_source(self) -> None:
        with self.assertRaisesRegex(ToolError, r"not a \.py file"):
            self._members({"_main/a.txt": b""})

    def test_third_party_syntax_error_is_raised_by_the_import(self) -> None:
        members = self._members(
            {"lib/a.py": b"print 'x'", "lib/b.py": b"x = 1 is 1"},
            options=ArchiveOptions(third_party=True),
        )
        with self.assertRaisesRegex(SyntaxError, "Missing parentheses"):
            exec(self._code(members["a.pyc"]), {})
        self.assertEqual(self.warnings, [])

    def test_third_party_file_without_a_name_is_kept_as_a_file(self) -> None:
        members = self._members(
            {"lib/{{x.y}}/setup.py": b"{{ template }}"}, options=ArchiveOptions(third_party=True)
        )
        self.assertEqual(members, {"{{x.y}}/setup.py": b"{{ template }}"})

    def test_compress(self) -> None:
        text = b"x = '" + b"long " * 500 + b"'"
        members = self._members(
            {
                "_main/cold/__init__.py": text,
                "_main/cold/p/__init__.py": text,
                "_main/colder.py": text,
                "_main/p/cold.py": text,
                "_main/p/hot.py": text,
            },
            options=ArchiveOptions(compress=frozenset(["cold", "p.cold"])),
        )
        self.assertEqual(
            set(members),
            {
                "cold/__init__.pyc.zlib",
                "cold/p/__init__.pyc.zlib",
                "colder.pyc",
                "p/cold.pyc.zlib",
                "p/hot.pyc",
            },
        )
        compressed = members["cold/__init__.pyc.zlib"]
        body = zlib.decompress(compressed[20:])
        self.assertEqual(int.from_bytes(compressed[16:20], "little"), len(body))
        self.assertIn("x", marshal.loads(body).co_names)


class DeterminismTest(unittest.TestCase):
    """The same source must give the same bytes whatever was compiled before it."""

    def test_order_does_not_matter(self) -> None:
        # Files with constants of all types and with many strings in common.
        paths = sorted(Path(unittest.__file__).parent.glob("*.py"))
        self.assertGreater(len(paths), 5)
        sources = [(f"lib/{path.name}", path) for path in paths if path.stem != "__init__"]

        def compiled(pairs: list[tuple[str, Path]]) -> dict[str, bytes]:
            return archive_members(
                pairs, ImportRoots([]), ArchiveOptions(third_party=True), lambda line: None
            )

        together = compiled(sources)
        self.assertEqual(compiled(sources[::-1]), together)
        for pair in sources:
            for name, content in compiled([pair]).items():
                self.assertEqual(content, together[name])


if __name__ == "__main__":
    unittest.main()
