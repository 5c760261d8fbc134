"""Command line of the analyze tool: what is in an executable, and whether it keeps its contract.

FILE is any executable (ELF, Mach-O, PE, universal binary) or a packed resources file. An executable
with packed resources is audited for the platform it seems to be for; others with --platform.

Exit codes: 0; 1 it cannot be read; 2 wrong command line; 3 it breaks the contract.
"""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from tools.analyze.analysis import Analysis, Part, analyze
from tools.analyze.executable_report import executable_as_text
from tools.analyze.report import as_document, as_text, listing
from tools.analyze.summary import summarize
from tools.audit import report as audit_report
from tools.audit.contracts import CONTRACTS
from tools.common.command_line import argument_parser, user_path
from tools.common.errors import ToolError

_BROKEN = 3


def main(arguments: list[str]) -> int:
    """Runs the tool; returns its exit code.

    Raises:
        ToolError: the file is of no known format, or malformed.
        OSError: the file cannot be read.
    """
    parser = argument_parser("analyze", __doc__ or "")
    parser.add_argument(
        "file", type=user_path, metavar="FILE", help="an executable or a packed resources file"
    )
    parser.add_argument(
        "--platform",
        action="append",
        default=[],
        choices=sorted(CONTRACTS),
        help="audit it for this platform; for a universal binary, once for each architecture",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--list", action="store_true", help="show all packed entries")
    options = parser.parse_args(arguments)

    try:
        analysis = analyze(options.file.read_bytes(), options.platform)
    except ToolError as error:
        raise ToolError(f"{options.file}: {error}") from None
    name = str(options.file)
    if options.format == "json":
        print(json.dumps(_document(name, analysis, options.list), indent=2))
    else:
        print(_text(name, analysis, options.list))
    return 0 if audit_report.is_kept(analysis.findings) else _BROKEN


def _text(name: str, analysis: Analysis, with_list: bool) -> str:
    sections = []
    for part in analysis.parts:
        if part.executable:
            sections.append(executable_as_text(part.executable))
        if part.resources:
            sections.append(as_text(summarize(part.resources, part.offset)))
            if with_list:
                sections.append(listing(part.resources))
        else:
            damage = f"damaged: {part.damage}" if part.damage else "none"
            sections.append(f"packed resources   {damage}")
    if analysis.platforms:
        sections.append(audit_report.as_text(name, analysis.platforms, analysis.findings))
    elif analysis.parts[0].executable:
        sections.append("audit              not made: --platform=NAME makes it")
    return "\n\n".join(sections)


def _document(name: str, analysis: Analysis, with_list: bool) -> dict[str, Any]:
    """Returns the analysis for JSON: docs/audit.md describes it."""
    return {
        "file": name,
        "parts": [_part(part, with_list) for part in analysis.parts],
        "audit": (
            audit_report.as_document(name, analysis.platforms, analysis.findings)
            if analysis.platforms
            else None
        ),
    }


def _part(part: Part, with_list: bool) -> dict[str, Any]:
    return {
        "executable": dataclasses.asdict(part.executable) if part.executable else None,
        "damage": part.damage,
        "packed_resources": (
            as_document(
                summarize(part.resources, part.offset), part.resources if with_list else None
            )
            if part.resources
            else None
        ),
    }
