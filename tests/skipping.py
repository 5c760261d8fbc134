"""The one way in which a test says that it could not run here."""

from __future__ import annotations

import unittest
from typing import NoReturn

from tools.test_summary.results import SKIPPED


def skip(reason: str) -> NoReturn:
    """Ends the running test (or, from `setUpClass`, all tests of the class) as skipped.

    The line it prints is what `.ci/run` shows at its end: a skipped test is no failure, but never
    silent.

    Args:
        reason: what is missing and how to get it, in one line.

    Raises:
        unittest.SkipTest: always.
    """
    print(f"{SKIPPED}{reason}", flush=True)
    raise unittest.SkipTest(reason)
