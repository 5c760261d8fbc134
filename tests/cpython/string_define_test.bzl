"""Unit test of macros that are strings of C."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("//toolchains/cpython:string_define.bzl", "string_define")

def _string_define_test_impl(ctx):
    env = unittest.begin(ctx)

    # A shell makes A="a b" of it.
    asserts.equals(env, r'A=\"a\ b\"', string_define("A", "a b"))
    asserts.equals(env, r'A=L\"\"', string_define("A", "", prefix = "L"))

    # A shell makes A="\\\"" of it, and C a backslash and a quotation mark.
    asserts.equals(env, r'A=\"\\\\\\\"\"', string_define("A", '\\"'))
    return unittest.end(env)

_string_define_test = unittest.make(_string_define_test_impl)

def string_define_test_suite(name):
    """Declares the test.

    Args:
        name: name of the test suite.
    """
    unittest.suite(name, _string_define_test)
