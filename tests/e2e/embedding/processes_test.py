"""Tests processes of an embedded application, where programs can start programs."""

from __future__ import annotations

import json
import unittest

from tests.emulators import emulators

_FUNCTIONS = "tests.e2e.embedding.functions"
_MARK = "--rules-python-executable=interpreter"


class ProcessesTest(unittest.TestCase):
    def test_multiprocessing(self) -> None:
        result = emulators.under_test("call", _FUNCTIONS, "squares", timeout=300)
        self.assertEqual((0, ""), (result.returncode, result.stderr))
        self.assertEqual([0, 1, 4, 9], json.loads(result.stdout.partition("\n")[0]))

    def test_interpreter(self) -> None:
        result = emulators.under_test(_MARK, "-c", "import sys; print(sys.argv); sys.exit(7)", "ä")
        self.assertEqual((7, "['-c', 'ä']\n"), (result.returncode, result.stdout), result.stderr)
        # -I: not from the working folder, which has a package `tests`, too.
        result = emulators.under_test(_MARK, "-I", "-m", _FUNCTIONS)
        self.assertEqual((0, "", ""), (result.returncode, result.stdout, result.stderr))


if __name__ == "__main__":
    unittest.main(verbosity=2)
