"""Compiler options shared by the overlays of CPython and its C libraries."""

LIBRARY_COPTS = [
    "-fvisibility=hidden",
    "-ffunction-sections",
    "-fdata-sections",
] + select({
    # Its calling convention requires unwind tables: exceptions of the processor and of the system go
    # through all functions, in C as well.
    str(Label("@platforms//os:windows")): [],

    # The tables by which a stack is unwound are a tenth of an executable. C needs none: nothing here
    # throws, and glibc ends a thread without them as well.
    "//conditions:default": ["-fno-asynchronous-unwind-tables"],
}) + [
    # Warnings in sources that are not ours cannot be acted upon here.
    "-w",
]
