"""The standard library: its Python half."""

load("@rules_python//python:py_library.bzl", "py_library")
load(":build_facts.bzl", "build_facts")
load(":by_platform.bzl", "by_platform")
load(":sysconfig_variables.bzl", "sysconfig_lines")

# Development tools, tests, and what needs the Tk toolkit.
_EXCLUDED = [
    "Lib/ctypes/test/**",
    "Lib/distutils/tests/**",
    "Lib/ensurepip/**",
    "Lib/idlelib/**",
    "Lib/lib2to3/**",
    "Lib/site-packages/**",
    "Lib/test/**",
    "Lib/tkinter/**",
    "Lib/turtle.py",
    "Lib/turtledemo/**",
    "Lib/unittest/test/**",
]

# Operating systems on which sysconfig reads its variables from a module.
_POSIX = ["linux", "macos"]

def _generated_module_impl(ctx):
    output = ctx.actions.declare_file("Lib/{}.py".format(ctx.attr.module))
    ctx.actions.write(output, "\n".join(ctx.attr.lines) + "\n")
    return DefaultInfo(files = depset([output]))

_generated_module = rule(
    implementation = _generated_module_impl,
    doc = "A module of the standard library whose name and text depend on the platform.",
    attrs = {
        "lines": attr.string_list(
            doc = "Its text.",
            mandatory = True,
        ),
        "module": attr.string(
            doc = "Its name.",
            mandatory = True,
        ),
    },
)

# buildifier: disable=unnamed-macro
def cpython_stdlib(minor_version):
    """Declares `:stdlib_sources` and `:stdlib_resources`, whose paths are relative to `Lib`.

    The first are `:stdlib_common_sources`, the same on every platform, and
    `:stdlib_platform_sources`.

    `:test_suite` is the package `test`, upstream's tests of the standard library, as files;
    `:test_library` is the same as a library that can be packed, and `:test_support` the part of it
    that tests import.

    Args:
        minor_version: version of CPython without its last part, e.g. `3.13`.
    """
    native.exports_files(["Lib/os.py", "Lib/test/__init__.py"])

    _generated_module(
        name = "sysconfigdata",
        lines = by_platform(lambda name: sysconfig_lines(minor_version, name), oses = _POSIX),
        module = by_platform(
            lambda name: build_facts(minor_version, name).sysconfigdata,
            oses = _POSIX,
        ),
    )

    native.filegroup(
        name = "stdlib_common_sources",
        srcs = native.glob(["Lib/**/*.py"], exclude = _EXCLUDED),
        visibility = ["//visibility:public"],
    )

    native.filegroup(
        name = "stdlib_platform_sources",
        srcs = select({
            # sysconfig has no such file there.
            str(Label("@platforms//os:windows")): [],
            "//conditions:default": [":sysconfigdata"],
        }),
        visibility = ["//visibility:public"],
    )

    native.filegroup(
        name = "stdlib_sources",
        srcs = [
            ":stdlib_common_sources",
            ":stdlib_platform_sources",
        ],
        visibility = ["//visibility:public"],
    )

    # Data that modules read at run time.
    native.filegroup(
        name = "stdlib_resources",
        srcs = native.glob(["Lib/pydoc_data/*.css"]),
        visibility = ["//visibility:public"],
    )

    py_library(
        name = "test_support",
        srcs = native.glob(["Lib/test/__init__.py", "Lib/test/support/**/*.py"]),
        imports = ["Lib"],
        visibility = ["//visibility:public"],
    )

    py_library(
        name = "test_library",
        srcs = native.glob(["Lib/test/**/*.py"]),
        data = native.glob(
            ["Lib/test/**"],
            exclude = ["Lib/test/**/*.py"],
        ),
        imports = ["Lib"],
        visibility = ["//visibility:public"],
    )

    native.filegroup(
        name = "test_suite",
        srcs = native.glob(["Lib/test/**"]),
        visibility = ["//visibility:public"],
    )
