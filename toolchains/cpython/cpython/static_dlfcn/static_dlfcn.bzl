"""What stands in for the dynamic loader in programs that have none."""

load("@rules_cc//cc:cc_library.bzl", "cc_library")
load("//platforms:platforms.bzl", "PLATFORMS")
load("//toolchains/cpython/cpython:by_platform.bzl", "by_platform")
load(":static_symbol_table.bzl", "static_symbol_table")

# buildifier: disable=unnamed-macro
def cpython_static_dlfcn(copts):
    """Declares `:dlfcn`: on musl, whose programs are static, `dlopen()` and its family.

    Args:
        copts: list of strings: compiler options of our own C files.
    """
    static_symbol_table(
        name = "static_symbol_table",
        exec_interpreter = ":exec_interpreter",
        landmark = "Lib/os.py",
        # Some of the C API is in extension modules, for example `PyErr_CheckSignals` in _signal.
        libraries = [":core", ":modules"],
        names = str(Label("//toolchains/cpython/cpython/static_dlfcn:libc_symbols.txt")),
        standard_library = [":stdlib_sources"],
        visibility = ["//visibility:public"],
    )

    cc_library(
        name = "static_dlfcn",
        srcs = [
            ":static_symbol_table",
            str(Label("//toolchains/cpython/cpython/static_dlfcn:dlfcn.c")),
            str(Label("//toolchains/cpython/cpython/static_dlfcn:symbol_table.h")),
        ],
        # Before the C library's own, which is linked for what is still missing.
        alwayslink = True,
        copts = copts,
        linkstatic = True,
        visibility = ["//visibility:private"],
    )

    cc_library(
        name = "dlfcn",
        deps = by_platform(
            lambda name: [":static_dlfcn"] if PLATFORMS[name].libc == "musl" else [],
        ),
    )
