"""Command line of the audit tool: whether an executable keeps the contract of its platform.

Exit codes: 0 it does; 1 it cannot be read; 2 wrong command line; 3 it does not.
"""

from __future__ import annotations

from pathlib import Path

from tools.audit.audit import Settings, audit
from tools.audit.contracts import CONTRACTS
from tools.audit.finding import CHECKS
from tools.audit.report import as_json, as_text, is_kept
from tools.common.atomic_file import atomic_file
from tools.common.command_line import argument_parser, user_path
from tools.common.errors import ToolError

_BROKEN = 3


def main(arguments: list[str]) -> int:
    """Runs the tool; returns its exit code.

    Raises:
        ToolError: bad input, but for the executable's own faults.
        OSError: a file cannot be read or written.
    """
    parser = argument_parser("audit", __doc__ or "")
    parser.add_argument("file", type=user_path, metavar="FILE", help="the executable")
    parser.add_argument(
        "--platform",
        action="append",
        required=True,
        choices=sorted(CONTRACTS),
        help="what it is for; for a universal binary, once for each of its architectures",
    )
    parser.add_argument("--name", help="what the report calls it; FILE unless given")
    parser.add_argument(
        "--allowed-library",
        action="append",
        default=[],
        metavar="NAME",
        help="a shared library that it may need besides the platform's",
    )
    parser.add_argument(
        "--exception",
        action="append",
        default=[],
        metavar="CHECK=REASON",
        help="a check that it need not pass",
    )
    parser.add_argument(
        "--stable-abi", type=user_path, metavar="FILE", help="Misc/stable_abi.toml of its CPython"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--text", type=Path, metavar="FILE", help="write the report for people")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the report for programs")
    parser.add_argument(
        "--status",
        type=Path,
        metavar="FILE",
        help="write the exit code; that of the tool is then 0 although the contract is broken",
    )
    options = parser.parse_args(arguments)

    settings = Settings(
        allowed_libraries=options.allowed_library,
        exceptions=_exceptions(options.exception),
        stable_abi=options.stable_abi,
    )
    findings = audit(options.file.read_bytes(), options.platform, settings)
    report = (options.name or str(options.file), options.platform, findings)
    status = 0 if is_kept(findings) else _BROKEN
    for path, text in (
        (options.text, as_text(*report)),
        (options.json, as_json(*report)),
        (options.status, str(status)),
    ):
        if path:
            with atomic_file(path) as output:
                output.write(f"{text}\n".encode())
    if options.status:
        return 0
    print(as_json(*report) if options.format == "json" else as_text(*report))
    return status


def _exceptions(arguments: list[str]) -> dict[str, str]:
    exceptions = {}
    for argument in arguments:
        check, _, reason = argument.partition("=")
        if check not in CHECKS:
            raise ToolError(f"--exception {check}: no such check; there are: {', '.join(CHECKS)}")
        if not reason:
            raise ToolError(f"--exception {check}: say why, {check}=REASON")
        exceptions[check] = reason
    return exceptions
