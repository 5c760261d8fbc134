"""Compiler options of CPython itself."""

load("//toolchains/cpython:copts.bzl", "LIBRARY_COPTS")

# Upstream's own: the code counts on signed overflow to wrap. NDEBUG is part of what is compiled, not
# of how: asserting makes another interpreter (`sys.flags`, ABI of debug hooks), many times slower.
CPYTHON_COPTS = LIBRARY_COPTS + select({
    # What is written for Microsoft's compiler counts on its extensions, on the macro `WIN32` and on
    # pointers of different types to the same memory.
    str(Label("@platforms//os:windows")): [
        "-std=gnu11",
        "-fms-extensions",
        "-fno-strict-aliasing",
    ],
    "//conditions:default": ["-std=c11"],
}) + [
    "-O3",
    "-fwrapv",
    "-fno-strict-overflow",
    "-DNDEBUG",
]

# For C files that have code for Windows under `_MSC_VER`, the macro of Microsoft's compiler.
MSVC_PRELUDE = ["-include", "msvc_prelude.h"]

# For C files that catch exceptions of the processor on Windows, but not when compiled by gcc.
SEH_PRELUDE = ["-include", "seh_prelude.h"]

# For C++ without its library.
CXX_WITHOUT_LIBRARY_COPTS = [
    "-std=c++20",
    "-fno-exceptions",
    "-fno-rtti",
]
