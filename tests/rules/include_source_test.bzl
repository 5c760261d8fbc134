"""Tests of whose sources are packed."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")

# buildifier: disable=bzl-visibility
load("//rules/private:include_source.bzl", "INCLUDE_SOURCE_VALUES", "includes_source")

def _include_source_test_impl(ctx):
    env = unittest.begin(ctx)
    own = Label("//tests/rules:names_test")
    other = Label("@bazel_skylib//lib:unittest")
    asserts.equals(
        env,
        {
            "all": (True, True),
            "libraries": (True, True),
            "none": (False, False),
            "own": (True, False),
        },
        {
            value: (includes_source(value, own), includes_source(value, other))
            for value in INCLUDE_SOURCE_VALUES
        },
    )
    return unittest.end(env)

_include_source_test = unittest.make(_include_source_test_impl)

def include_source_test_suite(name):
    """Declares the tests.

    Args:
        name: name of the test suite.
    """
    unittest.suite(name, _include_source_test)
