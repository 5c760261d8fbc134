"""Tests that a program of the toolchain runs on its platform."""

import unittest

from tests.emulators import emulators


class ProgramTest(unittest.TestCase):
    """A program that greets, or checks what it was made of."""

    def test_ends_well(self) -> None:
        result = emulators.under_test()
        self.assertEqual((result.returncode, result.stderr), (0, ""), result.stdout)
        self.assertIn(result.stdout, ("hello\n", "0 failures\n"))


if __name__ == "__main__":
    unittest.main()
