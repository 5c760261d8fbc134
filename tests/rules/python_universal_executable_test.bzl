"""Tests of what `python_universal_executable` declares, on a distribution of empty files."""

load("@bazel_skylib//lib:unittest.bzl", "analysistest", "asserts")
load("@bazel_skylib//rules:write_file.bzl", "write_file")
load("//rules:defs.bzl", "python_universal_executable")

def _universal_test_impl(ctx):
    env = analysistest.begin(ctx)
    target = analysistest.target_under_test(env)
    actions = [
        action
        for action in analysistest.target_actions(env)
        if action.mnemonic == "PythonUniversal"
    ]
    asserts.equals(env, 1, len(actions))
    images = [
        file
        for file in actions[0].inputs.to_list()
        if file.basename.startswith("universal_macos_")
    ]
    asserts.equals(
        env,
        ["universal_macos_arm64", "universal_macos_x86_64"],
        sorted([file.basename for file in images]),
    )
    asserts.equals(
        env,
        2,
        len({file.root.path: None for file in images}),
        "each is built in the configuration of its platform",
    )
    executable = target[DefaultInfo].files_to_run.executable
    asserts.equals(env, "universal", executable.basename)
    asserts.equals(env, [executable], actions[0].outputs.to_list())
    asserts.equals(env, [executable], target[DefaultInfo].files.to_list())
    return analysistest.end(env)

_universal_test = analysistest.make(
    _universal_test_impl,
    config_settings = {
        "//command_line_option:extra_toolchains": [
            str(Label("//tests/rules/fake_distribution:toolchain_for_macos")),
        ],
    },
)

def python_universal_executable_test_suite(name):
    """Declares the tests.

    Args:
        name: name of the test suite.
    """
    write_file(
        name = "universal_main_file",
        out = "universal_main.py",
    )
    python_universal_executable(
        name = "universal",
        main = "universal_main.py",
        tags = ["manual"],
    )
    _universal_test(name = "universal_test", target_under_test = ":universal")
    native.test_suite(name = name, tests = ["universal_test"])
