"""Tests of expectations.py, and of the table itself."""

from __future__ import annotations

import unittest
from pathlib import Path

from tests.cpython_suite.expectations import (
    FAILS,
    NOT_RUN,
    Expectation,
    for_module,
    read_expectations,
    surprises,
)
from tests.cpython_suite.results import Results
from tests.cpython_suite.table_text import read_text

_TABLE = Path(__file__).with_name("expectations.tsv")


def _read(text: str) -> list[Expectation]:
    return read_text(text, read_expectations)


class ExpectationsTest(unittest.TestCase):
    def test_table_is_sound(self) -> None:
        rows = read_expectations(_TABLE)
        self.assertEqual(len(rows), len(set(rows)), "a row is there twice")

    def test_bad_rows(self) -> None:
        for row in ("a\tfails\ttest.a", "a\tcrashes\ttest.a\tb", "a\tfails\t\tb", "a b c d"):
            with self.subTest(row), self.assertRaisesRegex(ValueError, "table.tsv:2: expected"):
                _read(f"# comment\n{row}\n")

    def test_choice_by_platform_and_module(self) -> None:
        rows = _read(
            "linux_*\tfails\ttest.test_a.C.m\tr\n"
            "windows_x86_64,macos_*\tnot run\ttest.test_a.C.n\tr\n"
            "*\tfails\tsetUpModule (test.test_a.test_b)\tr\n"
            "*\tfails\ttest.test_ab.C.m\tr\n"
        )
        module = "setUpModule (test.test_a.test_b)"
        self.assertEqual({"test.test_a.C.m", module}, set(for_module(rows, "linux_x", "test_a")))
        self.assertEqual({"test.test_a.C.n", module}, set(for_module(rows, "macos_x", "test_a")))
        self.assertEqual({"test.test_ab.C.m"}, set(for_module(rows, "macos_x", "test_ab")))

    def test_surprises(self) -> None:
        expected = {
            "b": Expectation("*", FAILS, "b", "r"),
            "c": Expectation("*", NOT_RUN, "c", "r"),
        }
        self.assertEqual([], surprises(Results({"a": "ok", "b": "fail"}, None, True), expected))
        for outcomes, part in (
            ({"a": "fail", "b": "fail"}, "a: fails, which is not expected"),
            ({"b": "ok"}, "b: ok, but it is expected to fail"),
            ({"b": "skip"}, "b: skip, but it is expected to fail"),
            ({"a": "ok"}, "b: is expected to fail, but there is no such test"),
        ):
            with self.subTest(part):
                lines = surprises(Results(outcomes, None, True), expected)
                self.assertEqual(1, len(lines))
                self.assertIn(part, lines[0])
        lines = surprises(Results({"b": "fail"}, "a", False), expected)
        self.assertEqual(["the interpreter has ended at a"], lines)


if __name__ == "__main__":
    unittest.main()
