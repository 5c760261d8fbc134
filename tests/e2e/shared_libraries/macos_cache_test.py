"""What becomes of the cache of shared libraries on macOS, where memory cannot take its place."""

from __future__ import annotations

import os
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.e2e.shared_libraries.stamps import file_stamps
from tests.emulators import emulators


class MacosCacheTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name)
        self.cache = self.home / "Library" / "Caches" / "rules_python_executable"

    def _run(self, **env: str) -> None:
        result = emulators.under_test(env={"HOME": str(self.home), **env}, timeout=120)
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "42\n", ""))

    def _fails(self, reason: str, **env: str) -> None:
        result = emulators.under_test(env={"HOME": str(self.home), **env}, timeout=120)
        self.assertEqual((result.returncode, result.stdout), (1, ""), result.stderr)
        self.assertRegex(
            result.stderr.splitlines()[-1],
            rf"\AImportError: shared libraries cannot be unpacked: {reason}; "
            r"set RULES_PYTHON_EXECUTABLE_CACHE to a folder that can be written to\Z",
        )

    def _library(self) -> Path:
        (library,) = self.cache.rglob("libadd.dylib")
        return library

    def test_second_run_writes_nothing(self) -> None:
        self._run()
        before = file_stamps(self.cache)
        self._run()
        self.assertEqual(file_stamps(self.cache), before)
        self.assertEqual(self.cache.stat().st_mode & 0o777, 0o700)

    def test_content_is_what_was_packed(self) -> None:
        """Then a signature stays valid."""
        self._run()
        executable = Path(os.environ["EXECUTABLE"]).read_bytes()
        content = self._library().read_bytes()
        self.assertTrue(content)
        self.assertIn(content, executable)

    def test_eight_first_runs_at_once(self) -> None:
        with ThreadPoolExecutor(8) as pool:
            for run in [pool.submit(self._run) for _ in range(8)]:
                run.result()
        self.assertEqual(len(list(self.cache.iterdir())), 1)

    def test_damaged_files_are_repaired(self) -> None:
        self._run()
        library = self._library()
        content = library.read_bytes()
        for damage in (b"", content[:-1], b"\xff" * len(content)):
            with self.subTest(size=len(damage)):
                library.write_bytes(damage)
                self._run()
                self.assertEqual(library.read_bytes(), content)
        library.unlink()
        self._run()
        self.assertEqual(library.read_bytes(), content)

    def test_place_by_variable(self) -> None:
        folder = self.home / "elsewhere"
        self._run(RULES_PYTHON_EXECUTABLE_CACHE=str(folder))
        self.assertEqual(len(list(folder.iterdir())), 1)
        self.assertFalse(self.cache.exists())

    def test_relative_place(self) -> None:
        self._fails(
            "RULES_PYTHON_EXECUTABLE_CACHE=cache: not an absolute path",
            RULES_PYTHON_EXECUTABLE_CACHE="cache",
        )

    def test_folder_of_others(self) -> None:
        self.cache.mkdir(parents=True)
        self.cache.chmod(0o777)
        self._fails(".*: others can write to it")

    def test_no_folder_can_be_made(self) -> None:
        (self.home / "Library").touch()
        self._fails(".*Library.*: .*")


if __name__ == "__main__":
    unittest.main()
