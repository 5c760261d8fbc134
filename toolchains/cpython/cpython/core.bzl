"""CPython's core: parser, compiler, object system and interpreter."""

load("@rules_cc//cc:cc_library.bzl", "cc_library")
load("//platforms:platforms.bzl", "PLATFORMS")
load(":build_facts.bzl", "build_facts")
load(":by_platform.bzl", "by_platform")
load(":core_sources.bzl", "CORE_SOURCES")
load(":cpython_copts.bzl", "CPYTHON_COPTS")

def _core_library(name, deps = [], local_defines = [], **kwargs):
    """A `cc_library` of files compiled as part of the core.

    Args:
        name: name of the target.
        deps: what it needs besides the core's headers.
        local_defines: macros of its own.
        **kwargs: passed on to `cc_library`.
    """
    cc_library(
        name = name,
        # The whole C API has to be there for extension modules that are loaded later.
        alwayslink = True,
        copts = CPYTHON_COPTS,
        linkstatic = True,
        local_defines = ["Py_BUILD_CORE"] + local_defines,
        deps = [":core_private_headers"] + deps,
        **kwargs
    )

def _is_gnu(platform_name):
    """Whether a platform's C library is glibc.

    Args:
        platform_name: key of `PLATFORMS`.

    Returns:
        a bool.
    """
    return PLATFORMS[platform_name].libc == "gnu"

def cpython_core(minor_version):
    """Declares `:core`, the whole core, and `:core_without_frozen_modules`, which freezes them.

    Args:
        minor_version: version of CPython without its last part, e.g. `3.13`.
    """
    facts = lambda platform_name: build_facts(minor_version, platform_name)

    _core_library(
        name = "core_common",
        srcs = CORE_SOURCES[minor_version],
    )

    _core_library(
        name = "core_asm_trampoline",
        # Calls of Python functions that Linux's perf can see: PY_HAVE_PERF_TRAMPOLINE in pyconfig.h.
        srcs = by_platform(lambda name: ["Python/asm_trampoline.S"] if _is_gnu(name) else []),
    )

    _core_library(
        name = "core_getbuildinfo",
        srcs = ["Modules/getbuildinfo.c"],
        # Shown by `sys.version`. A build's time and place must not get into its bits.
        local_defines = [
            "DATE=\\\"Jan\\ \\ 1\\ 1980\\\"",
            "TIME=\\\"00:00:00\\\"",
        ],
    )

    _core_library(
        name = "core_getplatform",
        srcs = ["Python/getplatform.c"],
        local_defines = by_platform(lambda name: [
            "PLATFORM=\\\"{}\\\"".format(facts(name).machdep),
        ]),
    )

    _core_library(
        name = "core_sysmodule",
        srcs = ["Python/sysmodule.c"],
        local_defines = by_platform(lambda name: [
            "ABIFLAGS=\\\"\\\"",
            "MULTIARCH=\\\"{}\\\"".format(facts(name).multiarch),
        ]),
    )

    _core_library(
        name = "core_dynload",
        srcs = ["Python/dynload_shlib.c"],
        local_defines = by_platform(lambda name: [
            "SOABI=\\\"{}\\\"".format(facts(name).soabi),
        ]),
    )

    _core_library(
        name = "core_getpath",
        srcs = ["Modules/getpath.c"],
        # The installation that an interpreter falls back to if it finds none around itself:
        # upstream's default. Ours are told their paths and never look.
        local_defines = [
            "EXEC_PREFIX=\\\"/usr/local\\\"",
            "PLATLIBDIR=\\\"lib\\\"",
            "PREFIX=\\\"/usr/local\\\"",
            "PYTHONPATH=\\\"\\\"",
            "VERSION=\\\"{}\\\"".format(minor_version),
            "VPATH=\\\"\\\"",
        ],
        deps = [":frozen_headers"],
    )

    _core_library(
        name = "core_frozen",
        srcs = ["Python/frozen.c"],
        deps = [":frozen_headers"],
    )

    cc_library(
        name = "pty",
        srcs = [str(Label("//toolchains/cpython/cpython:pty.c"))],
        copts = CPYTHON_COPTS,
        linkstatic = True,
        local_defines = ["_GNU_SOURCE"],
    )

    cc_library(
        name = "core_without_frozen_modules",
        linkopts = select({
            str(Label("@platforms//os:linux")): ["-lpthread", "-ldl", "-lrt", "-lm"],
            "//conditions:default": [],
        }),
        deps = [
            ":core_asm_trampoline",
            ":core_common",
            ":core_dynload",
            ":core_getbuildinfo",
            ":core_getplatform",
            ":core_sysmodule",
            ":headers",
        ] + by_platform(lambda name: [":pty"] if _is_gnu(name) else []),
    )

    cc_library(
        name = "core",
        visibility = ["//visibility:public"],
        deps = [
            ":core_frozen",
            ":core_getpath",
            ":core_without_frozen_modules",
        ],
    )
