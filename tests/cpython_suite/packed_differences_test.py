"""Tests of packed_differences.py, and of the table itself."""

from __future__ import annotations

import unittest
from pathlib import Path

from tests.cpython_suite.packed_differences import (
    MOST_FILES,
    Difference,
    KnownDifference,
    differences,
    read_known_differences,
    surprises,
)
from tests.cpython_suite.results import Results
from tests.cpython_suite.table_text import read_text

_TABLE = Path(__file__).with_name("packed_differences.tsv")


def _read(text: str) -> list[KnownDifference]:
    return read_text(text, read_known_differences)


class TableTest(unittest.TestCase):
    def test_table_is_sound(self) -> None:
        rows = read_known_differences(_TABLE)
        keys = [(row.file, row.difference.test) for row in rows]
        self.assertEqual(len(keys), len(set(keys)), "a test is there twice")

    def test_rows(self) -> None:
        self.assertEqual(
            _read("# comment\n\ntest_a\ttest.test_a.C.m\tfail\tok\twhy\n"),
            [KnownDifference("test_a", Difference("test.test_a.C.m", "fail", "ok"), "why")],
        )

    def test_bad_rows(self) -> None:
        for row in ("test_a\tm\tfail\tok", "test_a\tm\tfail\t\tok", "a\tb\tc\td\te\tf", "a b c"):
            with self.subTest(row), self.assertRaisesRegex(ValueError, "table.tsv:2: expected"):
                _read(f"# comment\n{row}\n")

    def test_too_many_files(self) -> None:
        rows = [f"test_{number}\tm\tfail\tok\twhy\n" for number in range(MOST_FILES + 1)]
        self.assertEqual(len(_read("".join(rows[:-1]))), MOST_FILES)
        with self.assertRaisesRegex(ValueError, "11 test files differ; at most 10 may"):
            _read("".join(rows))


class ComparisonTest(unittest.TestCase):
    def test_same(self) -> None:
        results = Results({"a": "ok", "b": "fail"}, None, True, "FAILED")
        self.assertEqual(differences(results, results), [])

    def test_outcomes(self) -> None:
        packed = Results({"a": "ok", "b": "fail", "c": "skip"}, None, True, "FAILED")
        folder = Results({"a": "ok", "b": "ok", "d": "ok"}, None, True, "PASSED")
        self.assertEqual(
            differences(packed, folder),
            [
                Difference("b", "fail", "ok"),
                Difference("c", "skip", "absent"),
                Difference("d", "absent", "ok"),
            ],
        )

    def test_states(self) -> None:
        passed = Results({"a": "ok"}, None, True, "PASSED")
        for results, state in (
            (Results({"a": "ok"}, None, True, "ENV_CHANGED"), "ENV_CHANGED"),
            (Results({}, None, True, "SKIPPED"), "SKIPPED"),
            (Results({}, "a", False), "ended at a"),
            (Results({"b": "ok"}, None, False), "ended between two tests"),
        ):
            with self.subTest(state):
                self.assertEqual(differences(results, passed), [Difference("(file)", state, "run")])

    def test_state_and_outcome(self) -> None:
        self.assertEqual(
            differences(
                Results({"a": "fail"}, None, True, "ENV_CHANGED"),
                Results({"a": "ok"}, None, True, "PASSED"),
            ),
            [Difference("(file)", "ENV_CHANGED", "run"), Difference("a", "fail", "ok")],
        )

    def test_surprises(self) -> None:
        known = _read(
            "test_a\tm\tfail\tok\twhy\n"
            "test_b\t(file)\tSKIPPED\trun\twhy\n"
            "test_other\tm\tfail\tok\twhy\n"
        )
        in_b = [Difference("(file)", "SKIPPED", "run")]
        self.assertEqual(
            surprises({"test_a": [Difference("m", "fail", "ok")], "test_b": in_b}, known), []
        )
        for found, part in (
            ({"test_c": [Difference("m", "fail", "ok")]}, "test_c: m: fail in the executable, ok"),
            ({"test_a": []}, "test_a: m: is in the table, but does not differ like that"),
            ({"test_b": []}, "test_b: (file): is in the table, but does not differ like that"),
        ):
            with self.subTest(part):
                lines = surprises(found, known)
                self.assertEqual(len(lines), 1, lines)
                self.assertIn(part, lines[0])
        # Another outcome than the one in the table is not what the table says.
        self.assertEqual(len(surprises({"test_a": [Difference("m", "skip", "ok")]}, known)), 2)


if __name__ == "__main__":
    unittest.main()
