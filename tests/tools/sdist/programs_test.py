"""Tests of the programs that builds start, with this Python in the place of the interpreter."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import unittest
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from unittest import mock

from tools.sdist.programs import Programs, write_programs

# Stands for the interpreter, which has no other command line than this.
_INTERPRETER = f"""\
#!{sys.executable}
import runpy, sys
arguments = sys.argv[1:]
paths = []
while arguments[0] == "--path":
    paths.append(arguments[1])
    del arguments[:2]
assert arguments.pop(0) == "-m"
sys.path[:0] = paths
sys.argv = arguments
runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)
"""


class ProgramsTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name).resolve()
        interpreter = self._program("interpreter", _INTERPRETER)
        target = {
            "extension_suffix": ".cp313-win_amd64.pyd",
            "headers": ["/include"],
            "machine": "AMD64",
            "python_version": platform.python_version(),
            "standard_library": [],
            "sys_platform": "win32",
            "system": "Windows",
            "wheel_platform": "win_amd64",
        }
        (self.folder / "target.json").write_text(json.dumps({"target": target}))
        programs = self.folder / "programs"
        programs.mkdir()
        tool = self._program("tool", "#!/bin/sh\necho tool\n")
        # A distribution with a console script.
        site = self.folder / "site"
        (site / "sample-1.0.dist-info").mkdir(parents=True)
        (site / "sample-1.0.dist-info/METADATA").write_text("Name: sample\nVersion: 1.0\n")
        (site / "sample-1.0.dist-info/entry_points.txt").write_text(
            "[console_scripts]\nsample = sample_of_test:main\npython = sample_of_test:main\n"
            "meson = sample_of_test:main\n"
        )
        (site / "sample_of_test.py").write_text(
            "import sys\ndef main():\n    print(sys.platform, sys.argv)\n    return 3\n"
        )
        with (
            mock.patch.object(sys, "executable", str(interpreter)),
            mock.patch.object(sys, "path", [str(site), *sys.path]),
        ):
            self.programs = write_programs(
                programs,
                self.folder / "target.json",
                root=self.folder,
                source=self.folder,
                records=self.folder,
                programs=[tool],
            )

    def _program(self, name: str, content: str) -> Path:
        path = self.folder / name
        path.write_text(content)
        path.chmod(0o755)
        return path

    def _run(self, program: Path, *arguments: str, text: str = "") -> tuple[int, str]:
        result = subprocess.run(
            [program, *arguments],
            capture_output=True,
            check=False,
            cwd="/",
            env={"PATH": str(self.programs.folder), "HOME": os.environ.get("HOME", "/")},
            input=text,
            text=True,
        )
        self.assertNotIn("Traceback", result.stderr)
        return result.returncode, result.stdout

    def test_all_are_there(self) -> None:
        self.assertIsInstance(self.programs, Programs)
        names = sorted(path.name for path in self.programs.folder.iterdir())
        expected = {"ar", "c++", "cc", "install_name_tool", "python", "ranlib", "sample", "tool"}
        self.assertLessEqual(expected, set(names))

    def test_python_answers_as_the_target(self) -> None:
        code = (
            "import sys, sysconfig; print(sys.platform, sysconfig.get_platform(), sys.executable)"
        )
        answer = f"win32 win-amd64 {self.programs.python}\n"
        for arguments in (
            ["-c", code],
            ["-I", "-B", "-c", code],
            ["-Ic", code],
            ["-X", "y", "-c", code],
        ):
            with self.subTest(arguments):
                self.assertEqual(self._run(self.programs.python, *arguments), (0, answer))
        self.assertEqual(self._run(self.programs.python, "-", text=code), (0, answer))

    def test_python_runs_modules_and_scripts(self) -> None:
        script = self.folder / "script.py"
        script.write_text("import sys, helper_of_test\nprint(sys.argv[1:])\nsys.exit(4)\n")
        (self.folder / "helper_of_test.py").touch()
        self.assertEqual(self._run(self.programs.python, str(script), "-c"), (4, "['-c']\n"))
        status, output = self._run(self.programs.python, "-m", "this")
        self.assertEqual((status, output.splitlines()[0]), (0, "The Zen of Python, by Tim Peters"))
        version = platform.python_version()
        self.assertEqual(self._run(self.programs.python, "--version"), (0, f"Python {version}\n"))

    def test_python_takes_no_native_modules(self) -> None:
        # Of what the build requires; the interpreter could not load it.
        site = self.folder / "site"
        (site / "module_of_test.py").write_text("print('in Python')\n")
        (site / f"module_of_test{EXTENSION_SUFFIXES[0]}").write_bytes(b"no library")
        for arguments in (["-c", "import module_of_test"], ["-m", "module_of_test"]):
            with self.subTest(arguments):
                self.assertEqual(self._run(self.programs.python, *arguments), (0, "in Python\n"))

    def test_console_scripts_and_programs(self) -> None:
        sample = self.programs.folder / "sample"
        self.assertEqual(self._run(sample, "a b"), (3, f"win32 {[str(sample), 'a b']}\n"))
        # It is told of the target.
        meson = self.programs.folder / "meson"
        self.assertEqual(self._run(meson, "a b"), (3, f"{sys.platform} {[str(meson), 'a b']}\n"))
        self.assertEqual(self._run(self.programs.folder / "tool"), (0, "tool\n"))


if __name__ == "__main__":
    unittest.main()
