"""A test in the package."""

import unittest

from subject import steps


class StepsTest(unittest.TestCase):
    def test_inner(self):
        self.assertEqual(steps.inner(2), 5)

    def test_outer(self):
        self.assertEqual(steps.outer(3), 10)
