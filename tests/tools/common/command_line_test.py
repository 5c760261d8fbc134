"""Tests of options, parameter files and error lines."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from tools.common.command_line import argument_parser, runfile, utf8_text
from tools.common.errors import ToolError


class ArgumentParserTest(unittest.TestCase):
    def test_parameter_file_has_one_argument_per_line(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            params = Path(folder) / "params"
            params.write_bytes("--name\nwith space\n--list\na=ü\n\nb\n".encode())
            parser = argument_parser("tool", "")
            parser.add_argument("--name")
            parser.add_argument("--list", nargs="+")
            options = parser.parse_args([f"@{params}"])
        self.assertEqual(options.name, "with space")
        self.assertEqual([utf8_text(text) for text in options.list], ["a=ü", "", "b"])

    def test_options_cannot_be_abbreviated(self) -> None:
        parser = argument_parser("tool", "")
        parser.add_argument("--output")
        with self.assertRaises(SystemExit), contextlib.redirect_stderr(io.StringIO()):
            parser.parse_args(["--out", "x"])


class RunfileTest(unittest.TestCase):
    def test_simple(self) -> None:
        self.assertEqual(runfile("_main/a.py=bin/a.py"), ("_main/a.py", Path("bin/a.py")))

    def test_equals_signs_in_both_paths(self) -> None:
        self.assertEqual(
            runfile("_main/a=b/c=d=bin/a=b/c=d"), ("_main/a=b/c=d", Path("bin/a=b/c=d"))
        )

    def test_malformed(self) -> None:
        for argument in ("_main/a.py", "a=b=c", "../x/a=a", "/a=a", "a//b=c", "=a"):
            with self.subTest(argument), self.assertRaises(ToolError):
                runfile(argument)

    def test_not_utf8(self) -> None:
        with self.assertRaisesRegex(ToolError, "not UTF-8"):
            runfile(os.fsdecode(b"_main/\xff.txt=x"))


class RunTest(unittest.TestCase):
    """Runs `run` in a process of its own, as it ends the process."""

    def _run(self, body: str, stdout: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
        program = (
            "import sys\n"
            f"sys.path[:0] = {sys.path!r}\n"
            "from tools.common.command_line import run\n"
            "from tools.common.errors import ToolError\n"
            f"def main(arguments):\n    {body}\n"
            "run('mytool', main)\n"
        )
        return subprocess.run(
            [sys.executable, "-c", program],
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    def test_result_is_the_exit_code(self) -> None:
        self.assertEqual(self._run("return 3").returncode, 3)

    def test_tool_error_is_one_line(self) -> None:
        result = self._run("raise ToolError('a.py:3: bad')")
        self.assertEqual((result.returncode, result.stderr), (1, "mytool: a.py:3: bad\n"))

    def test_os_error_names_the_file(self) -> None:
        result = self._run("open('/nowhere/file')")
        self.assertEqual(
            (result.returncode, result.stderr),
            (1, "mytool: /nowhere/file: No such file or directory\n"),
        )

    def test_output_that_nobody_reads_is_no_traceback(self) -> None:
        reader, writer = os.pipe()
        os.close(reader)
        try:
            result = self._run("print('x'); return 0", stdout=writer)
        finally:
            os.close(writer)
        self.assertEqual((result.returncode, result.stderr), (1, ""))


if __name__ == "__main__":
    unittest.main()
