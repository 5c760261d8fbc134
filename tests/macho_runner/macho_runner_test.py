"""Runs small macOS executables that the toolchain links, for the platform PLATFORM."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from tests.emulators import emulators
from tests.tools.packed_resources.samples import packed, small
from tools.attach.attach import attach
from tools.macho.universal import join


def _run(program: str | Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return emulators.run(os.environ["PLATFORM"], program, *arguments, cwd=cwd)


class MachoRunnerTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_behaviour(self) -> None:
        result = _run(os.environ["BEHAVIOUR"], "argument", cwd=self.folder)
        self.assertEqual((result.stdout, result.stderr, result.returncode), ("ok\n", "", 0))

    def test_opening_libraries(self) -> None:
        folders = {"LIBRARY": "main", "LIBRARY_WITHOUT_SYMBOL": "main", "NEEDED_LIBRARY": "needed"}
        copies = {}
        for name, folder in folders.items():
            source = Path(os.environ[name])
            copies[name] = self.folder / folder / source.name
            copies[name].parent.mkdir(exist_ok=True)
            shutil.copy(source, copies[name])
        result = _run(
            os.environ["OPENING"],
            str(copies["LIBRARY"]),
            str(copies["LIBRARY_WITHOUT_SYMBOL"]),
            cwd=self.folder,
        )
        self.assertEqual((result.stdout, result.stderr, result.returncode), ("ok\n", "", 0))

    def test_unknown_symbol(self) -> None:
        result = _run(os.environ["UNKNOWN_SYMBOL"], cwd=self.folder)
        self.assertEqual((result.stdout, result.returncode), ("started\n", 125))
        self.assertRegex(result.stderr, r"^macho_runner: there is no shim for _getmntinfo\b")

    def test_other_files(self) -> None:
        path = self.folder / "text"
        path.write_text("#!/bin/sh\n" * 10, encoding="utf-8")
        result = _run(path, cwd=self.folder)
        self.assertEqual(result.returncode, 125)
        self.assertIn("not a Mach-O executable", result.stderr)

    def test_image_without_resources(self) -> None:
        not_attached = 1
        self.assertEqual(_run(os.environ["IMAGE"], cwd=self.folder).returncode, not_attached)

    def test_loader_finds_resources(self) -> None:
        """The loader's locator finds what is attached, alone and in a universal file."""
        data = packed(small())
        packed_file, executable = self.folder / "packed", self.folder / "executable"
        packed_file.write_bytes(data)
        attach(image=Path(os.environ["IMAGE"]), packed=packed_file, output=executable)
        universal = self.folder / "universal"
        universal.write_bytes(join([executable.read_bytes()]))
        for program in (executable, universal):
            with self.subTest(program.name):
                result = _run(program, cwd=self.folder)
                self.assertEqual((result.stderr, result.returncode), ("", 0))
                self.assertEqual(bytes.fromhex(result.stdout), data)


if __name__ == "__main__":
    unittest.main()
