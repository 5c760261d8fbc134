"""Tests of the toolchain's own tools when something is wrong: one clear line each."""

from __future__ import annotations

import os
import subprocess
import tempfile
import unittest
from pathlib import Path


def _run(tool: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a tool, with its output captured."""
    tools = {Path(path).name: path for path in os.environ["TOOLS"].split()}
    return subprocess.run(
        [tools[tool], *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


class ToolsTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.output = str(self.folder / "out")

    def assert_fails(self, result: subprocess.CompletedProcess[str], line: str) -> None:
        self.assertNotEqual(result.returncode, 0)
        self.assertIn(line, result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        self.assertFalse(Path(self.output).exists())

    def test_strip_of_something_else(self) -> None:
        text = self.folder / "text"
        text.write_text("not a program\n" * 100)
        self.assert_fails(_run("strip", "-o", self.output, str(text)), "not a 64-bit ELF file")

    def test_strip_of_a_truncated_program(self) -> None:
        for size in (10, 63, 64, 500):
            program = self.folder / "program"
            program.write_bytes(Path(os.environ["PROGRAM"]).read_bytes()[:size])
            self.assert_fails(_run("strip", "-o", self.output, str(program)), str(program))

    def test_strip_of_no_file(self) -> None:
        missing = str(self.folder / "missing")
        self.assert_fails(_run("strip", "-o", self.output, missing), f"{missing}: No such file")

    def test_link_coff_unknown_flag(self) -> None:
        result = _run("link-coff", "--crt=crt2=crt2.obj", "-fancy", "-o", self.output)
        self.assert_fails(result, "link-coff: -fancy: not known")

    def test_link_coff_unknown_linker_option(self) -> None:
        result = _run("link-coff", "--crt=crt2=crt2.obj", "-Wl,--fancy", "-o", self.output)
        self.assert_fails(result, "link-coff: -Wl,--fancy: not known")

    def test_link_coff_unknown_library(self) -> None:
        result = _run("link-coff", "--crt=crt2=crt2.obj", "-lfancy", "-o", self.output)
        self.assert_fails(result, "link-coff: -lfancy: no such library")

    def test_link_coff_without_output(self) -> None:
        self.assert_fails(_run("link-coff", "--crt=crt2=crt2.obj", "a.o"), "no output")

    def test_link_coff_without_start_file(self) -> None:
        result = _run("link-coff", "--crt=crt2=crt2.obj", "-shared", "-o", self.output)
        self.assert_fails(result, "no --crt=dllcrt2=FILE")

    def test_link_macho_without_output(self) -> None:
        self.assert_fails(_run("link-macho", "a.o"), "no output")

    def test_missing_parameter_file(self) -> None:
        missing = str(self.folder / "missing")
        for tool in ("link-coff", "link-macho"):
            self.assert_fails(_run(tool, "@" + missing), f"{missing}: No such file")

    def test_collect_usage(self) -> None:
        self.assert_fails(_run("collect", "cache"), "usage: collect")


if __name__ == "__main__":
    unittest.main()
