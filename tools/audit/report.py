"""Shows what an audit found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from tools.audit.finding import CHECKS, Finding, Severity


def is_kept(findings: Sequence[Finding]) -> bool:
    """Tells whether an executable keeps its contract."""
    return all(finding.severity is not Severity.ERROR for finding in findings)


def as_text(name: str, platforms: Sequence[str], findings: Sequence[Finding]) -> str:
    """Returns a report for people.

    Args:
        name: what they call the executable.
        platforms: names of the platforms it is for.
        findings: what was found.
    """
    verdict = "keeps" if is_kept(findings) else "breaks"
    lines = [f"{name}: {verdict} the contract of {' and '.join(platforms)} ({len(CHECKS)} checks)"]
    for finding in findings:
        lines += [
            "",
            f"{finding.severity.value}: {finding.check}: {finding.what}",
            f"  where: {finding.where}",
            f"  mend:  {finding.mend}",
        ]
    return "\n".join(lines)


def as_document(name: str, platforms: Sequence[str], findings: Sequence[Finding]) -> dict[str, Any]:
    """Returns a report for JSON: docs/audit.md describes it."""
    return {
        "executable": name,
        "platforms": list(platforms),
        "kept": is_kept(findings),
        "checks": list(CHECKS),
        "findings": [
            {
                "severity": finding.severity.value,
                "check": finding.check,
                "what": finding.what,
                "where": finding.where,
                "mend": finding.mend,
            }
            for finding in findings
        ],
    }


def as_json(name: str, platforms: Sequence[str], findings: Sequence[Finding]) -> str:
    """Returns a report for programs."""
    return json.dumps(as_document(name, platforms, findings), indent=2)
