"""Runs executables that were built with various attributes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

_EXECUTABLES = {Path(path).name: Path(path).resolve() for path in sys.argv[1:]}
del sys.argv[1:]


class BehaviourTest(unittest.TestCase):
    def _run(
        self, name: str, *arguments: str, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [_EXECUTABLES[name], *arguments],
            capture_output=True,
            check=False,
            encoding="utf-8",
            env=environment,
        )

    def _report(self, name: str, *arguments: str, **environment: str) -> dict[str, object]:
        process = self._run(name, *arguments, **environment)
        self.assertEqual((process.returncode, process.stderr), (0, ""))
        report: dict[str, object] = json.loads(process.stdout)
        return report

    def test_built_in_arguments_come_first(self) -> None:
        report = self._report("report", "mine", "--two")
        self.assertEqual(report["arguments"], ["--built-in", "a b=c", "", "mine", "--two"])

    def test_built_in_environment_gives_way(self) -> None:
        self.assertEqual(self._report("report")["environment"], {"KEEP": "x = y", "OTHER": ""})
        self.assertEqual(
            self._report("report", KEEP="mine")["environment"], {"KEEP": "mine", "OTHER": ""}
        )

    def test_main_script(self) -> None:
        report = self._report("report")
        self.assertEqual(report["name"], "__main__")
        # Named from the first import root, below the executable.
        self.assertTrue(str(report["file"]).endswith("/report/report.py"), report["file"])

    def test_first_of_equal_names(self) -> None:
        report = self._report("report")
        # In the executable's srcs, in a library, and in the standard library.
        self.assertEqual(report["colorsys"], "srcs")
        # In a library and in the standard library.
        self.assertEqual(report["sched"], "standard library")
        # In a library and in one it depends on.
        self.assertEqual(report["same"], "first")

    def test_import_roots(self) -> None:
        report = self._report("report")
        self.assertEqual(
            report["rooted"], ["rooted.module", "tests.rules.behaviour.src.rooted.module"]
        )

    def test_resources(self) -> None:
        report = self._report("report")
        self.assertEqual(
            report["resources"],
            {
                "a b.txt": "space",
                "generated/deep/two.txt": "2",
                "generated/one.txt": "1",
                "plain.txt": "plain",
            },
        )

    def test_optimize(self) -> None:
        self.assertEqual(
            [self._report(f"optimize_{level}") for level in (0, 1, 2)],
            [
                {"asserts": True, "docstring": True, "library_docstring": True, "optimize": 0},
                {"asserts": False, "docstring": True, "library_docstring": True, "optimize": 1},
                {"asserts": False, "docstring": False, "library_docstring": False, "optimize": 2},
            ],
        )

    def test_source_lines_in_tracebacks(self) -> None:
        without, with_source = self._run("raising"), self._run("raising_with_source")
        for process in (without, with_source):
            self.assertEqual(process.returncode, 1)
            self.assertIn("ZeroDivisionError", process.stderr)
            self.assertIn("tests/rules/behaviour/raising.py", process.stderr)
        self.assertNotIn("the line to see", without.stderr)
        self.assertIn("the line to see", with_source.stderr)

    def test_entry_point(self) -> None:
        for code in ("0", "3"):
            self.assertEqual(self._run("entry_point", code).returncode, int(code))
        process = self._run("entry_point", "text")
        self.assertEqual((process.returncode, process.stderr), (1, "text\n"))

    def test_interpreter(self) -> None:
        show = "import sys; print(sys.argv, sys.flags.isolated, sys.flags.dev_mode)"
        process = self._run("interpreter", "-I", "-X", "dev", "-c", show, "one")
        self.assertEqual((process.stdout, process.stderr), ("['-c', 'one'] 1 True\n", ""))
        show = "import sys; print(sys.flags.warn_default_encoding, sys.orig_argv[1:3])"
        process = self._run("interpreter", "-X", "warn_default_encoding", "-c", show)
        self.assertEqual(process.stdout, "1 ['-X', 'warn_default_encoding']\n", process.stderr)
        # A packed module, and one of the standard library.
        process = self._run("interpreter", "-c", "import called; print(called.Program.__name__)")
        self.assertEqual((process.stdout, process.stderr), ("Program\n", ""))
        process = self._run("interpreter", "-m", "calendar", "2026", "11")
        self.assertIn("November 2026", process.stdout, process.stderr)
        script = str(_EXECUTABLES["interpreter"] / "calendar.py")
        process = self._run("interpreter", "-X", "dev", script, "2026", "11")
        self.assertIn("November 2026", process.stdout, process.stderr)
        # A packed file on sys.path is nothing to import from.
        show = (
            "import os, sys; sys.path.insert(0, os.path.join(sys.executable, 'calendar.pyc')); "
            "import colorsys; print(colorsys.__name__)"
        )
        process = self._run("interpreter", "-S", "-c", show)
        self.assertEqual((process.stdout, process.stderr), ("colorsys\n", ""))
        # The script's folder, then PYTHONPATH, then what is packed.
        with tempfile.TemporaryDirectory() as folder:
            other = Path(folder, "other")
            other.mkdir()
            Path(other, "beside.py").write_text("VALUE = 3\n", encoding="utf-8")
            script = Path(folder, "script.py")
            script.write_text(
                "import beside, sys; print(beside.VALUE, sys.path)\n", encoding="utf-8"
            )
            process = self._run("interpreter", str(script), PYTHONPATH=str(other))
            path = [folder, str(other), str(_EXECUTABLES["interpreter"])]
            self.assertEqual((process.stdout, process.stderr), (f"3 {path}\n", ""))
            # Also before a packed module of the same name.
            Path(other, "called.py").write_text("", encoding="utf-8")
            show = "import called; print(called.__file__)"
            process = self._run("interpreter", "-c", show, PYTHONPATH=str(other))
            self.assertEqual(process.stdout, f"{other / 'called.py'}\n", process.stderr)
            process = self._run("interpreter", "-I", str(script), PYTHONPATH=str(other))
            self.assertIn("ModuleNotFoundError", process.stderr)
        process = self._run("interpreter", "-c", "raise SystemExit(5)")
        self.assertEqual(process.returncode, 5)

    def test_interpreter_that_only_answers(self) -> None:
        process = self._run("interpreter", "--version")
        self.assertRegex(process.stdout, r"\APython 3[.0-9]+\n\Z")
        self.assertEqual((process.returncode, process.stderr), (0, ""))
        process = self._run("interpreter", "--help")
        self.assertIn("usage: ", process.stdout)
        self.assertEqual((process.returncode, process.stderr), (0, ""))
        process = self._run("interpreter", "--nonsense")
        self.assertIn("unknown option --nonsense", process.stderr)
        self.assertEqual(process.returncode, 2)

    def test_interpreter_that_cannot_start(self) -> None:
        process = self._run("interpreter", "-X", "tracemalloc=1073741824", "-c", "")
        self.assertIn("ValueError: the number of frames must be in range", process.stderr)
        self.assertIn("Python could not be initialised", process.stderr)
        self.assertEqual(process.returncode, 71)

    def test_needs_nothing_beside_it(self) -> None:
        for name, path in _EXECUTABLES.items():
            with self.subTest(name):
                self.assertFalse(path.is_symlink())
                self.assertTrue(os.access(path, os.X_OK))
                runfiles = path.with_name(name + ".runfiles")
                others = [
                    file
                    for file in runfiles.rglob("*")
                    if file.is_file() and file.resolve() != path and file.suffix != ".repo_mapping"
                ]
                self.assertEqual(
                    [
                        file.name
                        for file in others
                        if file.name not in ("MANIFEST", "_repo_mapping")
                    ],
                    [],
                )


if __name__ == "__main__":
    unittest.main()
