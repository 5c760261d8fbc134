"""Runs an executable with modules that cffi wrote, on its platform."""

from __future__ import annotations

import unittest

from tests.emulators import emulators


class LinkedTest(unittest.TestCase):
    def test_program(self) -> None:
        result = emulators.under_test()
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "ok\n", ""))


if __name__ == "__main__":
    unittest.main()
