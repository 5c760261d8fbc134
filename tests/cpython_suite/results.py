"""What the scripts write that run tests inside an interpreter; see `outcome_recorder.py`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Results:
    """What is known after a run.

    Attributes:
        outcomes: ID of a test -> `ok`, `skip`, `fail` or `expected-failure`.
        running: ID of the test at which the process ended before its time, or None.
        ended: whether the process came to its end.
        state: what upstream's runner said of the test file, such as `PASSED`; None if it said
            nothing, or was not used.
    """

    outcomes: dict[str, str]
    running: str | None = None
    ended: bool = False
    state: str | None = None


def read_results(path: Path) -> Results:
    """Reads the file that such a script has written; a file that is not there has no results."""
    outcomes: dict[str, str] = {}
    running = None
    ended = False
    state = None
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for line in lines:
        outcome, _, test = line.partition(" ")
        if outcome == "start":
            running = test
        elif outcome == "end":
            ended = True
        elif outcome == "state":
            state = test
            ended = True
        else:
            # Tests that are made in a loop can have one ID.
            if outcomes.get(test) != "fail":
                outcomes[test] = outcome
            running = None
    return Results(outcomes, running, ended, state)
