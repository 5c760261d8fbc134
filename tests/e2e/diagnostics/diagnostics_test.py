"""Tests that what developers use to look into programs works in executables as it does elsewhere.

The same programs run in executables and in an ordinary installation of the same Python, and have to
write the same, but for paths, addresses and times.

Arguments: the executables `visible`, `hidden` (`packed_files = "hidden"`) and `interpreter`
(`interpreter_mode = "always"`), all of `programs` with all sources; the folder of the installation;
the main program of `programs`.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
from dataclasses import dataclass, field
from pathlib import Path

VISIBLE = HIDDEN = INTERPRETER = INSTALLATION = MAIN = Path()

_PDB = {
    "debugged": (
        "n",
        "b subject/steps.py:6",
        "tbreak subject.steps:13",
        "b steps.inner",
        "b {root}/subject/steps.py:15, total > 1",
        "b nowhere.py:1",
        "b",
        "c",
        "w",
        "args",
        "l",
        "ll",
        "s",
        "p doubled",
        "u",
        "l 1, 5",
        "d",
        "until",
        "clear 1",
        "clear 3",
        "r",
        "c",
        "c",
        "source inner",
        "source divide",
        "q",
    ),
    "debugged_by_breakpoint": ("l", "p total", "source steps.outer", "w", "c"),
    "debugged_after_error": ("w", "l", "u", "l", "exceptions", "exceptions 0", "w", "q"),
}
"""Commands for the debugger, by scenario."""

_NEEDS_FILES = frozenset(
    (
        "covered",
        "debugged",
        "inspected_frozen",
        "lines",
        "memory",
        "parsed",
        "resource_warning",
        "tested",
        "traced",
        "warned",
        "warning_filters",
    )
)
"""Scenarios that open sources by their paths, or ask for lines without saying of which module."""

_INTERPRETED = (
    (("-m", "ast", "{root}/subject/steps.py"), ()),
    (("-m", "dis", "{root}/subject/steps.py"), ()),
    (("-m", "doctest", "-v", "{root}/subject/errors.py"), ()),
    (("-m", "inspect", "subject.errors:divide"), ()),
    (("-m", "inspect", "json.decoder"), ()),
    (("-m", "tokenize", "{root}/subject/encoded.py"), ()),
    (("-m", "unittest", "-v", "subject.test_steps"), ()),
    (
        ("-m", "pdb", "{root}/main.py", "uncaught"),
        ("n", "b subject/errors.py:19", "b subject.errors.divide", "c", "w", "args", "c", "l", "q"),
    ),
    (("-m", "pdb", "-m", "subject.steps"), ("n", "l", "b inner", "q")),
    (("-c", "import subject.errors; subject.errors.grouped()"), ()),
)
"""Command lines of an interpreter, and what they read."""


@dataclass(frozen=True)
class Python:
    """Something that runs the programs.

    Args:
        command: what starts it.
        root: the folder that the programs seem to be in.
        library: the folder of the standard library.
        env: environment variables.
    """

    command: tuple[str, ...]
    root: str
    library: str
    env: dict[str, str] = field(default_factory=dict)

    def run(
        self, arguments: tuple[str, ...], lines: tuple[str, ...], folder: Path
    ) -> tuple[int, str, str]:
        """Runs a program in a folder; returns its exit status and, made comparable, its output."""
        result = subprocess.run(
            [*self.command, *(argument.format(root=self.root) for argument in arguments)],
            input="".join(line.format(root=self.root) + "\n" for line in lines),
            env=self.env,
            cwd=folder,
            encoding="utf-8",
            capture_output=True,
            check=False,
            timeout=120,
        )
        return result.returncode, self._comparable(result.stdout), self._comparable(result.stderr)

    def _comparable(self, text: str) -> str:
        for path in (self.root, self.library):
            text = text.replace(path, "ROOT")
        text = text.replace("\n\nExtension modules: _packed_resources (total: 1)", "")
        text = re.sub(r"\b0x[0-9a-f]+", "ADDRESS", text)
        text = re.sub(r"\bz_[0-9a-f]+_", "z_HASH_", text)
        return re.sub(r"\b\d+\.\d+s\b", "SECONDS", text)


class ComparisonTest(unittest.TestCase):
    """Executables against the installation."""

    maxDiff = None

    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name).resolve()
        root = cls.folder / "programs"
        shutil.copytree(MAIN.parent, root)
        coverage = importlib.util.find_spec("coverage")
        assert coverage is not None and coverage.origin is not None
        shutil.copytree(Path(coverage.origin).parent, root / "coverage")
        cls.cwd = cls.folder / "cwd"
        cls.cwd.mkdir()
        python = str(next(INSTALLATION.glob("bin/python3.*")))
        # The installation may be known by several paths.
        library = subprocess.run(
            [python, "-S", "-c", "import os; print(os.path.dirname(os.__file__))"],
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        ).stdout.strip()
        cls.ordinary = Python((python, "-sES", "-B", "-X", "utf8"), str(root), library)
        cls.ordinary_interpreter = Python(
            (python, "-S", "-B"), str(root), library, {"PYTHONPATH": str(root), "PYTHONUTF8": "1"}
        )

    def _scenarios(self) -> list[str]:
        code, names, errors = self.ordinary.run(("{root}/main.py", "names"), (), self.cwd)
        self.assertEqual((code, errors), (0, ""))
        self.assertGreater(len(names.split()), 30)
        return names.split()

    def _check(self, executable: Path, left_out: frozenset[str]) -> None:
        packed = Python((str(executable),), str(executable), str(executable))
        for name in self._scenarios():
            if name in left_out:
                continue
            with self.subTest(name):
                lines = _PDB.get(name, ())
                expected = self.ordinary.run(("{root}/main.py", name), lines, self.cwd)
                self.assertEqual(packed.run((name,), lines, self.cwd), expected)

    def test_visible(self) -> None:
        self._check(VISIBLE, frozenset())

    def test_hidden(self) -> None:
        self._check(HIDDEN, _NEEDS_FILES)

    def test_what_is_expected(self) -> None:
        """The ordinary Python shows source lines: the comparison is about them."""
        arguments = ("{root}/main.py", "uncaught")
        code, _, errors = self.ordinary.run(arguments, (), self.cwd)
        self.assertEqual(code, 1)
        self.assertIn("    return 12 / number\n           ~~~^~~~~~~~\n", errors)
        code, _, errors = self.ordinary.run(("{root}/main.py", "crash"), (), self.cwd)
        self.assertEqual(code, -signal.SIGSEGV)
        self.assertIn("in crash\n", errors)

    def test_interpreter(self) -> None:
        packed = Python(
            (str(INTERPRETER),), str(INTERPRETER), str(INTERPRETER), {"PYTHONUTF8": "1"}
        )
        for arguments, lines in _INTERPRETED:
            with self.subTest(arguments):
                expected = self.ordinary_interpreter.run(arguments, lines, self.cwd)
                self.assertEqual(packed.run(arguments, lines, self.cwd), expected)

    def test_coverage_of_a_script(self) -> None:
        packed = Python(
            (str(INTERPRETER),), str(INTERPRETER), str(INTERPRETER), {"PYTHONUTF8": "1"}
        )
        totals = []
        for python in (packed, self.ordinary_interpreter):
            with tempfile.TemporaryDirectory() as folder:
                run = ("-m", "coverage", "run", "--source=subject", "{root}/main.py", "timed")
                self.assertEqual(python.run(run, (), Path(folder))[0], 0)
                report = ("-m", "coverage", "report", "--format=total")
                totals.append(python.run(report, (), Path(folder)))
        self.assertEqual(totals[0], totals[1])
        self.assertRegex(totals[0][1], r"\A[1-9]\d\n\Z")


if __name__ == "__main__":
    VISIBLE, HIDDEN, INTERPRETER, INSTALLATION, MAIN = map(Path.resolve, map(Path, sys.argv[1:]))
    unittest.main(argv=sys.argv[:1], verbosity=2)
