"""Analysis tests of the toolchain of the machine's perl."""

load("@bazel_skylib//lib:unittest.bzl", "analysistest", "asserts")
load("//toolchains/perl:perl_toolchain.bzl", "machine_perl_toolchain")

def _usable_test_impl(ctx):
    env = analysistest.begin(ctx)
    perl = analysistest.target_under_test(env)[platform_common.ToolchainInfo].perl_info
    asserts.equals(env, "/usr/bin/perl", perl.executable)
    asserts.equals(env, [], perl.files.to_list())
    return analysistest.end(env)

_usable_test = analysistest.make(_usable_test_impl)

def _missing_test_impl(ctx):
    env = analysistest.begin(ctx)
    asserts.expect_failure(env, "no perl found on PATH: install perl")
    return analysistest.end(env)

_missing_test = analysistest.make(_missing_test_impl, expect_failure = True)

def perl_toolchain_test_suite(name):
    """Declares the tests.

    Args:
        name: name of the test suite.
    """
    machine_perl_toolchain(
        name = "usable",
        path = "/usr/bin/perl",
        tags = ["manual"],
    )
    _usable_test(
        name = "usable_test",
        target_under_test = ":usable",
    )
    machine_perl_toolchain(
        name = "missing",
        error = "no perl found on PATH: install perl",
        tags = ["manual"],
    )
    _missing_test(
        name = "missing_test",
        target_under_test = ":missing",
    )
    native.test_suite(
        name = name,
        tests = [
            ":missing_test",
            ":usable_test",
        ],
    )
