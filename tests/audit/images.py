"""The small executables that the tests of the audit damage in all ways.

Bazel links one for each platform and names it in an environment variable, `LINUX_X86_64_GNU` for
example.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from tests.tools.packed_resources.samples import packed, small
from tools.attach.formats import attach
from tools.attach.options import Options
from tools.audit.audit import Settings, audit
from tools.audit.finding import Finding, Severity

STABLE_ABI = """
[feature_macro.HAVE_FORK]
[feature_macro.MS_WINDOWS]
[feature_macro.PY_HAVE_THREAD_NATIVE_ID]
[function.Py_AuditExample]
[data]
"""
"""A manifest of the stable ABI that the images keep."""


@cache
def image(platform: str) -> bytes:
    """Returns the image for a platform, without packed resources."""
    return Path(os.environ[platform.upper()]).read_bytes()


@cache
def executable(platform: str) -> bytes:
    """Returns the image for a platform with packed resources."""
    return bytes(attach(image(platform), packed(small()), Options("example")))


def stable_abi(text: str = STABLE_ABI) -> Path:
    """Writes a manifest of the stable ABI."""
    path = Path(os.environ["TEST_TMPDIR"]) / "stable_abi.toml"
    path.write_text(text, encoding="utf-8")
    return path


def errors(
    content: bytes, *platforms: str, settings: Settings | None = None
) -> dict[str, list[Finding]]:
    """Audits and returns the errors by the names of their checks."""
    findings: dict[str, list[Finding]] = {}
    settings = settings or Settings(stable_abi=stable_abi())
    for finding in audit(content, platforms, settings):
        if finding.severity is Severity.ERROR:
            findings.setdefault(finding.check, []).append(finding)
    return findings


def replaced(content: bytes, offset: int, new: bytes) -> bytes:
    """Returns the content with other bytes at an offset."""
    return content[:offset] + new + content[offset + len(new) :]
