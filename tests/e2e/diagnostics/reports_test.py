"""Tests whose source lines are shown, and what programs tell about their start and imports.

Arguments: the executables `own`, `libraries` and `without_source`, called as their `include_source`
says, the last one without diagnostics; and `interpreter`.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

OWN = LIBRARIES = WITHOUT_SOURCE = INTERPRETER = Path()

VARIABLE = "RULES_PYTHON_EXECUTABLE_DIAGNOSTICS"


def run(
    executable: Path,
    *arguments: str,
    asked: str | None = None,
    env: dict[str, str] | None = None,
    stdin: str = "",
) -> subprocess.CompletedProcess[str]:
    """Runs an executable, which is asked for diagnostics."""
    variables = {} if asked is None else {VARIABLE: asked}
    return subprocess.run(
        [executable, *arguments],
        env={**(env or {}), **variables},
        input=stdin,
        encoding="utf-8",
        capture_output=True,
        check=False,
        timeout=60,
    )


class SourcesTest(unittest.TestCase):
    """Whose sources are packed."""

    LINE = "return 12 / number"

    def test_values(self) -> None:
        imports = ("-c", "import coverage.control, json, subject.errors")
        for executable, arguments, expected in (
            (OWN, ("covered",), (True, False, False)),
            (LIBRARIES, ("covered",), (True, True, False)),
            (INTERPRETER, imports, (True, True, True)),
        ):
            with self.subTest(executable.name):
                errors = run(executable, *arguments, asked="imports").stderr
                lines = re.findall(
                    r"^\w+: import (\S+): packed .*, (no source|source .*)$", errors, re.MULTILINE
                )
                has_source = {name: found != "no source" for name, found in lines}
                names = ("subject.errors", "coverage.control", "json")
                self.assertEqual(tuple(has_source[name] for name in names), expected)

    def test_lines(self) -> None:
        errors = run(OWN, "context").stderr
        self.assertIn(self.LINE, errors)
        self.assertIn("scenarios.run(sys.argv[1])", errors)
        # The standard library's are not packed.
        self.assertIn("in raw_decode\njson.decoder.JSONDecodeError: ", errors)
        errors = run(INTERPRETER, "-c", "import subject.errors as e; e.context()").stderr
        self.assertIn(self.LINE, errors)
        self.assertRegex(errors, r"in raw_decode\n +obj, end = self\.scan_once\(s, idx\)\n")

    def test_no_source(self) -> None:
        result = run(WITHOUT_SOURCE, "grouped")
        self.assertEqual(result.returncode, 1)
        self.assertIn('subject/errors.py", line 19, in divide\n', result.stderr)
        self.assertIn("ZeroDivisionError: division by zero\n", result.stderr)
        self.assertNotIn(self.LINE, result.stderr)
        result = run(WITHOUT_SOURCE, "deleted")
        self.assertEqual((result.returncode, result.stdout), (0, "goes on\n"))
        self.assertRegex(
            result.stderr,
            r"\AException ignored in: <function Deleted\.__del__ at 0x[0-9a-f]+>\n"
            r"Traceback \(most recent call last\):\n"
            r'  File "\S+/subject/errors\.py", line \d+, in __del__\n'
            r'  File "\S+/subject/errors\.py", line 19, in divide\n'
            r"ZeroDivisionError: division by zero\n\Z",
        )
        result = run(WITHOUT_SOURCE, "inspected")
        self.assertIn("OSError: could not get source code\n", result.stderr)
        commands = "b steps.outer\nc\nl\nw\np count\nc\n"
        result = run(WITHOUT_SOURCE, "debugged", stdin=commands)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertIn("total 9\n", result.stdout)

    def test_nothing_is_imported_for_it(self) -> None:
        self.assertEqual(run(LIBRARIES, "not_imported").stdout, "[]\n")


class ImportTimeTest(unittest.TestCase):
    """How long imports take."""

    def _check(self, errors: str) -> None:
        lines = [line.split(" | ") for line in errors.splitlines()]
        self.assertEqual({len(line) for line in lines}, {3}, errors)
        self.assertEqual(lines[0][0], "import time: self [us]")
        names = [name for _, _, name in lines]
        # What another module imports has two more blanks, and comes before it.
        order = [names.index(name) for name in ("    json.scanner", "  json.decoder", "json")]
        self.assertEqual(order, sorted(order))
        # Inclusive of what it imports.
        (_, cumulative, _), (own, _, _) = lines[order[2]], lines[order[2]]
        self.assertGreater(int(cumulative), int(own.rpartition(":")[2]))

    def test_command_line(self) -> None:
        self._check(run(INTERPRETER, "-X", "importtime", "-c", "import json").stderr)
        env = {"PYTHONPROFILEIMPORTTIME": "1"}
        self._check(run(INTERPRETER, "-c", "import json", env=env).stderr)
        self.assertEqual(run(OWN, "not_imported", env=env).stderr, "")

    def test_variable(self) -> None:
        self._check(run(INTERPRETER, "-c", "import json", asked="importtime").stderr)
        errors = run(OWN, "not_imported", asked="importtime").stderr
        self.assertRegex(errors, r"(?m)^import time: +\d+ \| +\d+ \| +subject\.scenarios$")


class ReportsTest(unittest.TestCase):
    """What a program tells if it is asked."""

    def test_not_asked(self) -> None:
        for asked in (None, "", ","):
            result = run(OWN, "not_imported", asked=asked)
            self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_switched_off(self) -> None:
        result = run(WITHOUT_SOURCE, "not_imported", asked="all,nonsense")
        self.assertEqual((result.stdout, result.stderr), ("[]\n", ""))

    def test_unknown_word(self) -> None:
        for asked, unknown in (("1", "1"), ("import,nonsense", "import")):
            result = run(OWN, "not_imported", asked=asked)
            self.assertEqual((result.returncode, result.stdout), (0, "[]\n"))
            self.assertEqual(
                result.stderr,
                f"own: {unknown} in {VARIABLE} is not known: use start, imports, importtime or "
                "all, with commas between them\n",
            )

    def test_start(self) -> None:
        result = run(OWN, "not_imported", asked="start")
        self.assertEqual((result.returncode, result.stdout), (0, "[]\n"))
        lines = result.stderr.splitlines()
        self.assertEqual({line[:12] for line in lines}, {"own: start: "})
        facts = [line[12:] for line in lines]
        self.assertEqual(facts[0], f"executable {OWN}")
        self.assertRegex(facts[1], r"\Apacked entries [1-9]\d\d+\Z")
        self.assertEqual(
            facts[2:5],
            [
                "this process is the program",
                "packed modules are found before those on sys.path",
                "packed files are visible",
            ],
        )
        self.assertEqual(facts[5], "setting run_module=__main__")
        self.assertIn("setting interpreter=children", facts)
        self.assertIn("setting env=DIAGNOSTICS_TEST_SECRET=...", facts)
        self.assertNotIn("password", result.stderr)

    def test_start_of_interpreter(self) -> None:
        errors = run(INTERPRETER, "-c", "pass", asked="start").stderr
        self.assertIn("interpreter: start: this process is an interpreter\n", errors)
        self.assertIn("packed modules are found in the order of sys.path\n", errors)
        code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'pass'], check=True)"
        errors = run(INTERPRETER, "-c", code, asked="start").stderr
        self.assertEqual(errors.count("this process is an interpreter\n"), 2)

    def test_imports(self) -> None:
        result = run(OWN, "timed", asked="imports")
        self.assertEqual(result.stdout, "True\n")
        errors = result.stderr
        sizes = r"code \d+ bytes( \(compressed to \d+\))?"
        self.assertIn("own: import builtins: built-in\n", errors)
        self.assertIn("own: import codecs: frozen\n", errors)
        # Before the report begins, and after.
        self.assertRegex(errors, rf"own: import encodings: packed encodings/__init__.py, {sizes}, ")
        source = r"source \d+ bytes \(compressed to \d+\)"
        own = rf"own: import subject\.errors: packed subject/errors\.py, {sizes}, {source}\n"
        self.assertRegex(errors, own)
        compressed = r"own: import timeit: packed timeit\.py, code \d+ bytes \(compressed to \d+\),"
        self.assertRegex(errors, compressed)
        # Each once, unless it is looked for again in vain.
        names = re.findall(r"^own: import (\S+): (?!not found)", errors, re.MULTILINE)
        self.assertLess(names.index("subject.scenarios"), names.index("subject.errors"))
        self.assertEqual(len(names), len(set(names)), names)
        errors = run(OWN, "not_found", asked="imports").stderr
        self.assertIn("own: import subject.nothing: not found\n", errors)
        self.assertIn("ModuleNotFoundError: No module named 'subject.nothing'\n", errors)

    def test_imports_of_interpreter(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            outside = Path(folder, "outside.py")
            outside.write_text("import subject.texts\n", encoding="utf-8")
            code = "import outside, sys; print(sys.modules['outside'].__spec__.origin)"
            result = run(INTERPRETER, "-c", code, asked="imports", env={"PYTHONPATH": folder})
        self.assertEqual(result.stdout, f"{outside}\n")
        self.assertIn(f"interpreter: import outside: {outside}\n", result.stderr)
        self.assertIn("interpreter: import subject: packed subject/__init__.py, ", result.stderr)
        namespace = f"namespace package in {INTERPRETER}/subject/texts"
        self.assertIn(f"interpreter: import subject.texts: {namespace}\n", result.stderr)

    def test_standard_error_that_cannot_be_written(self) -> None:
        with Path("/dev/full").open("wb") as full:
            result = subprocess.run(
                [OWN, "not_imported"],
                env={VARIABLE: "all"},
                stdout=subprocess.PIPE,
                stderr=full,
                check=False,
            )
        self.assertEqual((result.returncode, result.stdout), (0, b"[]\n"))
        command = f"exec '{OWN}' not_imported 2>&-"
        result = subprocess.run(
            ["/bin/sh", "-c", command], env={VARIABLE: "all"}, capture_output=True, check=False
        )
        self.assertEqual((result.returncode, result.stdout), (0, b"[]\n"))

    def test_imports_of_other_interpreters(self) -> None:
        code = "import _interpreters as i; i.exec(i.create(), 'import colorsys')"
        errors = run(INTERPRETER, "-c", code, asked="imports").stderr
        self.assertRegex(errors, r"interpreter: import colorsys: packed colorsys\.py, ")

    def test_all(self) -> None:
        errors = run(OWN, "not_imported", asked="all").stderr
        for text in ("own: start: executable ", "own: import builtins: ", "import time: "):
            self.assertIn(text, errors)


if __name__ == "__main__":
    OWN, LIBRARIES, WITHOUT_SOURCE, INTERPRETER = map(Path.resolve, map(Path, sys.argv[1:]))
    unittest.main(argv=sys.argv[:1], verbosity=2)
