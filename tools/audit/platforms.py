"""Which platform an executable is for."""

from __future__ import annotations

from collections.abc import Sequence

from tools.audit.contracts import CONTRACTS, ElfContract, MachoContract, PeContract
from tools.executable.elf import ElfExecutable
from tools.executable.facts import Executable

FORMATS = {ElfContract: "ELF", MachoContract: "Mach-O", PeContract: "PE"}
"""Kind of contract -> format of the executables that it is for."""


def platforms_of(executables: Sequence[Executable]) -> list[str]:
    """Returns the names of the platforms that a file's executables are for.

    Empty if there is none for one of them.
    """
    names = [_platform_of(executable) for executable in executables]
    return [name for name in names if name] if all(names) else []


def _platform_of(executable: Executable) -> str | None:
    for name, contract in CONTRACTS.items():
        fits = (
            FORMATS[type(contract)] == executable.format
            and contract.architecture == executable.architecture
        )
        if fits and isinstance(contract, ElfContract) and isinstance(executable, ElfExecutable):
            fits = (contract.interpreter is None) == (executable.interpreter is None)
        if fits:
            return name
    return None
