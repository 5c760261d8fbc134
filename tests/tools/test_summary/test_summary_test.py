"""Tests of counting results."""

import contextlib
import io
import json
import tempfile
import unittest
from pathlib import Path
from typing import Any

from tools.test_summary.cli import main
from tools.test_summary.results import checks, skipped, test_targets


def configured(label: str, **more: str) -> dict[str, Any]:
    return {"id": {"targetConfigured": {"label": label}}, "configured": more}


def summary(label: str, status: str) -> dict[str, Any]:
    return {"id": {"testSummary": {"label": label}}, "testSummary": {"overallStatus": status}}


def result(label: str, log: str) -> dict[str, Any]:
    return {
        "id": {"testResult": {"label": label}},
        "testResult": {"testActionOutput": [{"name": "test.log", "uri": log}]},
    }


def finished(name: str) -> dict[str, Any]:
    return {"id": {"buildFinished": {}}, "finished": {"exitCode": {"name": name}}}


class ResultsTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "events"

    def read(self, *events: dict[str, Any], tail: str = "") -> dict[str, bool]:
        lines = "".join(json.dumps(event) + "\n" for event in events)
        self.file.write_text(lines + tail)
        return test_targets(self.file, "x")

    def test_counts_test_targets_only(self) -> None:
        results = self.read(
            configured("//:lib"),
            configured("//:a", testSize="SMALL"),
            configured("//:b", testSize="SMALL"),
            summary("//:a", "PASSED"),
            summary("//:b", "FAILED"),
            finished("TESTS_FAILED"),
        )
        self.assertEqual(results, {"x //:a": True, "x //:b": False})

    def test_target_that_did_not_run_has_failed(self) -> None:
        results = self.read(
            configured("//:a", testSize="SMALL"),
            configured("//:b", testSize="SMALL"),
            summary("//:a", "PASSED"),
            finished("BUILD_FAILURE"),
        )
        self.assertEqual(
            results, {"x //:a": True, "x //:b": False, "x (the run: BUILD_FAILURE)": False}
        )

    def test_target_of_another_platform_is_no_result(self) -> None:
        skipped = {
            "id": {"targetCompleted": {"label": "//:b"}},
            "aborted": {"reason": "SKIPPED"},
        }
        results = self.read(
            configured("//:a", testSize="SMALL"),
            configured("//:b", testSize="SMALL"),
            skipped,
            summary("//:a", "PASSED"),
            finished("SUCCESS"),
        )
        self.assertEqual(results, {"x //:a": True})

    def test_unfinished_empty_and_missing_runs_have_failed(self) -> None:
        a = [configured("//:a", testSize="SMALL"), summary("//:a", "PASSED")]
        expected = {"x //:a": True, "x (the run: not finished)": False}
        self.assertEqual(self.read(*a), expected)
        self.assertEqual(self.read(*a, tail='{"id"'), expected)
        self.assertEqual(self.read(finished("SUCCESS")), {"x (the run: SUCCESS)": False})
        self.file.unlink()
        self.assertEqual(test_targets(self.file, "x"), {"x (the run: not finished)": False})

    def test_failed_tests_without_a_failed_target_are_not_hidden(self) -> None:
        results = self.read(
            configured("//:a", testSize="SMALL"),
            summary("//:a", "PASSED"),
            finished("TESTS_FAILED"),
        )
        self.assertEqual(results, {"x //:a": True, "x (the run: TESTS_FAILED)": False})

    def test_checks(self) -> None:
        self.file.write_text('{"ruff": true, "buildifier": false}')
        self.assertEqual(checks(self.file, "l"), {"l ruff": True, "l buildifier": False})
        for text in ("", "{}", "[1]"):
            self.file.write_text(text)
            self.assertEqual(checks(self.file, "l"), {"l (the run: no results)": False})

    def write_log(self, text: str) -> str:
        log = self.file.parent / "test one.log"
        log.write_text(text)
        return log.as_uri()

    def test_skips(self) -> None:
        uri = self.write_log("...\nSKIPPED: no a\nnot SKIPPED: b\nSKIPPED: no a\nSKIPPED: no c\n")
        self.read(
            result("//:a", uri),
            result("//:b", "bytestream://elsewhere/blobs/1/2"),
            result("//:c", uri + ".missing"),
        )
        self.assertEqual(skipped(self.file, "x"), {"x //:a": ["no a", "no c"]})

    def test_skips_are_shown_and_count_as_passed(self) -> None:
        self.read(
            configured("//:a", testSize="SMALL"),
            summary("//:a", "PASSED"),
            result("//:a", self.write_log("SKIPPED: no a\n")),
            finished("SUCCESS"),
        )
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            self.assertEqual(main(["--build-events", "x", str(self.file)]), 0)
        self.assertEqual(
            output.getvalue().splitlines(),
            [
                "SKIPPED: x //:a: no a",
                "1 of the tests have skipped something",
                "1 passed, 0 failed",
            ],
        )

    def test_last_line_and_exit_code(self) -> None:
        self.file.write_text('{"ruff": true, "buildifier": false}')
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            self.assertEqual(main(["--checks", "lint", str(self.file)]), 1)
            self.file.write_text('{"ruff": true}')
            self.assertEqual(main(["--checks", "lint", str(self.file)]), 0)
            self.assertEqual(main([]), 1)
        self.assertEqual(
            output.getvalue().splitlines(),
            [
                "FAILED: lint buildifier",
                "1 passed, 1 failed",
                "1 passed, 0 failed",
                "0 passed, 0 failed",
            ],
        )


if __name__ == "__main__":
    unittest.main()
