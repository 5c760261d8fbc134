"""Tests of results.py and of the script that writes such files with unittest's own results."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from tests.cpython_suite.outcome_recorder import OutcomeRecorder
from tests.cpython_suite.results import Results, read_results


def _results(text: str) -> Results:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "results.txt")
        path.write_text(text, encoding="utf-8")
        return read_results(path)


class ReadingTest(unittest.TestCase):
    def test_results(self) -> None:
        whole = _results("start a\nok a\nstart b\nfail b\nend\n")
        self.assertEqual(Results({"a": "ok", "b": "fail"}, None, True), whole)
        self.assertEqual(Results({"a": "ok"}, "b", False), _results("start a\nok a\nstart b\n"))
        self.assertEqual(Results({}, None, False), read_results(Path("no such file")))

    def test_one_id_of_several_tests(self) -> None:
        self.assertEqual({"a": "fail"}, _results("ok a\nfail a\nok a\nend\n").outcomes)

    def test_state(self) -> None:
        self.assertEqual(
            Results({"a": "skip"}, None, True, "PASSED"),
            _results("start a\nskip a\nstate PASSED\n"),
        )


class _Recorder(OutcomeRecorder, unittest.TestResult):
    pass


class RecordingTest(unittest.TestCase):
    def test_outcomes(self) -> None:
        class Example(unittest.TestCase):
            def ok(self) -> None:
                pass

            def fail_in_part(self) -> None:
                for value in (1, 2):
                    with self.subTest(value=value):
                        self.assertEqual(value, 2)

            def fail_late(self) -> None:
                self.addCleanup(self.fail)

            def skip(self) -> None:
                self.skipTest("no reason")

            @unittest.expectedFailure
            def expected(self) -> None:
                self.fail()

        class Broken(unittest.TestCase):
            @classmethod
            def setUpClass(cls) -> None:
                raise ValueError

            def never(self) -> None:
                pass

        names = ("ok", "fail_in_part", "fail_late", "skip", "expected")
        suite = unittest.TestSuite([*map(Example, names), Broken("never")])
        with tempfile.TemporaryDirectory() as folder:
            _Recorder.results = Path(folder, "results.txt")
            suite.run(_Recorder())
            outcomes = read_results(_Recorder.results).outcomes
        short = {test.rpartition(".")[2]: outcome for test, outcome in outcomes.items()}
        self.assertEqual(
            short,
            {
                "ok": "ok",
                "fail_in_part": "fail",
                "fail_late": "fail",
                "skip": "skip",
                "expected": "expected-failure",
                "Broken)": "fail",
            },
        )


if __name__ == "__main__":
    unittest.main()
