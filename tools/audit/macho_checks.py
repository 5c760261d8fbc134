"""Checks of Mach-O executables: macOS."""

from __future__ import annotations

from collections.abc import Iterator

from tools.audit.common_checks import check_stack_size
from tools.audit.contracts import MachoContract
from tools.audit.finding import Finding
from tools.executable.code_signature import CS_ADHOC, CS_EXECSEG_MAIN_BINARY, CodeSignature
from tools.executable.facts import Region, shown_version
from tools.executable.macho import MachoExecutable

_SIGN_AGAIN = "sign it after its last change: attach does so, codesign on macOS too"

_PAGE_ZERO_SIZE = 1 << 32
"""What the kernel asks of programs of 64 bits, so that no 32 bit number is a valid pointer."""


def check_macho(executable: MachoExecutable, contract: MachoContract) -> Iterator[Finding]:
    """Checks what only Mach-O has."""
    yield from _check_versions(executable, contract)
    yield from _check_memory(executable)
    if executable.has_executable_stack:
        yield Finding(
            "stack", "asks for an executable stack", "header", "link without -allow_stack_execute"
        )
    yield from check_stack_size(executable.stack_size, contract)
    if executable.signature is None:
        yield Finding("signature", "is not signed", "LC_CODE_SIGNATURE", _SIGN_AGAIN)
    else:
        yield from _check_signature(executable, executable.signature)


def _check_versions(executable: MachoExecutable, contract: MachoContract) -> Iterator[Finding]:
    mend = "compile and link it with the C toolchain of these rules"
    minimum, sdk = executable.minimum_version, executable.sdk_version
    if minimum is None or executable.platform != "macOS":
        yield Finding(
            "minimum-os", f"is for {executable.needs}, not macOS", "LC_BUILD_VERSION", mend
        )
    elif minimum != contract.minimum_version:
        yield Finding(
            "minimum-os",
            f"says that it runs on macOS {shown_version(minimum)} and newer, "
            f"not {shown_version(contract.minimum_version)}",
            "LC_BUILD_VERSION",
            mend,
        )
    elif sdk is None or sdk < minimum:
        yield Finding(
            "minimum-os",
            f"says that its SDK is {shown_version(sdk or (0, 0))}: older than the oldest system",
            "LC_BUILD_VERSION",
            mend,
        )


def _check_memory(executable: MachoExecutable) -> Iterator[Finding]:
    if not executable.is_position_independent:
        yield Finding("memory", "is always at the same address", "MH_PIE", "link with -pie")
    first = executable.regions[0] if executable.regions else None
    if (
        first is None
        or first.name != "__PAGEZERO"
        or first.memory_size < _PAGE_ZERO_SIZE
        or first.rights
    ):
        yield Finding(
            "memory",
            "the lowest 4 GiB of addresses are not kept free",
            "__PAGEZERO",
            "link without -pagezero_size",
        )


def _check_signature(executable: MachoExecutable, signature: CodeSignature) -> Iterator[Finding]:
    segments = {region.name: region for region in executable.regions}
    for problem in _signature_problems(executable, signature, segments):
        yield Finding("signature", problem, f"code signature at {signature.offset:#x}", _SIGN_AGAIN)


def _signature_problems(
    executable: MachoExecutable, signature: CodeSignature, segments: dict[str, Region]
) -> Iterator[str]:
    if signature.wrong_pages:
        first = signature.wrong_pages[0]
        yield (
            f"{len(signature.wrong_pages)} of {signature.page_count} pages were changed after it "
            f"was signed, the first at {first * signature.page_size:#x}"
        )
    if signature.wrong_blobs:
        yield f"the hash of its part {signature.wrong_blobs[0]} is another one"
    if signature.hash_type != "sha256":
        yield f"its pages are hashed with {signature.hash_type}, not sha256"
    if signature.code_limit != signature.offset:
        yield f"covers {signature.code_limit:,} bytes, not the {signature.offset:,} in front of it"
    if signature.page_count != -(-signature.code_limit // signature.page_size):
        yield f"has {signature.page_count} hashes of pages: not one for each"
    end = signature.offset + signature.size
    if end != executable.size:
        yield f"{executable.size - end:,} bytes follow it that it does not cover"
    if signature.offset % 16:
        yield "is not at a multiple of 16"
    linkedit = segments.get("__LINKEDIT")
    if linkedit is None or linkedit.offset + linkedit.size != end:
        yield "does not end where the segment __LINKEDIT ends"
    if not signature.identifier:
        yield "has no identifier"
    if bool(signature.flags & CS_ADHOC) is signature.has_certificate:
        yield "says that it is ad hoc and has a certificate, or neither"
    text = segments.get("__TEXT")
    offset, size, flags = signature.exec_segment or (0, 0, 0)
    is_main = bool(flags & CS_EXECSEG_MAIN_BINARY)
    if text is None or (offset, size, is_main) != (text.offset, text.size, True):
        yield "does not name the segment __TEXT as the one of the main program"
