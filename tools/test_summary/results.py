"""Reads results: Bazel's build events, and checks as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PASSED = frozenset(("PASSED", "FLAKY"))
"""Values of `overall_status` (build_event_stream.proto) by which a test target has passed."""


def test_targets(file: Path, name: str) -> dict[str, bool]:
    """Gives each test target of one `bazel test`, and the run itself if it failed otherwise.

    A target passes only if Bazel says so: one that was not built, not run, timed out or is not
    mentioned again has failed. A target that does not fit the platform is no result.

    Args:
        file: what `--build_event_json_file` wrote; one that is missing or cut off is a failure.
        name: of the run, for the messages.
    """
    targets: dict[str, bool] = {}
    exit_name = None
    for event in _events(file):
        identity = event.get("id", {})
        if "targetConfigured" in identity and "testSize" in event.get("configured", {}):
            targets.setdefault(identity["targetConfigured"]["label"], False)
        elif "testSummary" in identity and "testSummary" in event:
            status = event["testSummary"].get("overallStatus")
            targets[identity["testSummary"]["label"]] = status in PASSED
        elif "targetCompleted" in identity:
            if event.get("aborted", {}).get("reason") == "SKIPPED":
                targets.pop(identity["targetCompleted"]["label"], None)
        elif "buildFinished" in identity:
            exit_name = event.get("finished", {}).get("exitCode", {}).get("name")
    results = {f"{name} {label}": passed for label, passed in targets.items()}
    # Exit code TESTS_FAILED adds nothing to the tests that have failed.
    told = exit_name == "SUCCESS" or (exit_name == "TESTS_FAILED" and not all(targets.values()))
    if not told or not targets:
        results[f"{name} (the run: {exit_name or 'not finished'})"] = False
    return results


def checks(file: Path, name: str) -> dict[str, bool]:
    """Gives the checks in a JSON file {check: passed}; one that cannot be read is a failure."""
    try:
        table = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        table = None
    if not isinstance(table, Mapping) or not table:
        return {f"{name} (the run: no results)": False}
    return {f"{name} {check}": passed is True for check, passed in table.items()}


def _events(file: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    for line in lines:
        try:
            event = json.loads(line)
        except ValueError:  # cut off
            return
        if isinstance(event, dict):
            yield event
