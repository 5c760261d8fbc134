"""Compiler options of CPython itself."""

load("//toolchains/cpython:copts.bzl", "LIBRARY_COPTS")

# Upstream's own: the code counts on signed overflow to wrap. NDEBUG is part of what is compiled, not
# of how: asserting makes another interpreter (`sys.flags`, ABI of debug hooks), many times slower.
CPYTHON_COPTS = LIBRARY_COPTS + [
    "-std=c11",
    "-O3",
    "-fwrapv",
    "-fno-strict-overflow",
    "-DNDEBUG",
]
