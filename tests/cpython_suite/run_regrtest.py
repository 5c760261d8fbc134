"""Runs CPython's own test runner, `python -m test`, inside the interpreter under test.

    python run_regrtest.py RESULTS [ARGUMENT ...]

ARGUMENT is what `python -m test` takes. Writes the outcomes of the tests to the file RESULTS, see
`outcome_recorder.py`, and when a test file has ended, the runner's word for its state:
`state PASSED`, `state SKIPPED` and so on.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """Runs the tests; ends the process as upstream's runner does."""
    from outcome_recorder import OutcomeRecorder, write_line

    results = Path(sys.argv.pop(1)).absolute()
    # From here on, what `-m` makes of it: tests and their child processes look at sys.path.
    sys.path[0] = str(Path.cwd())

    from test.libregrtest import main as regrtest
    from test.libregrtest import testresult

    class Recorder(OutcomeRecorder, testresult.RegressionTestResult):
        """Upstream's collection of outcomes, which are written to the file as well."""

    class Runner(regrtest.Regrtest):
        """Upstream's runner, which tells the state of each test file."""

        def run_test(self, *arguments: object) -> object:
            result = super().run_test(*arguments)
            write_line(results, f"state {result.state}")
            return result

    OutcomeRecorder.results = results
    testresult.RegressionTestResult = Recorder
    regrtest.Regrtest = Runner
    regrtest.main()


if __name__ == "__main__":
    main()
