"""The modules that the interpreter needs before it can import from anywhere: frozen into C."""

load("@bazel_skylib//rules:run_binary.bzl", "run_binary")
load("@rules_cc//cc:cc_binary.bzl", "cc_binary")
load("@rules_cc//cc:cc_library.bzl", "cc_library")
load(":core_sources.bzl", "FROZEN_MODULES")
load(":cpython_copts.bzl", "CPYTHON_COPTS")

def cpython_frozen_modules(minor_version):
    """Declares `:freeze_module` and `:frozen_headers`, what it makes of the frozen modules.

    The headers hold marshalled code and are the same for every target.

    Args:
        minor_version: version of CPython without its last part, e.g. `3.13`.
    """
    cc_binary(
        name = "freeze_module",
        srcs = ["Modules/getpath_noop.c", "Programs/_freeze_module.c"],
        copts = CPYTHON_COPTS,
        local_defines = ["Py_BUILD_CORE"],
        deps = [
            ":core_without_frozen_modules",
            ":inittab_bootstrap",
            ":internal_headers",
        ],
    )

    headers = []
    for module, source in FROZEN_MODULES[minor_version].items():
        header = "Python/frozen_modules/{}.h".format(module)
        run_binary(
            name = "freeze_" + module,
            srcs = [source],
            outs = [header],
            args = [module, "$(execpath {})".format(source), "$(execpath {})".format(header)],
            tool = ":freeze_module",
        )
        headers.append(header)

    cc_library(
        name = "frozen_headers",
        hdrs = headers,
        # `getpath.c` and `frozen.c` name them from different folders.
        includes = [".", "Python"],
    )
