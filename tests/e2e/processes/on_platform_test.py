"""Tests on another platform that `sys.executable` is an interpreter for the program itself."""

from __future__ import annotations

import json
import ntpath
import posixpath
import unittest

from tests.emulators import emulators


class OnPlatformTest(unittest.TestCase):
    def _scenario(self, *words: object) -> object:
        """Returns what a scenario of `scenarios.py` prints; words that are not str are JSON."""
        arguments = [word if isinstance(word, str) else json.dumps(word) for word in words]
        result = emulators.under_test(*arguments, timeout=300)
        self.assertEqual((result.returncode, result.stderr), (0, ""), result.stdout)
        return json.loads(result.stdout)

    def _output_of_own(self, *arguments: str, **options: object) -> str:
        """Lets the program run its `sys.executable`; returns what that writes."""
        result = self._scenario("run", {"arguments": arguments, **options})
        assert isinstance(result, dict)
        self.assertEqual((result["returncode"], result["stderr"]), (0, ""))
        return str(result["stdout"])

    def test_multiprocessing(self) -> None:
        result = self._scenario("multiprocessing", '"spawn"')
        self.assertEqual(result["squares"], [0, 1, 4, 9, 16])
        self.assertEqual(result["main_squares"], [0, 1, 4, 9, 16])
        self.assertEqual(result["codes"][:2], [0, 7])
        child = result["child"]
        self.assertEqual((child["main"], child["isolated"]), ("__mp_main__", 1))
        self.assertNotIn("--rules-python", " ".join(child["orig_argv"]))
        result = self._scenario("executor", '"spawn"')
        self.assertEqual(result["squares"], [n * n for n in range(30)])
        self.assertEqual(result["grandchild"], 144)

    def test_interpreter(self) -> None:
        code = 'import sys; print(ascii(sys.argv[1:]), "a b")'
        given = ["", "a b", 'c"d', "e\\", 'f\\\\"g h', "ä🐍", "-I"]
        self.assertEqual(self._output_of_own("-c", code, *given), f"{given!a} a b\n")
        self.assertIn("November 2026", self._output_of_own("-I", "-m", "calendar", "2026", "11"))
        self.assertEqual(self._output_of_own("-", input="print(3)"), "3\n")
        result = self._scenario("run", {"arguments": ["-c", "raise SystemExit(5)"]})
        self.assertEqual(result["returncode"], 5)

    def test_functions_of_os(self) -> None:
        for how in ("spawnv", "spawnve"):
            # Without blanks: on Windows these functions do not quote.
            words = ["start", json.dumps(how), ["-c", "raise(SystemExit(6))"]]
            self.assertEqual(self._scenario(*words), 6)

    def test_paths(self) -> None:
        executable = self._scenario("facts")["executable"]
        path = ntpath if "\\" in executable else posixpath
        script = path.join(executable, "tests", "e2e", "processes", "packed_script.py")
        shown = json.loads(self._output_of_own(script, "x y"))
        self.assertEqual((shown["file"], shown["argv"]), (script, [script, "x y"]))
        folder = path.join(executable, "tests", "e2e", "processes", "packed_folder")
        self.assertEqual(json.loads(self._output_of_own(folder))["beside"], "beside")
        # Stands for the program.
        facts = json.loads(self._output_of_own("-Werror", executable, "-c", "x"))
        self.assertEqual(facts["argv"], [executable, "-c", "x"])
        self.assertEqual(facts["warnoptions"], ["error"])

    def test_arguments_of_program(self) -> None:
        self.assertEqual(self._scenario("-c", "x")["argv"][1:], ["--built-in", "-c", "x"])
        facts = json.loads(self._output_of_own("build", "-c"))
        self.assertEqual(facts["argv"][1:], ["--built-in", "build", "-c"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
