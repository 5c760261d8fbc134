"""Reads results: Bazel's build events, and checks as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

PASSED = frozenset(("PASSED", "FLAKY"))
"""Values of `overall_status` (build_event_stream.proto) by which a test target has passed."""

SKIPPED = "SKIPPED: "
"""What a line of a test's log begins with that tells what the test could not run, and why."""


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


def skipped(file: Path, name: str) -> dict[str, list[str]]:
    """Gives what the test targets of one `bazel test` say they have skipped.

    Args:
        file: what `--build_event_json_file` wrote.
        name: of the run, for the messages.

    Returns:
        test target -> the reasons in its log, each once; targets that ran everything are left out.
    """
    reasons: dict[str, list[str]] = {}
    for event in _events(file):
        label = event.get("id", {}).get("testResult", {}).get("label")
        for output in event.get("testResult", {}).get("testActionOutput", ()):
            if label is None or output.get("name") != "test.log":
                continue
            for reason in _skips(output.get("uri", "")):
                target = reasons.setdefault(f"{name} {label}", [])
                if reason not in target:
                    target.append(reason)
    return reasons


def checks(file: Path, name: str) -> dict[str, bool]:
    """Gives the checks in a JSON file {check: passed}; one that cannot be read is a failure."""
    try:
        table = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        table = None
    if not isinstance(table, Mapping) or not table:
        return {f"{name} (the run: no results)": False}
    return {f"{name} {check}": passed is True for check, passed in table.items()}


def _skips(uri: str) -> Iterator[str]:
    """Reads the lines about skipping in a log; one that is not on this machine has none."""
    address = urlsplit(uri)
    if address.scheme != "file":
        return
    try:
        log = Path(unquote(address.path)).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for line in log.splitlines():
        if line.startswith(SKIPPED):
            yield line[len(SKIPPED) :].strip()


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
