"""The targets of a CPython source tree: what Bazel compiles instead of `configure` and `make`."""

load(":core.bzl", "cpython_core")
load(":executables.bzl", "cpython_executables")
load(":extension_modules.bzl", "cpython_extension_modules")
load(":frozen_modules.bzl", "cpython_frozen_modules")
load(":headers.bzl", "cpython_headers")
load(":stdlib.bzl", "cpython_stdlib")
load(":test_extensions.bzl", "cpython_test_extensions")

# buildifier: disable=unnamed-macro
def cpython_overlay(version):
    """Declares all targets of the package at the root of a CPython source tree.

    Args:
        version: version of CPython, e.g. `3.13.5`. Its tables are chosen by the first two parts.
    """
    native.exports_files(["Misc/stable_abi.toml"])

    minor_version = version.rpartition(".")[0]
    cpython_headers(minor_version)
    cpython_core(minor_version)
    cpython_extension_modules(minor_version)
    cpython_frozen_modules()
    cpython_stdlib(minor_version)
    cpython_test_extensions()
    cpython_executables(minor_version)
