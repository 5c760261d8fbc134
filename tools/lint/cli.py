"""Runs all checks and counts them."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.bazelw.failure import ExitCode, Failure
from tools.bazelw.settings import read_settings
from tools.lint import buildifier, ruff
from tools.lint.files import tracked_files


def main(root: Path, arguments: Sequence[str]) -> int:
    """Returns 0 if all checks pass, 1 if one fails, one of bazelw's codes if a tool is missing."""
    parser = argparse.ArgumentParser(prog="tools/lint/run", description=__doc__)
    parser.add_argument("--fix", action="store_true", help="mend what can be mended")
    parser.add_argument(
        "--results", type=Path, metavar="FILE", help="write {check: passed} as JSON to FILE"
    )
    options = parser.parse_args(arguments)
    try:
        results = _run(root, fix=options.fix)
    except Failure as failure:
        print(f"lint: {failure}", file=sys.stderr)
        return failure.exit_code
    if options.results:
        options.results.write_text(json.dumps(results) + "\n", encoding="utf-8")
    passed = sum(results.values())
    print(f"lint: {passed} passed, {len(results) - passed} failed")
    return 0 if passed == len(results) else 1


def _run(root: Path, *, fix: bool) -> dict[str, bool]:
    cache = read_settings(root, os.environ).cache / "lint"
    bazel_files = tracked_files(root, buildifier.is_bazel_file)
    python_files = tracked_files(root, lambda name: name.endswith((".py", ".pyi")))
    program = buildifier.fetch(cache)
    checks: dict[str, list[str | Path]] = {
        "buildifier": [program, *buildifier.arguments(fix=fix), *bazel_files]
    }
    program = ruff.fetch(cache)
    checks["ruff check"] = [program, "check", "--quiet", *(["--fix"] if fix else []), *python_files]
    checks["ruff format"] = [
        program,
        "format",
        "--quiet",
        *([] if fix else ["--diff"]),
        *python_files,
    ]
    results = {}
    for name, command in checks.items():
        print(f"lint: {name}", flush=True)
        try:
            results[name] = subprocess.run(command, cwd=root).returncode == 0
        except OSError as error:
            raise Failure(
                ExitCode.TOOL,
                f"cannot run {command[0]}: {error.strerror}",
                f"remove {cache} and run it again",
            ) from error
    return results
