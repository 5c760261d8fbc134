"""Executables with shared libraries beside them: where they may lie, and what if one is damaged."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

NATIVE, SCI = (Path(argument).resolve() for argument in sys.argv[1:3])
"""The scripts that start them."""
del sys.argv[1:3]

_OUTPUT = "42 Take note. an argument\n"


class DirectoryTest(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(self._remove)

    def _remove(self) -> None:
        subprocess.run(["chmod", "-R", "u+rwx", self.folder], check=True)
        shutil.rmtree(self.folder)

    def _copy(self, start_script: Path, *below: str | bytes) -> Path:
        """Copies the folder of an executable to a folder below the test's; returns the executable.

        Only the folder: nothing of what lies beside it where it was built.
        """
        built = start_script.with_suffix("")
        target = self.folder.joinpath(*map(os.fsdecode, below), built.name)
        shutil.copytree(built, target)
        for path in [target, *target.rglob("*")]:
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
        return target / built.name

    def _run(self, *command: str | bytes | Path) -> subprocess.CompletedProcess[str]:
        """Runs a program that has no home and may not find anything by its working folder."""
        return subprocess.run(
            command, env={}, cwd="/", capture_output=True, text=True, timeout=120, check=False
        )

    def _check(self, *command: str | bytes | Path) -> None:
        result = self._run(*command, "an argument")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertEqual(result.stdout, _OUTPUT)

    def _check_line(self, program: Path, expected: str) -> None:
        result = self._run(program)
        self.assertEqual((result.returncode, result.stdout), (70, ""), result.stderr)
        self.assertEqual(result.stderr, expected)

    def test_where_it_was_built(self) -> None:
        self._check(NATIVE)
        self._check(NATIVE.with_suffix("") / "native")

    def test_files(self) -> None:
        folder = NATIVE.with_suffix("")
        self.assertEqual(
            sorted(
                str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()
            ),
            [
                "lib/_cffi_backend.cpython-313-x86_64-linux-gnu.so",
                "lib/_solib_x86_64/_Utests_Se2e_Sdirectory/libmultiply.so",
                "lib/libmultiply.so",
                "lib/tests/e2e/directory/libmultiply.so",
                "native",
                "notes.txt",
            ],
        )
        self.assertFalse([path for path in folder.rglob("*") if path.is_symlink()])
        # Shared libraries are there once: not in the executable.
        library = folder / "lib" / "_cffi_backend.cpython-313-x86_64-linux-gnu.so"
        self.assertNotIn(library.read_bytes()[0x1000:0x3000], (folder / "native").read_bytes())

    def test_moved(self) -> None:
        first = self._copy(NATIVE, "a folder, with ä", b"and \xff\xfe bytes")
        self._check(first)
        moved = self.folder / "elsewhere"
        first.parent.rename(moved)
        self._check(moved / "native")

    def test_renamed_executable(self) -> None:
        program = self._copy(NATIVE)
        self._check(program.rename(program.with_name("another name")))

    def test_read_only(self) -> None:
        program = self._copy(NATIVE)
        subprocess.run(["chmod", "-R", "a-w", program.parent], check=True)
        self._check(program)

    def test_symbolic_links(self) -> None:
        program = self._copy(NATIVE, "real")
        links = self.folder / "links"
        links.mkdir()
        (links / "absolute").symlink_to(program)
        (links / "relative").symlink_to("../real/native/native")
        (links / "link to a link").symlink_to("relative")
        (links / "folder").symlink_to("../real/native")
        for link in ("absolute", "relative", "link to a link", "folder/native"):
            with self.subTest(link):
                self._check(links / link)

    def test_start_script(self) -> None:
        self._copy(NATIVE, "built with spaces")
        script = self.folder / "built with spaces" / NATIVE.name
        shutil.copy(NATIVE, script)
        links = self.folder / "links"
        links.mkdir()
        (links / "absolute").symlink_to(script)
        (links / "relative").symlink_to(f"../built with spaces/{script.name}")
        (links / "link to a link").symlink_to("relative")
        for start in (script, *links.iterdir()):
            with self.subTest(start.name):
                self._check(start)
        result = subprocess.run(
            ["sh", script.name, "an argument"],
            cwd=script.parent,
            env={},
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual((result.returncode, result.stdout), (0, _OUTPUT), result.stderr)

    def test_wrong_library(self) -> None:
        program = self._copy(NATIVE)
        (library,) = program.parent.glob("lib/_cffi_backend.*")
        content = library.read_bytes()

        def damaged() -> bytes:
            position = len(content) // 2
            return content[:position] + bytes([content[position] ^ 1]) + content[position + 1 :]

        mend = "copy the whole folder again, or build it again"
        for name, wrong, what in (
            ("missing", None, "is missing"),
            ("empty", b"", "is damaged"),
            ("truncated", content[:-1], "is damaged"),
            ("longer", content + b"\0", "is damaged"),
            ("a bit", damaged(), "is damaged"),
        ):
            with self.subTest(name):
                library.unlink(missing_ok=True)
                if wrong is not None:
                    library.write_bytes(wrong)
                self._check_line(program, f"native: {library} {what}: {mend}\n")
        library.write_bytes(content)
        self._check(program)

    def test_unreadable_library(self) -> None:
        program = self._copy(NATIVE)
        (library,) = program.parent.glob("lib/_cffi_backend.*")
        library.unlink()
        library.mkdir()
        self._check_line(
            program,
            f"native: {library} cannot be read (Is a directory): "
            "copy the whole folder again, or build it again\n",
        )

    def test_executable_by_itself(self) -> None:
        program = self._copy(NATIVE)
        alone = self.folder / "alone"
        shutil.copy(program, alone)
        result = self._run(alone)
        self.assertEqual((result.returncode, result.stdout), (70, ""))
        self.assertRegex(
            result.stderr, r"\Aalone: /.*/lib/_cffi_\S+ is missing: copy the whole .*\n\Z"
        )

    def test_report_of_imports(self) -> None:
        program = self._copy(NATIVE)
        result = subprocess.run(
            [program],
            env={"RULES_PYTHON_EXECUTABLE_DIAGNOSTICS": "imports"},
            capture_output=True,
            text=True,
            check=True,
        )
        (library,) = program.parent.glob("lib/_cffi_backend.*")
        self.assertIn(f"import _cffi_backend: {library}\n", result.stderr)

    def test_libraries_that_need_each_other(self) -> None:
        program = self._copy(SCI, b"\xff, and spaces")
        result = self._run(program)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertTrue(result.stdout.endswith("trend: 0.019 degrees a year\n"), result.stdout)
        # One that Python itself does not ask for.
        library = next(program.parent.glob("lib/numpy.libs/*openblas*"))
        library.unlink()
        self._check_line(
            program,
            f"sci: {os.fsencode(library).decode(errors='replace')} is missing: "
            "copy the whole folder again, or build it again\n",
        )


if __name__ == "__main__":
    unittest.main()
