"""Runs the checks in an executable that has the packages' extension modules linked in."""

import unittest

from tests.emulators import emulators


class PackagesTest(unittest.TestCase):
    def test_checks(self) -> None:
        result = emulators.under_test()
        self.assertEqual((result.returncode, result.stdout), (0, "ok\n"), result.stderr)


if __name__ == "__main__":
    unittest.main()
