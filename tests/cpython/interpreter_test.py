"""The interpreter that runs the build's tools.

The environment variable INTERPRETER names it, STANDARD_LIBRARY the file `os.py` of its library.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

INTERPRETER = Path(os.environ["INTERPRETER"]).absolute()
STANDARD_LIBRARY = Path(os.environ["STANDARD_LIBRARY"]).absolute().parent


class Interpreter(unittest.TestCase):
    """Its command line, and what it must not listen to."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_module(
        self, source: str, *arguments: str, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run `source` as a module of that name with an otherwise empty environment."""
        (self.folder / "tool.py").write_text(source, encoding="utf-8")
        return subprocess.run(
            [
                INTERPRETER,
                "--path",
                STANDARD_LIBRARY,
                "--path",
                self.folder,
                "-m",
                "tool",
                *arguments,
            ],
            cwd=self.folder,
            env=env or {},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def test_arguments(self) -> None:
        result = self.run_module(
            "import sys; print(__name__, sys.argv)", "-m", "é", "--path", "@params"
        )
        self.assertEqual("", result.stderr)
        self.assertEqual(
            f"__main__ {[str(self.folder / 'tool.py'), '-m', 'é', '--path', '@params']}\n",
            result.stdout,
        )

    def test_search_path_is_what_was_asked_for(self) -> None:
        result = self.run_module("import sys; print(*sys.path, sep='\\n')")
        self.assertEqual(f"{STANDARD_LIBRARY}\n{self.folder}\n", result.stdout)

    def test_exit_code_and_traceback(self) -> None:
        self.assertEqual(7, self.run_module("import sys; sys.exit(7)").returncode)
        result = self.run_module("1 / 0")
        self.assertEqual(1, result.returncode)
        self.assertIn("ZeroDivisionError", result.stderr)

    def test_environment_is_not_read(self) -> None:
        (self.folder / "sitecustomize.py").write_text("print('customized')", encoding="utf-8")
        result = self.run_module(
            "import sys; print(sys.flags.optimize, sys.flags.dev_mode, sys.path[0])",
            env={
                "PYTHONDEVMODE": "1",
                "PYTHONHOME": "/nonexistent",
                "PYTHONOPTIMIZE": "2",
                "PYTHONPATH": "/nonexistent",
                "PYTHONSTARTUP": "/nonexistent",
                "PYTHONUTF8": "0",
                "LC_ALL": "C",
            },
        )
        self.assertEqual("", result.stderr)
        self.assertEqual(f"0 False {STANDARD_LIBRARY}\n", result.stdout)

    def test_text_is_utf8_in_every_locale(self) -> None:
        result = self.run_module(
            "import sys; print('é', sys.getfilesystemencoding(), open('tool.py').encoding)",
            env={"LC_ALL": "C"},
        )
        self.assertEqual("é utf-8 utf-8\n", result.stdout.lower())

    def test_hashes_are_the_same_in_every_run(self) -> None:
        source = "print({str(n) for n in range(100)}, hash('text'))"
        self.assertEqual(self.run_module(source).stdout, self.run_module(source).stdout)

    def test_nothing_is_written(self) -> None:
        (self.folder / "imported.py").write_text("", encoding="utf-8")
        self.assertEqual(0, self.run_module("import imported").returncode)
        self.assertEqual(
            ["imported.py", "tool.py"], sorted(path.name for path in self.folder.iterdir())
        )

    def test_what_tools_use_is_there(self) -> None:
        result = self.run_module(
            "import argparse, dataclasses, hashlib, json, pathlib, struct, tempfile, zipfile\n"
            "import unicodedata, zlib\n"
            "print(hashlib.sha256(b'').hexdigest()[:8], zlib.decompress(zlib.compress(b'a')))\n"
            "exec(compile('# coding: shift_jis\\nx = 1'.encode('shift_jis'), 'f', 'exec'))"
        )
        self.assertEqual("", result.stderr)
        self.assertEqual("e3b0c442 b'a'\n", result.stdout)

    def test_interrupt_ends_it(self) -> None:
        (self.folder / "tool.py").write_text(
            "import time\nprint('ready', flush=True)\ntime.sleep(60)", encoding="utf-8"
        )
        process = subprocess.Popen(
            [INTERPRETER, "--path", STANDARD_LIBRARY, "--path", self.folder, "-m", "tool"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        with process:
            assert process.stdout is not None and process.stderr is not None
            self.assertEqual("ready\n", process.stdout.readline())
            started = time.monotonic()
            process.send_signal(signal.SIGINT)
            self.assertIn("KeyboardInterrupt", process.stderr.read())
        self.assertEqual(-signal.SIGINT, process.returncode)
        self.assertLess(time.monotonic() - started, 30)

    def test_bad_command_lines(self) -> None:
        library = str(STANDARD_LIBRARY)
        for arguments in (
            [],
            ["-m", "tool"],
            ["--path", library],
            ["--path", library, "-m"],
            ["--path"],
            ["--path", library, "-c", "pass"],
        ):
            with self.subTest(arguments):
                result = subprocess.run(
                    [INTERPRETER, *arguments], capture_output=True, text=True, check=False
                )
                self.assertEqual(2, result.returncode)
                self.assertRegex(result.stderr, r"\Ainterpreter: bad command line; usage: .*\n\Z")


if __name__ == "__main__":
    unittest.main()
