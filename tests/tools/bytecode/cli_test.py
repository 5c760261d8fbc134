"""Tests of the bytecode tool as a process."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path


class BytecodeToolTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.output = self.folder / "out.zip"

    def _run(self, arguments: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
        params = self.folder / "params"
        params.write_text("".join(f"{argument}\n" for argument in arguments), encoding="utf-8")
        return subprocess.run(
            [sys.executable, "-m", "tools.bytecode", f"@{params}"],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def _source(self, name: str, content: bytes) -> str:
        path = self.folder / name
        path.write_bytes(content)
        return f"_main/{name}={path}"

    def test_python_imports_from_the_archive(self) -> None:
        source = self._source("m.py", b"value = 42")
        result = self._run(["--output", str(self.output), "--source", source])
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "", ""))
        program = f"import sys; sys.path.insert(0, {str(self.output)!r}); import m; print(m.value)"
        printed = subprocess.check_output([sys.executable, "-I", "-c", program], text=True)
        self.assertEqual(printed, "42\n")

    def test_hash_seed_does_not_matter(self) -> None:
        # Before 3.11 marshal writes frozen sets in the order of their hashes.
        text = b"{'a', 'b', 'c', 1.5}" if sys.version_info >= (3, 11) else b"('a', 'b', 'c', 1.5)"
        source = self._source("m.py", b"def f(x): return x in " + text)
        archives = set()
        for seed in range(4):
            result = self._run(
                ["--output", str(self.output), "--source", source], PYTHONHASHSEED=str(seed)
            )
            self.assertEqual(result.returncode, 0, result.stderr)
            archives.add(self.output.read_bytes())
        self.assertEqual(len(archives), 1)

    def test_syntax_error(self) -> None:
        source = self._source("m.py", b"x = (")
        result = self._run(["--output", str(self.output), "--source", source])
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stderr, r"\Abytecode: .*/m\.py:1: .*\n\Z")
        self.assertFalse(self.output.exists())

    def test_warning_is_shown_and_not_fatal(self) -> None:
        source = self._source("m.py", b"x = 1 is 1")
        result = self._run(["--output", str(self.output), "--source", source])
        self.assertEqual(result.returncode, 0)
        self.assertRegex(result.stderr, r"\A.*/m\.py:1: SyntaxWarning: .*\n\Z")

    def test_names_that_are_not_ascii_in_the_c_locale(self) -> None:
        source = self._source("ü.py", b"")
        result = self._run(["--output", str(self.output), "--source", source], LC_ALL="C")
        self.assertEqual((result.returncode, result.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
