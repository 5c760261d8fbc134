"""Tests of compare.py and sides.py."""

from __future__ import annotations

import contextlib
import io
import tempfile
import threading
import unittest
from pathlib import Path

from tests.cpython_suite.compare import (
    Comparer,
    Comparison,
    Progress,
    Report,
    choose,
    shard,
    test_files_of,
)
from tests.cpython_suite.results import Results
from tests.cpython_suite.sides import Run, lay_out

_FILES = ["test.test_asyncio.test_base", "test.test_asyncio.test_tasks", "test_json", "test_jso"]


def _run(**outcomes: str) -> Run:
    return Run(Results(outcomes, None, True, "PASSED"), 1.0, "log")


class _Side:
    """Stands for an interpreter; the runs of a file take their turns."""

    def __init__(self, name: str, runs: dict[str, list[Run]]) -> None:
        self.name = name
        self._runs = runs
        self._lock = threading.Lock()

    def test_files(self) -> list[str]:
        return sorted(self._runs)

    def run(self, file: str, timeout: int) -> Run:
        with self._lock:
            return self._runs[file].pop(0)


class ChoiceTest(unittest.TestCase):
    def test_names(self) -> None:
        self.assertEqual(choose(_FILES, []), _FILES)
        self.assertEqual(choose(_FILES, ["test_json"]), ["test_json"])
        self.assertEqual(choose(_FILES, ["test.test_json", "test_json"]), ["test_json"])
        self.assertEqual(choose(_FILES, ["test_asyncio"]), _FILES[:2])
        self.assertEqual(choose(_FILES, ["test_asyncio.test_tasks"]), [_FILES[1]])
        for name in ("test_js", "json"):
            with self.subTest(name), self.assertRaisesRegex(ValueError, f"no test file {name}"):
                choose(_FILES, [name])

    def test_shards(self) -> None:
        self.assertEqual(shard(_FILES, {}), _FILES)
        parts = [
            shard(_FILES, {"TEST_SHARD_INDEX": str(index), "TEST_TOTAL_SHARDS": "3"})
            for index in range(3)
        ]
        self.assertEqual(sorted(file for part in parts for file in part), sorted(_FILES))

    def test_files_of_one_side_only(self) -> None:
        sides = _Side("packed", {"test_a": []}), _Side("folder", {"test_a": [], "test_b": []})
        with self.assertRaisesRegex(ValueError, "only one of the two sides has: test_b"):
            test_files_of(sides)
        self.assertEqual(test_files_of((sides[0], sides[0])), ["test_a"])


class ComparerTest(unittest.TestCase):
    def _compare(
        self, packed: dict[str, list[Run]], folder: dict[str, list[Run]]
    ) -> tuple[dict[str, int], str]:
        """Returns the number of differences of each file, and what is said."""
        sides = _Side("packed", packed), _Side("folder", folder)
        files = list(packed)
        said = io.StringIO()
        with contextlib.redirect_stdout(said), Progress(len(files)) as progress:
            comparisons = list(Comparer(sides, 2, 10, progress).compare(files))
        return {each.file: len(each.differences) for each in comparisons}, said.getvalue()

    def test_same(self) -> None:
        found, said = self._compare(
            {"test_a": [_run(m="ok")], "test_b": [_run(m="fail")]},
            {"test_a": [_run(m="ok")], "test_b": [_run(m="fail")]},
        )
        self.assertEqual(found, {"test_a": 0, "test_b": 0})
        self.assertIn("[1/2] test_a: same (PASSED: 1 ok; 1.0 s packed, 1.0 s in a folder)\n", said)
        self.assertIn("[2/2] test_b: same", said)

    def test_differs_twice(self) -> None:
        found, said = self._compare(
            {"test_a": [_run(m="fail"), _run(m="fail")]}, {"test_a": [_run(m="ok"), _run(m="ok")]}
        )
        self.assertEqual(found, {"test_a": 1})
        self.assertIn("1.0 s in a folder): to be run once more, by itself\n", said)
        self.assertIn("[1/1] test_a: DIFFERS in 1", said)

    def test_differs_once(self) -> None:
        found, said = self._compare(
            {"test_a": [_run(m="fail"), _run(m="ok")]}, {"test_a": [_run(m="ok"), _run(m="ok")]}
        )
        self.assertEqual(found, {"test_a": 0})
        self.assertIn("[1/1] test_a: same", said)


class ReportTest(unittest.TestCase):
    def test_lines(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "report.tsv")
            report = Report(path)
            report.add(Comparison("test_a", _run(m="fail"), _run(m="ok")))
            lines = path.read_text(encoding="utf-8").splitlines()
        self.assertEqual(
            lines[1:], ["test_a\t\tPASSED\tPASSED\t1.0\t1.0", "test_a\tm\tfail\tok\t\t"]
        )


_INTERPRETER = """\
#!/bin/sh
case "$*" in
*--list-tests) echo test_a; exit ;;
esac
shift
results=$1
for argument; do file=$argument; done
echo "runs $file in $PWD"
printf 'start %s\\nok %s\\nstate PASSED\\n' m m >"$results"
sleep 1000 &
"""


class SidesTest(unittest.TestCase):
    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self._folder = Path(temporary.name)
        interpreter = self._folder / "installation" / "bin" / "python3.x"
        interpreter.parent.mkdir(parents=True)
        interpreter.write_text(_INTERPRETER, encoding="utf-8")
        self._copies = self._folder / "copies"
        self._copies.mkdir()
        extension = self._folder / "_test.so"
        extension.touch()
        installation = interpreter.parent.parent
        self._sides = lay_out(interpreter, installation, [extension], self._copies)

    def test_layout(self) -> None:
        files = {str(path.relative_to(self._copies)) for path in self._copies.rglob("*.*")}
        self.assertEqual(
            files,
            {
                "extensions/_test.so",
                "packed/python3.x",
                "folder/bin/python3.x",
                "scripts/outcome_recorder.py",
                "scripts/run_regrtest.py",
            },
        )

    def test_files(self) -> None:
        self.assertEqual(test_files_of(self._sides), ["test_a"])

    def test_run(self) -> None:
        for side in self._sides:
            with self.subTest(side.name):
                run = side.run("test_a", 10)
                self.assertEqual(run.results, Results({"m": "ok"}, None, True, "PASSED"))
                self.assertIn("runs test_a in ", run.log)


if __name__ == "__main__":
    unittest.main()
