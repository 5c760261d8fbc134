"""Tests of the analyze tool from its command line."""

import contextlib
import io
import json
import tempfile
import unittest
from pathlib import Path
from typing import Any
from unittest import mock

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

    def _analyze(self, *arguments: str, status: int = 0) -> str:
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            self.assertEqual(main([*arguments]), status)
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
        document = self._resources(str(self.packed), "--list")
        self.assertEqual(document["config"][0], ["run_module", "__main__"])
        self.assertEqual(document["totals"]["files"]["count"], 4)
        entries = {(entry["kind"], entry["name"]): entry for entry in document["entries"]}
        self.assertEqual(entries["module", "__main__"]["path"], "app/main.py")
        self.assertTrue(entries["module", "space"]["namespace"])
        self.assertEqual(entries["module", "app"]["source_size"], 7)
        self.assertNotIn("entries", self._resources(str(self.packed)))

    def _resources(self, *arguments: str, status: int = 0) -> dict[str, Any]:
        document = json.loads(self._analyze(*arguments, "--format=json", status=status))
        self.assertEqual(document["file"], arguments[0])
        (part,) = document["parts"]
        return part["packed_resources"]

    def test_executable(self) -> None:
        # It has resources, but keeps no platform's contract.
        document = self._resources(str(self._executable()), status=3)
        self.assertEqual(document["file_offset"], 0x3000)
        self.assertEqual(document["total_size"], self.packed.stat().st_size)

    def _damaged(self, path: Path) -> Path:
        content = bytearray(path.read_bytes())
        content[-1] ^= 1
        path.write_bytes(content)
        return path

    def test_damage(self) -> None:
        with self.assertRaisesRegex(ToolError, "checksum does not match"):
            self._analyze(str(self._damaged(self.packed)))

    def test_damaged_executable(self) -> None:
        text = self._analyze(str(self._damaged(self._executable())), status=3)
        self.assertIn("packed resources   damaged: checksum does not match", text)
        self.assertIn("error: resources: checksum does not match", text)

    def test_truncated_executable(self) -> None:
        executable = self._executable()
        executable.write_bytes(executable.read_bytes()[:-1])
        self.assertIn("damaged: truncated", self._analyze(str(executable), status=3))

    def test_executable_without_resources(self) -> None:
        image = self.folder / "image"
        image.write_bytes(usual().content())
        text = self._analyze(str(image))
        self.assertIn("executable         ELF program for x86_64", text)
        self.assertIn("packed resources   none", text)
        self.assertIn("audit              not made", text)

    def test_platform(self) -> None:
        image = self.folder / "image"
        image.write_bytes(usual().content())
        text = self._analyze(str(image), "--platform=linux_x86_64_musl", status=3)
        self.assertIn("breaks the contract of linux_x86_64_musl", text)
        self.assertIn("error: resources: no packed resources are attached", text)

    def test_path_is_relative_to_where_bazel_was_called(self) -> None:
        with mock.patch.dict("os.environ", BUILD_WORKING_DIRECTORY=str(self.folder)):
            self.assertIn("packed resources", self._analyze(self.packed.name))

    def test_other_files(self) -> None:
        other = self.folder / "other"
        other.write_bytes(b"text")
        with self.assertRaisesRegex(ToolError, r".*/other: not an executable of a known format"):
            self._analyze(str(other))


if __name__ == "__main__":
    unittest.main()
