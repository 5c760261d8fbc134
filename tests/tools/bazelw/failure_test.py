"""Tests of failures."""

import unittest

from tools.bazelw.failure import ExitCode, Failure


class FailureTest(unittest.TestCase):
    def test_alternative(self) -> None:
        failure = Failure(ExitCode.TOOL, "x is missing", "install it").or_else("set Y")
        self.assertEqual(str(failure), "x is missing; install it, or set Y")
        self.assertEqual(failure.exit_code, ExitCode.TOOL)


if __name__ == "__main__":
    unittest.main()
