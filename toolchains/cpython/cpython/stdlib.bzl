"""The standard library: its Python half."""

load("@bazel_skylib//rules:write_file.bzl", "write_file")
load(":build_facts.bzl", "build_facts")
load(":by_platform.bzl", "by_platform")
load(":sysconfig_variables.bzl", "sysconfig_lines")

# Development tools, tests, and what needs the Tk toolkit.
_EXCLUDED = [
    "Lib/ensurepip/**",
    "Lib/idlelib/**",
    "Lib/lib2to3/**",
    "Lib/site-packages/**",
    "Lib/test/**",
    "Lib/tkinter/**",
    "Lib/turtle.py",
    "Lib/turtledemo/**",
]

def cpython_stdlib(minor_version):
    """Declares `:stdlib_sources`.

    Args:
        minor_version: version of CPython without its last part, e.g. `3.13`.
    """

    write_file(
        name = "sysconfigdata",
        out = "sysconfigdata.py",
        content = by_platform(lambda name: sysconfig_lines(minor_version, name)),
        newline = "unix",
    )

    native.filegroup(
        name = "stdlib_sources",
        srcs = native.glob(["Lib/**/*.py"], exclude = _EXCLUDED),
        visibility = ["//visibility:public"],
    )
