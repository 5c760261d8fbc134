"""The programs that are linked from CPython's core and its extension modules."""

load("@rules_cc//cc:cc_binary.bzl", "cc_binary")
load("@rules_cc//cc:cc_library.bzl", "cc_library")
load("//toolchains/cpython/cpython/static_dlfcn:static_dlfcn.bzl", "cpython_static_dlfcn")
load("//toolchains/python:canonical_configuration.bzl", "canonical_target")
load(":cpython_copts.bzl", "CPYTHON_COPTS")
load(":python_installation.bzl", "python_installation")

_OUR_COPTS = ["-std=c11", "-Wall", "-Wextra", "-Wconversion", "-Werror", "-fvisibility=hidden"]

_EXPORTED_SYMBOLS = str(Label("//toolchains/cpython/cpython:exported_symbols.txt"))

# Extension modules that are loaded later find the C API in the program itself. On Windows, headers say
# what is exported.
_EXPORT_API = select({
    str(Label("@platforms//os:linux")): [
        "-Wl,--dynamic-list=$(execpath {})".format(_EXPORTED_SYMBOLS),
    ],
    # A program exports what is visible and still there. zig's linker cannot be told what to keep.
    str(Label("@platforms//os:macos")): ["-Wl,--no-gc-sections"],
    "//conditions:default": [],
})

_DROP_UNUSED = select({
    str(Label("@platforms//os:linux")): ["-Wl,--gc-sections"],
    str(Label("@platforms//os:macos")): ["-Wl,-dead_strip"],
    "//conditions:default": [],
})

# Windows: programs start at wmain().
_START = select({
    str(Label("@platforms//os:windows")): ["-municode"],
    "//conditions:default": [],
})

# Windows: the stack is as large as elsewhere; upstream's (2,000,000 bytes) is made for the frames of
# Microsoft's compiler, and ends before the limit of C recursion does.
_STACK = select({
    str(Label("@platforms//os:windows")): ["-Wl,--stack=16777216"],
    "//conditions:default": [],
})

_STRIP = select({
    # Nothing: of zig's linker `-s` is not heard, and with `-x` it leaves entries of the indirect symbol
    # table unwritten, that is, with whatever was in its memory. `tools/attach` drops the symbols.
    str(Label("@platforms//os:macos")): [],
    # Not the compiler driver's `-s`: a `-Wl,-S` of the toolchain would take its place.
    "//conditions:default": ["-Wl,-s"],
})

# buildifier: disable=unnamed-macro
def cpython_executables(minor_version):
    """Declares the programs.

    * `:interpreter` runs the build's tools.
    * `:python` is the ordinary interpreter, `:installation` a folder to run it from, and
      `:installation_with_tests` one that has the package `test` as well.
    * `:native_image` is what every Python executable consists of before its packed resources are
      attached; `:libpython` is what it is linked from, `:embeddable` the part of it that is for
      programs with a `main()` of their own.

    Args:
        minor_version: version of CPython without its last part, e.g. `3.13`.
    """
    cc_binary(
        name = "interpreter",
        srcs = [str(Label("//toolchains/cpython/cpython:interpreter_main.c"))],
        copts = _OUR_COPTS,
        linkopts = _DROP_UNUSED + _STRIP,
        visibility = ["//visibility:public"],
        deps = [":core", ":inittab_exec"],
    )

    # With all its options: for tests and comparisons.
    cc_binary(
        name = "python",
        srcs = ["Programs/python.c"],
        additional_linker_inputs = [_EXPORTED_SYMBOLS],
        copts = CPYTHON_COPTS,
        linkopts = _DROP_UNUSED + _EXPORT_API + _START + _STACK + _STRIP,
        local_defines = ["Py_BUILD_CORE"],
        visibility = ["//visibility:public"],
        deps = [":core", ":dlfcn", ":inittab"],
    )

    # In the configuration that distributions are compiled in, so that nothing is compiled twice.
    canonical_target(
        name = "exec_interpreter",
        actual = ":interpreter",
    )

    cpython_static_dlfcn(copts = _OUR_COPTS)

    for name, tests in {
        "installation": [],
        "installation_with_tests": [":test_suite"],
    }.items():
        python_installation(
            name = name,
            exec_interpreter = ":exec_interpreter",
            interpreter = ":python",
            landmark = "Lib/os.py",
            library = [":stdlib_resources", ":stdlib_sources"] + tests,
            python_version = minor_version,
            visibility = ["//visibility:public"],
        )

    cc_library(
        name = "loader",
        srcs = [str(Label("//loader:srcs"))],
        hdrs = [str(Label("//loader:hdrs"))],
        copts = _OUR_COPTS,
        linkstatic = True,
        # On Windows the headers else take it for a user of a DLL, and import the C API.
        local_defines = select({
            str(Label("@platforms//os:windows")): ["Py_BUILD_CORE_BUILTIN"],
            "//conditions:default": [],
        }),
        visibility = ["//visibility:public"],
        deps = [":headers", ":internal_headers", str(Label("@zlib//:z"))],
    )

    cc_library(
        name = "loader_main",
        srcs = [str(Label("//loader:main_srcs"))],
        copts = _OUR_COPTS,
        linkstatic = True,
        deps = [":loader"],
    )

    cc_library(
        name = "embeddable",
        additional_linker_inputs = [_EXPORTED_SYMBOLS],
        linkopts = _EXPORT_API + _STACK,
        visibility = ["//visibility:public"],
        deps = [":core", ":dlfcn", ":inittab", ":loader"],
    )

    cc_library(
        name = "libpython",
        linkopts = _DROP_UNUSED + _START,
        visibility = ["//visibility:public"],
        deps = [":embeddable", ":loader_main"],
    )

    cc_binary(
        name = "native_image",
        linkopts = _STRIP,
        visibility = ["//visibility:public"],
        deps = [":libpython"],
    )
