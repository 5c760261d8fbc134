"""Tests of what `python_executable_audit_test` declares, on a distribution of empty files."""

load("@bazel_skylib//lib:unittest.bzl", "analysistest", "asserts")
load("@bazel_skylib//rules:write_file.bzl", "write_file")
load(
    "//rules:defs.bzl",
    "python_executable",
    "python_executable_audit_test",
    "python_universal_executable",
)

def _audit_action(env):
    """The action that audits."""
    actions = [
        action
        for action in analysistest.target_actions(env)
        if action.mnemonic == "PythonAudit"
    ]
    asserts.equals(env, 1, len(actions))
    return actions[0]

def _values(action, option):
    """The values of an option in an action's command line."""
    return [
        action.argv[i + 1]
        for i in range(len(action.argv) - 1)
        if action.argv[i] == option
    ]

def _audit_test_impl(ctx):
    env = analysistest.begin(ctx)
    action = _audit_action(env)
    asserts.equals(env, ["linux_x86_64_gnu"], _values(action, "--platform"))
    asserts.equals(env, ["libz.so.1", "libm.so.6"], _values(action, "--allowed-library"))
    asserts.equals(env, ["stack=it is small"], _values(action, "--exception"))
    asserts.equals(env, ["tests/rules/audited"], _values(action, "--name"))
    asserts.true(env, "audited" in [file.basename for file in action.inputs.to_list()])
    asserts.equals(
        env,
        ["audit.json", "audit.status", "audit.txt"],
        sorted([file.basename for file in action.outputs.to_list()]),
    )
    reports = analysistest.target_under_test(env)[OutputGroupInfo].audit.to_list()
    asserts.equals(env, ["audit.json", "audit.txt"], sorted([file.basename for file in reports]))
    return analysistest.end(env)

_audit_test = analysistest.make(
    _audit_test_impl,
    config_settings = {
        "//command_line_option:extra_toolchains": [
            str(Label("//tests/rules/fake_distribution:toolchain")),
        ],
    },
)

def _audit_universal_test_impl(ctx):
    env = analysistest.begin(ctx)
    action = _audit_action(env)
    asserts.equals(env, 2, len(_values(action, "--platform")), "one for each part")
    asserts.equals(env, ["tests/rules/audited_universal"], _values(action, "--name"))
    return analysistest.end(env)

_audit_universal_test = analysistest.make(
    _audit_universal_test_impl,
    config_settings = {
        "//command_line_option:extra_toolchains": [
            str(Label("//tests/rules/fake_distribution:toolchain")),
            str(Label("//tests/rules/fake_distribution:toolchain_for_macos")),
        ],
    },
)

def audit_rule_test_suite(name):
    """Declares the tests.

    Args:
        name: name of the test suite.
    """
    write_file(
        name = "audited_main_file",
        out = "audited_main.py",
    )
    python_executable(
        name = "audited",
        main = "audited_main.py",
        tags = ["manual"],
    )
    python_executable_audit_test(
        name = "audit",
        allowed_libraries = ["libz.so.1", "libm.so.6"],
        exceptions = {"stack": "it is small"},
        executable = ":audited",
        tags = ["manual"],
    )
    _audit_test(name = "audit_test", target_under_test = ":audit")

    python_universal_executable(
        name = "audited_universal",
        main = "audited_main.py",
        tags = ["manual"],
    )
    python_executable_audit_test(
        name = "audit_universal",
        executable = ":audited_universal",
        tags = ["manual"],
    )
    _audit_universal_test(name = "audit_universal_test", target_under_test = ":audit_universal")
    native.test_suite(name = name, tests = ["audit_test", "audit_universal_test"])
