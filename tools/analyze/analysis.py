"""Takes a file apart: the executables in it, their packed resources, and what an audit says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tools.attach.attached import NotAttached
from tools.attach.formats import find_attached
from tools.audit.audit import Settings, audit
from tools.audit.finding import Finding
from tools.audit.platforms import platforms_of
from tools.common.errors import ToolError
from tools.executable.facts import Executable
from tools.executable.read import read_executables
from tools.packed_resources.format import MAGIC
from tools.packed_resources.reader import PackedResources


@dataclass(frozen=True)
class Part:
    """Packed resources, an executable, or both.

    Attributes:
        executable: None for a packed file alone.
        resources: None if there are none, or if they are damaged.
        damage: why they cannot be used; None if they can, or if there are none.
        offset: where the packed resources begin in the file.
    """

    executable: Executable | None
    resources: PackedResources | None
    damage: str | None = None
    offset: int = 0

    @property
    def is_ours(self) -> bool:
        """Whether packed resources were attached to it."""
        return self.resources is not None or self.damage is not None


@dataclass(frozen=True)
class Analysis:
    """What is in a file.

    Attributes:
        parts: one, or those of a universal binary.
        platforms: names of the platforms whose contracts it was audited against; empty if it was
            not.
        findings: of the audit.
    """

    parts: Sequence[Part]
    platforms: Sequence[str] = ()
    findings: Sequence[Finding] = ()


def analyze(content: bytes, platforms: Sequence[str]) -> Analysis:
    """Analyses a packed file or an executable, whoever made it.

    Args:
        content: of the file.
        platforms: names of the platforms to audit it for. Without any, an executable with packed
            resources is audited for those it seems to be for, another one not at all.

    Raises:
        ToolError: it is of no known format, or malformed; or it is a damaged packed file.
    """
    if content.startswith(MAGIC):
        resources = PackedResources(content)
        resources.verify()
        return Analysis([Part(None, resources)])
    executables = read_executables(content)
    parts = [_part(executable, content) for executable in executables]
    if not platforms and any(part.is_ours for part in parts):
        platforms = platforms_of(executables)
    findings = audit(content, platforms, Settings()) if platforms else []
    return Analysis(parts, platforms, findings)


def _part(executable: Executable, content: bytes) -> Part:
    """Looks for the packed resources of one of the executables in a file."""
    if executable.kind != "program" or not platforms_of([executable]):
        # Nothing like that is built.
        return Part(executable, None)
    own = memoryview(content)[executable.offset : executable.offset + executable.size]
    try:
        attached = find_attached(own)
        resources = PackedResources(own[attached.offset : attached.offset + attached.size])
        resources.verify()
    except NotAttached:
        return Part(executable, None)
    except ToolError as error:
        return Part(executable, None, damage=str(error))
    return Part(executable, resources, offset=executable.offset + attached.offset)
