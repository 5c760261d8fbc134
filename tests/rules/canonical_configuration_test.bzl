"""Tests that whoever asks for a canonical target gets the same one."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("@bazel_skylib//rules:write_file.bzl", "write_file")
load("//toolchains/python:canonical_configuration.bzl", "canonical_target")

_PYTHON_VERSION = str(Label("//toolchains/python:python_version"))

_OPTIONS = {
    "//command_line_option:compilation_mode": "dbg",
    "//command_line_option:copt": ["-DA=1", "-g"],
    "//command_line_option:features": ["thin_lto"],
    "//command_line_option:linkopt": ["-g"],
    "//command_line_option:stamp": True,
    _PYTHON_VERSION: "3.13",
}

def _other_options_impl(_settings, _attr):
    return _OPTIONS

_other_options = transition(
    implementation = _other_options_impl,
    inputs = [],
    outputs = _OPTIONS.keys(),
)

def _other_platform_impl(_settings, _attr):
    return {"//command_line_option:platforms": [str(Label("//platforms:windows_x86_64"))]}

_other_platform = transition(
    implementation = _other_platform_impl,
    inputs = [],
    outputs = ["//command_line_option:platforms"],
)

def _path(ctx, name):
    """The path of the one file of an attribute of this test."""
    return getattr(ctx.files, name)[0].path

def _canonical_configuration_test_impl(ctx):
    env = unittest.begin(ctx)
    expected = _path(ctx, "plain")
    asserts.equals(env, expected, _path(ctx, "with_options"), "with the user's options")
    asserts.equals(env, expected, _path(ctx, "as_tool"), "as a tool")
    asserts.equals(env, expected, _path(ctx, "twice"), "from a canonical target")
    asserts.false(
        env,
        expected == _path(ctx, "with_platform"),
        "another platform has its own",
    )
    asserts.equals(
        env,
        _path(ctx, "with_platform"),
        _path(ctx, "for_platform"),
        "asked for by the platform's name",
    )
    asserts.false(
        env,
        _path(ctx, "ordinary") == _path(ctx, "ordinary_with_options"),
        "options make a difference elsewhere, or this test shows nothing",
    )
    return unittest.end(env)

_canonical_configuration_test = unittest.make(
    _canonical_configuration_test_impl,
    attrs = {
        "as_tool": attr.label(cfg = "exec"),
        "for_platform": attr.label(),
        "ordinary": attr.label(),
        "ordinary_with_options": attr.label(cfg = _other_options),
        "plain": attr.label(),
        "twice": attr.label(),
        "with_options": attr.label(cfg = _other_options),
        "with_platform": attr.label(cfg = _other_platform),
        "_allowlist_function_transition": attr.label(
            default = "@bazel_tools//tools/allowlists/function_transition_allowlist",
        ),
    },
)

def canonical_configuration_test(name):
    """Declares the test.

    Args:
        name: name of the test.
    """
    write_file(
        name = "ordinary",
        out = "ordinary.txt",
        tags = ["manual"],
    )
    canonical_target(
        name = "canonical",
        actual = ":ordinary",
        tags = ["manual"],
        testonly = True,
    )
    canonical_target(
        name = "twice_canonical",
        actual = ":canonical",
        tags = ["manual"],
        testonly = True,
    )
    _canonical_configuration_test(
        name = name,
        size = "small",
        as_tool = ":canonical",
        for_platform = ":canonical_for_windows_x86_64",
        ordinary = ":ordinary",
        ordinary_with_options = ":ordinary",
        plain = ":canonical",
        twice = ":twice_canonical",
        with_options = ":canonical",
        with_platform = ":canonical",
    )
