"""Tests a host program with an embedded application, on one platform."""

from __future__ import annotations

import json
import ntpath
import posixpath
import unittest

from tests.emulators import emulators

_FUNCTIONS = "tests.e2e.embedding.functions"


class EmbeddingTest(unittest.TestCase):
    maxDiff = None

    def _output(self, *arguments: str, **options: object) -> str:
        """Returns what the host program writes to standard output; to the other, nothing."""
        result = emulators.under_test(*arguments, **options)
        self.assertEqual((0, ""), (result.returncode, result.stderr), result.stdout)
        return result.stdout

    def _call(self, function: str, *arguments: str, module: str = _FUNCTIONS) -> str:
        """Returns what `host call` writes about the call."""
        line, _, rest = self._output("call", module, function, *arguments).partition("\n")
        self.assertEqual("finalize: ok\n", rest)
        return line

    def test_call(self) -> None:
        self.assertEqual("", self._call("join"))
        self.assertEqual("a", self._call("join", "a"))
        self.assertEqual("a-b c-", self._call("join", "a", "b c", ""))
        self.assertEqual("(None)", self._call("nothing"))
        self.assertEqual("3.13.5", self._call("python_version", module="platform"))

    def test_data(self) -> None:
        self.assertEqual("packed words, packed words", self._call("data"))
        self.assertRegex(self._call("package_version"), r"^\d+\.\d+")

    def test_extension_module(self) -> None:
        self.assertEqual(
            "native, host", self._call("greeting", "host", module="tests.e2e.embedding.native")
        )

    def test_exceptions(self) -> None:
        line = self._call("fail")
        self.assertRegex(
            line,
            r"^call: 1: ValueError: first line second line "
            r"\(.*functions\.py, line \d+, in fail\)$",
        )
        self.assertRegex(
            self._call("fail_without_text"), r"^call: 1: KeyError \(.*, in fail_without_text\)$"
        )
        self.assertRegex(self._call("leave"), r"^call: 1: SystemExit: 3 \(.*, in leave\)$")
        self.assertRegex(
            self._call("join", "x", module="no.such"),
            r"^call: 1: ModuleNotFoundError: No module named 'no'$",
        )
        self.assertRegex(
            self._call("no_such"),
            rf"^call: 1: AttributeError: module '{_FUNCTIONS}' has no attribute 'no_such'$",
        )

    def test_long_exception(self) -> None:
        line = self._call("fail_at_length")
        start = "call: 1: ValueError: "
        self.assertEqual(start + "ä" * ((1023 - len("ValueError: ")) // 2), line)

    def test_results_that_are_none(self) -> None:
        self.assertEqual(
            "call: 1: TypeError: the function has to return str or None, not int",
            self._call("number"),
        )
        self.assertEqual(
            "call: 1: ValueError: the function returned a str with a null character",
            self._call("with_null"),
        )
        self.assertRegex(self._call("with_surrogate"), "^call: 1: UnicodeEncodeError: ")

    def test_run(self) -> None:
        for way, code, message in (
            ("", 0, ""),
            ("none", 0, ""),
            ("code", 3, ""),
            ("text", 1, "a message\n"),
        ):
            with self.subTest(way):
                result = emulators.under_test("run", way)
                self.assertEqual((0, message), (result.returncode, result.stderr))
                written = [f"__main__-{way}", "atexit", "finalize: ok", "run: ok", f"code: {code}"]
                self.assertEqual(sorted(written), sorted(result.stdout.splitlines()))

    def test_run_that_raises(self) -> None:
        for way, last_line in (("raise", "ValueError: raised"), ("interrupt", "KeyboardInterrupt")):
            with self.subTest(way):
                result = emulators.under_test("run", way)
                self.assertEqual(0, result.returncode)
                lines = result.stderr.splitlines()
                self.assertEqual("Traceback (most recent call last):", lines[0])
                self.assertEqual(last_line, lines[-1])
                self.assertIn("run: ok\ncode: 1\n", result.stdout)

    def test_run_twice(self) -> None:
        lines = self._output("run_twice").splitlines()
        self.assertEqual(2, lines.count("__main__"))
        self.assertIn("codes: 0 0", lines)

    def test_misuse(self) -> None:
        self.assertEqual(
            [
                "run too early: 2: Python has not been initialised: "
                "call python_embedded_initialize() before",
                "call too early: 2: Python has not been initialised: "
                "call python_embedded_initialize() before",
                "result: none",
                "finalize too early: 2: Python has not been initialised: "
                "call python_embedded_initialize() before",
                "size: 2: the configuration has the wrong size: "
                "begin with PYTHON_EMBEDDED_CONFIG_INIT of the header that is linked",
                "argv: 2: argc and argv do not fit each other: pass those of main(), or 0 and NULL",
                "argc: 2: argc and argv do not fit each other: pass those of main(), or 0 and NULL",
                "initialize: ok",
                "initialize twice: 2: Python has been initialised already: "
                "call python_embedded_initialize() once",
                "without an error: 2",
                "finalize without GIL: 2: the calling thread does not have the GIL: call "
                "python_embedded_finalize() where Python was initialised, after "
                "PyEval_RestoreThread()",
                "finalize: ok",
                "finalize twice: 2: Python has been finalised: "
                "call python_embedded_finalize() last",
                "run too late: 2: Python has been finalised: call python_embedded_finalize() last",
                "call too late: 2: Python has been finalised: call python_embedded_finalize() last",
                "initialize again: 2: Python can be initialised only once in a process: "
                "finalise it when the process ends",
            ],
            self._output("misuse").splitlines(),
        )

    def test_leaves_the_process_alone(self) -> None:
        hostile = {"PYTHONPATH": "/nowhere", "PYTHONHOME": "/nowhere", "PYTHONINSPECT": "1"}
        lines = self._output("defaults", env={"LC_ALL": "C.UTF-8", **hostile}).splitlines()
        self.assertEqual(["locale: kept", "SIGINT: kept"], lines[:2])
        facts = json.loads(lines[2])
        executable = facts["executable"]
        path = ntpath if "\\" in executable else posixpath
        self.assertTrue(path.isabs(executable), executable)
        self.assertEqual([executable], facts["argv"])
        self.assertEqual([executable], facts["path"])
        self.assertEqual(executable, facts["prefix"])
        self.assertEqual(
            path.join(executable, "tests", "e2e", "embedding", "functions.py"), facts["file"]
        )
        self.assertEqual((1, 1, 1), (facts["isolated"], facts["environment"], facts["utf8_mode"]))

    def test_arguments(self) -> None:
        facts = json.loads(self._call("facts"))
        self.assertEqual(["call", _FUNCTIONS, "facts"], facts["argv"][1:])
        self.assertEqual(facts["argv"], facts["orig_argv"])

    def test_signal_handlers(self) -> None:
        self.assertEqual("SIGINT: changed\nfinalize: ok\n", self._output("signals"))

    def test_c_api(self) -> None:
        self.assertEqual("a-b 0\nfinalize: ok\n", self._output("api"))
        self.assertEqual("3.13.5", self._call("api_of_ctypes"))

    def test_thread(self) -> None:
        self.assertEqual("from-a-thread\nfinalize: ok\n", self._output("thread"))

    def test_calls_leave_nothing_behind(self) -> None:
        rounds = 2000
        growth, _, _ = self._output("repeat", str(rounds)).partition("\n")
        # One object lost per round would be as many as there are rounds. Caches of Python's grow by
        # some hundred at most, however many there are.
        self.assertLess(int(growth), rounds // 2)


if __name__ == "__main__":
    unittest.main(verbosity=2)
