"""CPython's header files."""

load("@bazel_skylib//rules:copy_file.bzl", "copy_file")
load("@bazel_skylib//rules:write_file.bzl", "write_file")
load("@rules_cc//cc:cc_library.bzl", "cc_library")
load(":by_platform.bzl", "by_platform")
load(":pyconfig.bzl", "pyconfig_header_lines")

_WINDOWS = str(Label("@platforms//os:windows"))

def cpython_headers(minor_version):
    """Declares `:headers`, the C API, and headers for others than those who only use that.

    `:installed_headers` is what extension modules find; the private ones are what CPython's own files
    include.

    Args:
        minor_version: version of CPython without its last part, e.g. `3.13`.
    """
    write_file(
        name = "pyconfig",
        out = "pyconfig/pyconfig.h",
        content = by_platform(
            lambda name: pyconfig_header_lines(minor_version, name),
            oses = ["linux", "macos"],
        ),
        newline = "unix",
    )

    copy_file(
        name = "pyconfig_msvc",
        src = "PC/pyconfig.h.in",
        out = "pyconfig/pyconfig_msvc.h",
        allow_symlink = True,
    )

    cc_library(
        name = "headers",
        hdrs = native.glob(["Include/**/*.h"], exclude = ["Include/internal/**"]) + select({
            _WINDOWS: [":pyconfig_msvc"],
            "//conditions:default": [":pyconfig"],
        }),
        includes = ["Include", "pyconfig"],
        visibility = ["//visibility:public"],
        deps = select({
            _WINDOWS: [str(Label("//toolchains/cpython/cpython/windows:pyconfig"))],
            "//conditions:default": [],
        }),
    )

    # As they are installed. Among others Cython includes private ones, as `internal/pycore_frame.h`.
    cc_library(
        name = "installed_headers",
        hdrs = native.glob(["Include/internal/**/*.h"]),
        visibility = ["//visibility:public"],
        deps = [":headers"],
    )

    # For code compiled with `Py_BUILD_CORE`: holds for exactly this version of CPython.
    cc_library(
        name = "internal_headers",
        hdrs = native.glob(["Include/internal/**/*.h"]),
        includes = ["Include/internal", "Include/internal/mimalloc"],
        visibility = ["//visibility:public"],
        deps = [":headers"] + select({
            str(Label("@platforms//os:macos")): [
                str(Label("//toolchains/cpython/cpython/macos:shims")),
            ],
            _WINDOWS: [
                ":windows_headers",
                str(Label("//toolchains/cpython/cpython/windows:shims")),
            ],
            "//conditions:default": [],
        }),
    )

    cc_library(
        name = "windows_headers",
        hdrs = ["PC/errmap.h"],
        includes = ["PC"],
    )

    # What the core's C files include from beside themselves, some of it C code.
    cc_library(
        name = "core_private_headers",
        textual_hdrs = native.glob(
            [
                "Modules/clinic/gcmodule.c.h",
                "Objects/**/*.h",
                "Objects/*.inc",
                "Objects/mimalloc/**/*.c",
                "Parser/**/*.h",
                "Python/**/*.h",
            ],
            # Not every version has all of them.
            allow_empty = True,
        ),
        deps = [":internal_headers"],
    )

    cc_library(
        name = "hacl_headers",
        # 3.11 has none.
        hdrs = native.glob(["Modules/_hacl/**/*.h"], allow_empty = True),
        includes = [
            "Modules/_hacl",
            "Modules/_hacl/include",
        ],
        # As `Modules/Setup.stdlib.in` has it: for the byte order macros of <endian.h>.
        defines = ["_BSD_SOURCE", "_DEFAULT_SOURCE"],
    )
