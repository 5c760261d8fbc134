"""Checks of ELF executables: Linux."""

from __future__ import annotations

from collections.abc import Iterator

from tools.audit.common_checks import check_stack_size, shown
from tools.audit.contracts import ElfContract
from tools.audit.finding import Finding
from tools.executable.elf import ElfExecutable, glibc_version
from tools.executable.facts import shown_version


def check_elf(executable: ElfExecutable, contract: ElfContract) -> Iterator[Finding]:
    """Checks what only ELF has."""
    yield from _check_interpreter(executable, contract)
    yield from _check_versions(executable, contract)
    yield from _check_memory(executable)
    yield from _check_stack(executable)
    yield from check_stack_size(executable.stack_size, contract)


def _check_interpreter(executable: ElfExecutable, contract: ElfContract) -> Iterator[Finding]:
    if executable.interpreter == contract.interpreter:
        return
    if contract.interpreter is None:
        what = f"needs the dynamic loader {executable.interpreter}, but should be static"
    else:
        found = executable.interpreter or "none"
        what = f"its dynamic loader is {found}, not {contract.interpreter}"
    yield Finding(
        "libraries",
        what,
        "PT_INTERP",
        "link it with the C toolchain of these rules",
    )


def _check_versions(executable: ElfExecutable, contract: ElfContract) -> Iterator[Finding]:
    if contract.glibc is None:
        # The libraries themselves are one too many already.
        return
    if executable.versions is None:
        yield Finding(
            "minimum-os",
            "cannot tell which versions of glibc's symbols it needs: it has no section headers",
            "section headers",
            "strip symbols only, not the section headers",
        )
        return
    for version, symbols in executable.versions.items():
        number = glibc_version(version)
        library, _, name = version.partition(":")
        if number is None:
            problem = "which is no released version of glibc"
        elif number > contract.glibc:
            problem = f"newer than {shown_version(contract.glibc)}"
        else:
            continue
        needing = f" for {shown(symbols)}" if symbols else ""
        yield Finding(
            "minimum-os",
            f"needs {name}, {problem}{needing}",
            library,
            "compile it with the C toolchain of these rules, which knows glibc 2.17 only",
        )


def _check_memory(executable: ElfExecutable) -> Iterator[Finding]:
    if executable.has_text_relocations:
        yield Finding(
            "memory",
            "the dynamic loader has to write into its code",
            "DT_TEXTREL",
            "compile all of it with the same -fPIC, -fPIE or -fno-pic",
        )
    if executable.interpreter is None:
        # Nothing binds symbols at run time.
        return
    if not executable.has_relro:
        yield Finding(
            "memory",
            "tables of pointers stay writable",
            "PT_GNU_RELRO",
            "link with -Wl,-z,relro",
        )
    if not executable.binds_now:
        yield Finding(
            "memory",
            "binds symbols at their first use, so that their table stays writable",
            "DT_FLAGS",
            "link with -Wl,-z,now",
        )


def _check_stack(executable: ElfExecutable) -> Iterator[Finding]:
    mend = "link with -Wl,-z,noexecstack; give assembly files a section .note.GNU-stack"
    if executable.stack_rights is None:
        yield Finding(
            "stack", "does not say that its stack is not executable", "PT_GNU_STACK", mend
        )
    elif "x" in executable.stack_rights:
        yield Finding("stack", "its stack is executable", "PT_GNU_STACK", mend)
