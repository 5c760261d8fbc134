"""Tests for which platforms executables may carry shared libraries, and what is said of the others."""

load("@bazel_skylib//lib:unittest.bzl", "analysistest", "asserts")
load("//platforms:platforms.bzl", "PLATFORMS")

_OPTION = "--refuse-shared-libraries"

def _test_impl(ctx):
    env = analysistest.begin(ctx)
    argv = [
        action
        for action in analysistest.target_actions(env)
        if action.mnemonic == "PythonPack"
    ][0].argv
    refusals = [argv[i + 1] for i in range(len(argv)) if argv[i] == _OPTION]
    if not ctx.attr.refusal:
        asserts.equals(env, [], refusals)
    else:
        asserts.equals(env, 1, len(refusals))
        for part in ctx.attr.refusal:
            asserts.true(env, part in refusals[0], "{} in {}".format(part, refusals[0]))
    return analysistest.end(env)

def _test_rule(platform):
    return analysistest.make(
        _test_impl,
        attrs = {
            "refusal": attr.string_list(
                doc = "What the refusal says; empty if there is none.",
            ),
        },
        config_settings = {"//command_line_option:platforms": [str(platform)]},
    )

# A rule has to be a global variable.
_linux_aarch64_gnu_test = _test_rule(Label("//platforms:linux_aarch64_gnu"))
_linux_aarch64_musl_test = _test_rule(Label("//platforms:linux_aarch64_musl"))
_linux_x86_64_gnu_test = _test_rule(Label("//platforms:linux_x86_64_gnu"))
_linux_x86_64_musl_test = _test_rule(Label("//platforms:linux_x86_64_musl"))
_macos_arm64_test = _test_rule(Label("//platforms:macos_arm64"))
_macos_x86_64_test = _test_rule(Label("//platforms:macos_x86_64"))

_TESTS = {
    "linux_aarch64_gnu": _linux_aarch64_gnu_test,
    "linux_aarch64_musl": _linux_aarch64_musl_test,
    "linux_x86_64_gnu": _linux_x86_64_gnu_test,
    "linux_x86_64_musl": _linux_x86_64_musl_test,
    "macos_arm64": _macos_arm64_test,
    "macos_x86_64": _macos_x86_64_test,
}

def shared_libraries_test_suite(name):
    """Declares the tests.

    Args:
        name: name of the test suite.
    """
    tests = []
    for platform, test in _TESTS.items():
        is_static = PLATFORMS[platform].libc == "musl"
        tests.append("{}_{}".format(name, platform))
        test(
            name = tests[-1],
            size = "small",
            refusal = [
                "executables for {} are static and cannot load shared libraries".format(platform),
                "those for {} can".format(platform.replace("_musl", "_gnu")),
                "without_native_modules = True",
            ] if is_static else [],
            target_under_test = "//examples/hello",
        )
    native.test_suite(
        name = name,
        tests = tests,
    )
