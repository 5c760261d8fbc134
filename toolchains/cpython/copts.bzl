"""Compiler options shared by the overlays of CPython and its C libraries."""

# `-w`: warnings in sources that are not ours cannot be acted upon here.
LIBRARY_COPTS = [
    "-fvisibility=hidden",
    "-ffunction-sections",
    "-fdata-sections",
    "-w",
]
