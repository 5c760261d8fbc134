"""Tests of how Python versions are found."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("//toolchains/python:versions.bzl", "DEFAULT_VERSION", "VERSIONS", "find_version")

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

def versions_test_suite(name):
    """Declares the tests.

    Args:
        name: name of the test suite.
    """
    unittest.suite(name, _find_version_test)
