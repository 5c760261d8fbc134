"""CPython's core: parser, compiler, object system and interpreter."""

load("@rules_cc//cc:cc_library.bzl", "cc_library")
load("//platforms:platforms.bzl", "PLATFORMS")
load("//toolchains/cpython:string_define.bzl", "string_define")
load(":build_facts.bzl", "build_facts")
load(":by_platform.bzl", "by_platform")
load(":core_sources.bzl", "CORE_SOURCES")
load(":cpython_copts.bzl", "CPYTHON_COPTS", "MSVC_PRELUDE")
load(":pyconfig.bzl", "pyconfig_macros")

_WINDOWS = str(Label("@platforms//os:windows"))

# Minor version of CPython -> options for `Python/ceval.c`: CFLAGS_CEVAL of `Makefile.pre.in`.
_CEVAL_COPTS = {
    # Clang 22 else gives the loop of the interpreter a frame of 40 kB.
    "3.14": ["-finline-max-stacksize=512"],
}

# Minor version of CPython -> C files of ours that its frozen modules need.
_FROZEN_CODE = {
    "3.11": [str(Label("//toolchains/cpython/cpython:frozen_code_3_11.c"))],
}

def _core_library(name, copts = [], deps = [], local_defines = [], **kwargs):
    """A `cc_library` of files compiled as part of the core.

    Args:
        name: name of the target.
        copts: compiler options of its own.
        deps: what it needs besides the core's headers.
        local_defines: macros of its own.
        **kwargs: passed on to `cc_library`.
    """
    cc_library(
        name = name,
        # The whole C API has to be there for extension modules that are loaded later.
        alwayslink = True,
        copts = CPYTHON_COPTS + copts,
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

def _core_of_system(minor_version):
    """Declares `:core_of_system`, the files that only one family of operating systems has.

    Args:
        minor_version: version of CPython without its last part, e.g. `3.13`.
    """
    _core_library(
        name = "core_posix",
        srcs = ["Python/dynload_shlib.c", "Python/frozenmain.c"],
        local_defines = by_platform(
            lambda name: [string_define("SOABI", build_facts(minor_version, name).soabi)],
            oses = ["linux", "macos"],
        ),
    )

    _core_library(
        name = "core_windows",
        srcs = [
            "PC/dl_nt.c",
            "Python/dynload_win.c",
            str(Label("//toolchains/cpython/cpython/windows:dll_handle.c")),
        ],
        local_defines = [
            # `sys.winver`, by which the registry knows this Python.
            string_define("MS_DLL_ID", minor_version),
            # The library that extension modules with the stable ABI are linked against.
            string_define("PY3_DLLNAME", "python3.dll", prefix = "L"),
        ],
    )

    _core_library(
        name = "core_windows_msvc",
        srcs = ["PC/invalid_parameter_handler.c"],
        copts = MSVC_PRELUDE,
    )

    cc_library(
        name = "core_of_system",
        deps = select({
            _WINDOWS: [":core_windows", ":core_windows_msvc"],
            "//conditions:default": [":core_posix"],
        }),
    )

def cpython_core(minor_version):
    """Declares `:core`, the whole core, and `:core_without_frozen_modules`, which freezes them.

    Args:
        minor_version: version of CPython without its last part, e.g. `3.13`.
    """
    _core_library(
        name = "core_common",
        srcs = CORE_SOURCES[minor_version],
    )

    _core_of_system(minor_version)

    _core_library(
        name = "core_ceval",
        srcs = ["Python/ceval.c"],
        copts = _CEVAL_COPTS.get(minor_version, []),
    )

    _core_library(
        name = "core_pylifecycle",
        srcs = ["Python/pylifecycle.c"],
        copts = select({
            _WINDOWS: MSVC_PRELUDE,
            "//conditions:default": [],
        }),
    )

    _core_library(
        name = "core_asm_trampoline",
        # Calls of Python functions that Linux's perf can see.
        srcs = by_platform(lambda name: [
            "Python/asm_trampoline.S",
        ] if "PY_HAVE_PERF_TRAMPOLINE" in pyconfig_macros(minor_version, name) else []),
    )

    _core_library(
        name = "core_getbuildinfo",
        srcs = ["Modules/getbuildinfo.c"],
        # Shown by `sys.version`. A build's time and place must not get into its bits.
        local_defines = [
            string_define("DATE", "Jan  1 1980"),
            # Else it takes itself for an extension module, which imports the C API.
            "Py_BUILD_CORE_BUILTIN",
            string_define("TIME", "00:00:00"),
        ],
    )

    _core_library(
        name = "core_getplatform",
        srcs = ["Python/getplatform.c"],
        local_defines = by_platform(lambda name: [
            string_define("PLATFORM", build_facts(minor_version, name).machdep),
        ]),
    )

    _core_library(
        name = "core_sysmodule",
        srcs = ["Python/sysmodule.c"],
        local_defines = by_platform(lambda name: [
            # Upstream's: how a build folder lies to the sources.
            string_define("VPATH", "..\\.."),
        ] if PLATFORMS[name].os == "windows" else [
            string_define("ABIFLAGS", ""),
            string_define("MULTIARCH", build_facts(minor_version, name).multiarch),
        ]),
    )

    _core_library(
        name = "core_getpath",
        srcs = ["Modules/getpath.c"],
        # The installation that an interpreter falls back to if it finds none around itself:
        # upstream's default. Ours are told their paths and never look.
        local_defines = select({
            _WINDOWS: [
                "EXEC_PREFIX=NULL",
                string_define("MS_DLL_ID", minor_version),
                string_define("PLATLIBDIR", "DLLs"),
                "PREFIX=NULL",
                string_define("PYDEBUGEXT", ""),
                "VERSION=NULL",
                string_define("VPATH", "..\\.."),
            ],
            "//conditions:default": [
                string_define("EXEC_PREFIX", "/usr/local"),
                string_define("PLATLIBDIR", "lib"),
                string_define("PREFIX", "/usr/local"),
                string_define("PYTHONPATH", ""),
                string_define("VERSION", minor_version),
                string_define("VPATH", ""),
            ],
        }),
        deps = [":frozen_headers"],
    )

    _core_library(
        name = "core_frozen",
        srcs = ["Python/frozen.c"] + _FROZEN_CODE.get(minor_version, []),
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
            # Upstream's stack size of the main thread: the usual 8 MiB are too few for Python's
            # recursion limit. zig's linker takes a number for decimal unless it says otherwise.
            str(Label("@platforms//os:macos")): ["-Wl,-stack_size,0x1000000"],
            _WINDOWS: [
                "-lapi-ms-win-core-path-l1-1-0",
                "-lbcrypt",
                "-lversion",
                "-lws2_32",
            ],
            "//conditions:default": [],
        }),
        deps = [
            ":core_asm_trampoline",
            ":core_ceval",
            ":core_common",
            ":core_getbuildinfo",
            ":core_getplatform",
            ":core_of_system",
            ":core_pylifecycle",
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
