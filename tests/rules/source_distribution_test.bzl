"""Tests of the rule that builds source distributions."""

load("@rules_cc//cc:cc_import.bzl", "cc_import")
load("@rules_cc//cc:cc_library.bzl", "cc_library")
load("@rules_python//python:py_library.bzl", "py_library")

# buildifier: disable=bzl-visibility
load("//rules/private:source_distribution.bzl", "source_distribution")
load(":failure_test.bzl", "failure_test_rule")

_failure_test = failure_test_rule({
    "//command_line_option:extra_toolchains": [
        str(Label("//tests/rules/fake_distribution:toolchain")),
    ],
})

# `cc_deps` -> what the message has to hold.
_ERRORS = {
    "same_names": (
        [
            ":source_distribution_dep_yaml",
            ":source_distribution_dep/libsource_distribution_dep_yaml",
        ],
        ["two of the cc_deps of sample 1.0 are called source_distribution_dep_yaml"],
    ),
    "shared_library": (
        [":source_distribution_dep_shared"],
        ["libyaml.so is a shared library, which cannot be linked into an extension module"],
    ),
}

def source_distribution_test_suite(name):
    """Declares the tests.

    Args:
        name: name of the test suite.
    """
    tags = ["manual"]
    for library in [
        "source_distribution_dep_yaml",
        "source_distribution_dep/libsource_distribution_dep_yaml",
    ]:
        cc_library(
            name = library,
            tags = tags,
        )
    cc_import(
        name = "source_distribution_dep_shared",
        shared_library = "libyaml.so",
        tags = tags,
    )
    py_library(
        name = "source_distribution_builder",
        tags = tags,
    )
    tests = []
    for case, (cc_deps, message_parts) in _ERRORS.items():
        subject = "source_distribution_" + case
        source_distribution(
            name = subject,
            builder = ":source_distribution_builder",
            cc_deps = cc_deps,
            package = "sample 1.0",
            sdist = "sample-1.0.tar.gz",
            tags = tags,
        )
        tests.append("source_distribution_{}_test".format(case))
        _failure_test(
            name = tests[-1],
            message_parts = message_parts,
            target_under_test = ":" + subject,
        )
    native.test_suite(
        name = name,
        tests = tests,
    )
