"""Tests of the analyze tool from its command line."""

import contextlib
import io
import json
import tempfile
import unittest
from pathlib import Path

from tests.tools.attach.elf_image import usual
from tests.tools.packed_resources.samples import packed, small
from tools.analyze.cli import main
from tools.attach.attach import attach
from tools.common.errors import ToolError


class AnalyzeTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.packed = self.folder / "packed"
        self.packed.write_bytes(packed(small()))

    def _analyze(self, *arguments: str) -> str:
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            self.assertEqual(main([*arguments]), 0)
        return output.getvalue()

    def _executable(self) -> Path:
        image, executable = self.folder / "image", self.folder / "executable"
        image.write_bytes(usual().content())
        attach(image=image, packed=self.packed, output=executable)
        return executable

    def test_text(self) -> None:
        text = self._analyze(str(self.packed))
        lines = [" ".join(line.split()) for line in text.splitlines()]
        for line in (
            f"packed resources {self.packed.stat().st_size:,} bytes at offset 0",
            "config arg = -v",
            "modules 5 30 37",
            "packages 1 12 12",
            "namespace packages 2 0 0",
            "files 4 273 273",
            "directories 5 0 0",
            "file 256 app/data/ü.bin",
        ):
            self.assertIn(line, lines, text)

    def test_list(self) -> None:
        lines = [
            " ".join(line.split())
            for line in self._analyze(str(self.packed), "--list").splitlines()
        ]
        self.assertIn("module 9 stored app.same", lines)
        self.assertIn("module 20 zlib app.cold", lines)
        self.assertIn("directory 0 stored ''", lines)

    def test_json(self) -> None:
        document = json.loads(self._analyze(str(self.packed), "--format=json", "--list"))
        self.assertEqual(document["config"][0], ["run_module", "__main__"])
        self.assertEqual(document["totals"]["files"]["count"], 4)
        entries = {(entry["kind"], entry["name"]): entry for entry in document["entries"]}
        self.assertEqual(entries["module", "__main__"]["path"], "app/main.py")
        self.assertTrue(entries["module", "space"]["namespace"])
        self.assertEqual(entries["module", "app"]["source_size"], 7)
        self.assertNotIn("entries", json.loads(self._analyze(str(self.packed), "--format=json")))

    def test_executable(self) -> None:
        document = json.loads(self._analyze(str(self._executable()), "--format=json"))
        self.assertEqual(document["file_offset"], 0x3000)
        self.assertEqual(document["total_size"], self.packed.stat().st_size)

    def test_damage(self) -> None:
        for path in (self.packed, self._executable()):
            content = bytearray(path.read_bytes())
            content[-1] ^= 1
            path.write_bytes(content)
            with self.subTest(path), self.assertRaisesRegex(ToolError, "checksum does not match"):
                self._analyze(str(path))

    def test_truncated_executable(self) -> None:
        executable = self._executable()
        executable.write_bytes(executable.read_bytes()[:-1])
        with self.assertRaisesRegex(ToolError, "truncated"):
            self._analyze(str(executable))

    def test_other_files(self) -> None:
        other = self.folder / "other"
        other.write_bytes(b"text")
        with self.assertRaisesRegex(ToolError, r".*/other: not an executable of a known format"):
            self._analyze(str(other))


if __name__ == "__main__":
    unittest.main()
