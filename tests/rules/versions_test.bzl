"""Tests of how Python versions are found."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("//toolchains/python:declared_pythons.bzl", "why_no_python")
load("//toolchains/python:versions.bzl", "DEFAULT_VERSION", "VERSIONS", "find_version")

# buildifier: disable=bzl-visibility
load("//toolchains/python/private:declared_versions.bzl", "declared_versions")

_KNOWN = ["3.13.5", "3.9.20", "3.13.10", "3.14.0"]

def _find_version_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(env, "3.13.5", find_version("3.13.5", _KNOWN))
    asserts.equals(env, "3.13.10", find_version("3.13", _KNOWN), "the newest, by number")
    asserts.equals(env, "3.9.20", find_version("3.9", _KNOWN))
    asserts.equals(env, None, find_version("3.1", _KNOWN))
    asserts.equals(env, None, find_version("3", _KNOWN))
    asserts.equals(env, None, find_version("", _KNOWN))
    asserts.true(env, DEFAULT_VERSION in VERSIONS)
    return unittest.end(env)

_find_version_test = unittest.make(_find_version_test_impl)

def _module(*tags, is_root = True):
    """A module as an extension sees it, with tags `(python_version, is_default)`."""
    return struct(
        is_root = is_root,
        tags = struct(toolchain = [
            struct(is_default = is_default, python_version = python_version)
            for python_version, is_default in tags
        ]),
    )

def _declared_versions_test_impl(ctx):
    env = unittest.begin(ctx)
    for modules, expected in [
        ([_module()], ["3.14.0"]),
        ([_module(("3.13", False))], ["3.13.10"]),
        ([_module(("3.13", False), ("3.13.10", False))], ["3.13.10"]),
        ([_module(("3.9", False), ("3.13", True))], ["3.13.10", "3.9.20"]),
        ([_module(("3.9", False)), _module(("3.13", False), is_root = False)], ["3.9.20"]),
        ([_module(("2.7", False), is_root = False)], ["3.14.0"]),
    ]:
        declared = declared_versions(modules, _KNOWN, "3.14.0")
        asserts.equals(env, None, declared.error)
        asserts.equals(env, expected, declared.versions)
    for module, error in [
        (
            _module(("3.8", False)),
            "python.toolchain(python_version = \"3.8\"): unknown; there are: 3.13.5, 3.9.20",
        ),
        (_module(("3.9", True), ("3.13", True)), "3.9.20 and 3.13.10 say is_default"),
        (_module(("3.9", False), ("3.13", False)), "of the versions 3.9.20, 3.13.10 one has to"),
    ]:
        declared = declared_versions([module], _KNOWN, "3.14.0")
        asserts.equals(env, None, declared.versions)
        asserts.true(env, error in declared.error, declared.error)
    return unittest.end(env)

_declared_versions_test = unittest.make(_declared_versions_test_impl)

def _pythons(python_version, platform_name):
    """A `DeclaredPythonsInfo`."""
    return struct(
        exec_platforms = {"3.13.5": ["linux_x86_64_gnu"], "3.9.20": ["linux_x86_64_gnu"]},
        platform = "//:" + (platform_name or "other"),
        platform_name = platform_name,
        platforms = {"3.13.5": ["linux_x86_64_gnu"], "3.9.20": ["macos_arm64", "windows_x86_64"]},
        python_version = python_version,
    )

def _why_no_python_test_impl(ctx):
    env = unittest.begin(ctx)
    existing = "there are: Python 3.13.5 for linux_x86_64_gnu; " + \
               "Python 3.9.20 for macos_arm64, windows_x86_64"
    for python_version, target, execution, expected in [
        ("2.7", "linux_x86_64_gnu", "linux_x86_64_gnu", "there is no Python 2.7; " + existing),
        (
            "",
            "windows_x86_64",
            "linux_x86_64_gnu",
            "there is no Python 3.13.5 for the target platform //:windows_x86_64; " + existing,
        ),
        (
            "3.9",
            "",
            "linux_x86_64_gnu",
            "there is no Python 3.9.20 for the target platform //:other; " + existing,
        ),
        (
            "",
            "linux_x86_64_gnu",
            "macos_arm64",
            "Python 3.13.5 cannot be built on the execution platform //:macos_arm64; " +
            "it can be on: linux_x86_64_gnu",
        ),
    ]:
        asserts.equals(
            env,
            expected,
            why_no_python(_pythons(python_version, target), _pythons("", execution)),
        )
    return unittest.end(env)

_why_no_python_test = unittest.make(_why_no_python_test_impl)

def versions_test_suite(name):
    """Declares the tests.

    Args:
        name: name of the test suite.
    """
    unittest.suite(
        name,
        _find_version_test,
        _declared_versions_test,
        _why_no_python_test,
    )
