"""What an audit finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """What a finding means for whoever ships the executable."""

    ERROR = "error"
    """The executable breaks its contract."""

    WARNING = "warning"
    """It keeps the contract; something that was said about it is not needed or not so."""

    NOTE = "note"
    """An error that was accepted, or something that could not be checked."""


CHECKS = {
    "format": "It is an intact executable of its platform's format.",
    "architecture": "It is for its platform's processor.",
    "minimum-os": "It starts on the oldest system that its platform promises.",
    "libraries": "It needs only shared libraries that every such system has, from its own places.",
    "exports": "It offers Python's C API to extension modules and nothing else, or nothing at all.",
    "stable-abi": "Where it offers the C API, the whole stable ABI is there.",
    "memory": "Nothing is writable and executable; addresses are protected as far as they can be.",
    "stack": "The stack is not executable, and large enough for Python's recursion.",
    "stripped": "Nothing is in it that only debuggers read.",
    "signature": "Its code signature is right and covers all of it.",
    "reproducible": "No time of its making is in it.",
    "manifest": "Windows treats it as a program of today: long paths, its real version.",
    "checksum": "The checksum in its header is right.",
    "resources": "Packed resources are where the loader looks for them, intact and read-only.",
    "packed-libraries": "Shared libraries of wheels are for its platform and find what they need.",
}
"""Name of each check -> what it makes sure of."""


@dataclass(frozen=True)
class Finding:
    """Something that an audit has to say.

    Attributes:
        check: which of `CHECKS`.
        what: what is wrong.
        where: in which part of the executable.
        mend: what to do about it.
        severity: how much it matters.
    """

    check: str
    what: str
    where: str
    mend: str
    severity: Severity = Severity.ERROR
