"""The programs that are linked from CPython's core and its extension modules."""

load("@rules_cc//cc:cc_binary.bzl", "cc_binary")
load("@rules_cc//cc:cc_library.bzl", "cc_library")
load(":cpython_copts.bzl", "CPYTHON_COPTS")

_OUR_COPTS = ["-std=c11", "-Wall", "-Wextra", "-Wconversion", "-Werror"]

_EXPORTED_SYMBOLS = str(Label("//toolchains/cpython/cpython:exported_symbols.txt"))

# Extension modules that are loaded later find the C API in the program itself.
_EXPORT_API = select({
    str(Label("@platforms//os:linux")): [
        "-Wl,--dynamic-list=$(execpath {})".format(_EXPORTED_SYMBOLS),
    ],
    "//conditions:default": [],
})

_DROP_UNUSED = select({
    str(Label("@platforms//os:linux")): ["-Wl,--gc-sections"],
    str(Label("@platforms//os:macos")): ["-Wl,-dead_strip"],
})

def cpython_executables():
    """Declares `:interpreter`, `:python`, `:loader`, `:libpython` and `:native_image`."""

    # For the exec platform: it runs the build's tools.
    cc_binary(
        name = "interpreter",
        srcs = [str(Label("//toolchains/cpython/cpython:interpreter_main.c"))],
        copts = _OUR_COPTS,
        linkopts = _DROP_UNUSED + ["-s"],
        visibility = ["//visibility:public"],
        deps = [":core", ":inittab_exec"],
    )

    # The ordinary interpreter, with all its options: for tests and comparisons.
    cc_binary(
        name = "python",
        srcs = ["Programs/python.c"],
        additional_linker_inputs = [_EXPORTED_SYMBOLS],
        copts = CPYTHON_COPTS,
        linkopts = _EXPORT_API + _DROP_UNUSED + ["-s"],
        visibility = ["//visibility:public"],
        deps = [":core", ":inittab"],
    )

    cc_library(
        name = "loader",
        srcs = [str(Label("//loader:srcs"))],
        hdrs = [str(Label("//loader:hdrs"))],
        copts = _OUR_COPTS,
        linkstatic = True,
        visibility = ["//visibility:public"],
        deps = [":headers", ":internal_headers"],
    )

    # What every Python executable is linked from, and how.
    cc_library(
        name = "libpython",
        additional_linker_inputs = [_EXPORTED_SYMBOLS],
        linkopts = _EXPORT_API + _DROP_UNUSED,
        visibility = ["//visibility:public"],
        deps = [":core", ":inittab", ":loader"],
    )

    # What every Python executable consists of before its packed resources are attached.
    cc_binary(
        name = "native_image",
        linkopts = ["-s"],
        visibility = ["//visibility:public"],
        deps = [":libpython"],
    )
