"""The cache of an executable for Windows: where it is, what is in it, what may be in the way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.emulators import emulators

PLATFORM = os.environ["PLATFORM"]
PROGRAM = Path(os.environ["EXECUTABLE"]).absolute()

_OUTPUT = "fernet: the cake is a lie\n"


class WindowsTest(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.cache = self.folder / "cache"

    def _run(self, program: Path = PROGRAM, cache: Path | str | None = None) -> str:
        """Runs the program; returns what it writes to its standard error."""
        result = emulators.run(
            PLATFORM,
            program,
            env={"RULES_PYTHON_EXECUTABLE_CACHE": cache or self.cache},
            timeout=240,
        )
        if result.returncode == 0:
            self.assertEqual(result.stdout, _OUTPUT, result.stderr)
        return result.stderr

    def _check(self, program: Path = PROGRAM) -> None:
        self.assertEqual(self._run(program), "")

    def _contents(self) -> dict[Path, bytes]:
        return {
            path: path.read_bytes()
            for path in self.cache.rglob("*")
            if path.is_file() and path.name != "stamps"
        }

    def _status(self) -> dict[Path, tuple[int, int]]:
        return {
            path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in self.cache.rglob("*")
        }

    def test_what_is_written(self) -> None:
        self._check()
        names = {path.name for path in self._contents()}
        self.assertEqual(
            names
            - {"_rust.pyd"}
            - {name for name in names if name.endswith(".cp313-win_amd64.pyd")},
            # Of the runtime of Visual C++, only what is needed.
            {"python3.dll", "python313.dll", "vcruntime140.dll"},
        )
        self.assertEqual(len(list(self.cache.iterdir())), 2)
        before = self._status()
        self._check()
        self.assertEqual(self._status(), before)

    def test_eight_first_runs_at_once(self) -> None:
        with ThreadPoolExecutor(8) as pool:
            errors = list(pool.map(lambda _: self._run(), range(8)))
        self.assertEqual(errors, [""] * 8)
        self.assertEqual(len(list(self.cache.iterdir())), 2)
        self.assertEqual(list(self.cache.rglob("*.tmp")), [])

    def test_killed_first_runs(self) -> None:
        environment = {"RULES_PYTHON_EXECUTABLE_CACHE": self.cache}
        delay = 0.05
        while True:
            try:
                emulators.run(PLATFORM, PROGRAM, env=environment, timeout=delay)
                break
            except subprocess.TimeoutExpired:
                delay *= 1.4
        self._check()
        self.assertEqual(list(self.cache.rglob("*.tmp")), [])

    def test_damaged_files_are_repaired(self) -> None:
        self._check()
        contents = self._contents()
        paths = sorted(contents)

        def overwrite(path: Path) -> None:
            with path.open("r+b") as file:
                file.seek(0x400)
                file.write(b"\xff" * 100)

        for damage in (overwrite, lambda path: os.truncate(path, 1000), Path.unlink):
            for path in (paths[0], paths[-1]):
                damage(path)
            self._check()
            self.assertEqual(self._contents(), contents)

    def test_what_ended_processes_left_is_removed(self) -> None:
        # No process of Windows has a number that is not a multiple of four.
        abandoned = self.cache / f"{'0' * 64}.99999.tmp"
        (abandoned / "lxml").mkdir(parents=True)
        (abandoned / "lxml" / "etree.pyd").touch()
        self._check()
        self.assertFalse(abandoned.exists())

    def test_renamed_program(self) -> None:
        for name in ("other.exe", "My App v1.2 (é).EXE"):
            with self.subTest(name):
                program = self.folder / name
                shutil.copy(PROGRAM, program)
                self._check(program)
                program.unlink()
        self.assertEqual(len(list(self.cache.iterdir())), 3)

    def test_name_that_is_in_no_code_page(self) -> None:
        program = self.folder / "雪é.exe"
        shutil.copy(PROGRAM, program)
        self.assertRegex(
            self._run(program),
            r"ImportError: shared libraries cannot be loaded: Windows has no name of 雪é\.exe in "
            r".*; give the program another name\n\Z",
        )

    def test_cache_that_cannot_be_used(self) -> None:
        file = self.folder / "file"
        file.touch()
        for cache, reason in (
            ("cache", r"RULES_PYTHON_EXECUTABLE_CACHE=cache: not an absolute path"),
            (file, r".*file: .*"),
        ):
            with self.subTest(cache):
                self.assertRegex(
                    self._run(cache=cache),
                    rf"ImportError: shared libraries cannot be unpacked: {reason}; "
                    r"set RULES_PYTHON_EXECUTABLE_CACHE to a folder that can be written to\n\Z",
                )


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
