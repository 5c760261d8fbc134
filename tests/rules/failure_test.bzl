"""Tests that the analysis of a target fails with a certain message."""

load("@bazel_skylib//lib:unittest.bzl", "analysistest", "asserts")

def _failure_test_impl(ctx):
    env = analysistest.begin(ctx)
    for part in ctx.attr.message_parts:
        asserts.expect_failure(env, part)
    return analysistest.end(env)

def failure_test_rule(config_settings):
    """A test rule for targets that have to fail.

    Args:
        config_settings: dict: the build settings to analyse the target with.

    Returns:
        a rule, to be assigned to a global variable.
    """
    return analysistest.make(
        _failure_test_impl,
        attrs = {
            "message_parts": attr.string_list(
                doc = "Strings that the error message has to hold.",
                mandatory = True,
            ),
        },
        config_settings = config_settings,
        expect_failure = True,
    )
