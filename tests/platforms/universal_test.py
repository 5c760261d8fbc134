"""A universal executable runs on each of its architectures."""

from __future__ import annotations

import unittest

from tests.emulators import emulators


class UniversalTest(unittest.TestCase):
    """`hello` for all Macs."""

    def test_runs(self) -> None:
        result = emulators.under_test()
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertRegex(result.stdout, "^Hello, world! This is Python 3[.]")


if __name__ == "__main__":
    unittest.main()
