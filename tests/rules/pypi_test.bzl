"""Tests of which wheel of a package is taken on which platform."""

load("@bazel_skylib//lib:unittest.bzl", "analysistest", "asserts", "unittest")
load("@rules_python//python:py_info.bzl", "PyInfo")
load("//platforms:platforms.bzl", "PLATFORMS")

# buildifier: disable=bzl-visibility
load("//rules/private/pypi:environments.bzl", "marker_environments", "wheel_targets")
load(":failure_test.bzl", "failure_test_rule")

def _environments_test_impl(ctx):
    env = unittest.begin(ctx)
    targets = wheel_targets("3.13.5")
    asserts.equals(env, sorted(PLATFORMS), sorted(targets))
    asserts.equals(env, sorted(PLATFORMS), sorted(marker_environments("3.13.5")))
    asserts.equals(
        env,
        {
            "abis": ["cp313", "abi3", "none"],
            "name": "CPython 3.13 on linux_aarch64_gnu",
            "platforms": [
                "manylinux_2_17_aarch64",
                "manylinux2014_aarch64",
                "linux_aarch64",
            ],
            "python_version": "3.13",
        },
        targets["linux_aarch64_gnu"],
    )
    tags = targets["linux_x86_64_gnu"]["platforms"]
    asserts.equals(env, "manylinux_2_17_x86_64", tags[0])
    asserts.equals(
        env,
        ["manylinux_2_5_x86_64", "manylinux1_x86_64", "linux_x86_64"],
        tags[-3:],
    )
    asserts.equals(
        env,
        [
            "musllinux_1_2_x86_64",
            "musllinux_1_1_x86_64",
            "musllinux_1_0_x86_64",
            "linux_x86_64",
        ],
        targets["linux_x86_64_musl"]["platforms"],
    )
    asserts.equals(env, ["macosx_10_15_x86_64"], targets["macos_x86_64"]["platforms"])
    asserts.equals(env, ["win_amd64"], targets["windows_x86_64"]["platforms"])
    return unittest.end(env)

_environments_test = unittest.make(_environments_test_impl)

def _repositories_test_impl(ctx):
    env = analysistest.begin(ctx)
    sources = analysistest.target_under_test(env)[PyInfo].transitive_sources.to_list()
    asserts.true(env, sources != [], "no sources")
    for file in sources:
        asserts.true(
            env,
            file.owner.repo_name.endswith(ctx.attr.repository),
            "{} is not from {}".format(file.path, ctx.attr.repository),
        )
    return analysistest.end(env)

def _repositories_test_rule(platform):
    return analysistest.make(
        _repositories_test_impl,
        attrs = {
            "repository": attr.string(
                doc = "What the name of the repository ends in that all sources are from.",
                mandatory = True,
            ),
        },
        config_settings = {"//command_line_option:platforms": [str(platform)]},
    )

def _missing_test_rule(platform):
    return failure_test_rule({"//command_line_option:platforms": [str(platform)]})

_linux_test = _repositories_test_rule(Label("//platforms:linux_x86_64_gnu"))
_linux_without_libc_test = _repositories_test_rule(Label("//tests/rules:linux_x86_64"))
_windows_test = _repositories_test_rule(Label("//platforms:windows_x86_64"))
_missing_on_linux_test = _missing_test_rule(Label("//platforms:linux_x86_64_gnu"))
_missing_on_windows_test = _missing_test_rule(Label("//platforms:windows_x86_64"))
_missing_on_riscv64_test = _missing_test_rule(Label("//tests/rules:linux_riscv64"))

def pypi_test_suite(name):
    """Declares the tests.

    Args:
        name: name of the test suite.
    """
    unittest.suite(name + "_environments", _environments_test)

    # A wheel per platform, and one for all.
    _linux_test(
        name = "wheel_for_linux_test",
        repository = "__markupsafe__linux_x86_64_gnu",
        target_under_test = "@pypi//markupsafe",
    )
    native.platform(
        name = "linux_x86_64",
        constraint_values = [
            "@platforms//cpu:x86_64",
            "@platforms//os:linux",
        ],
    )
    _linux_without_libc_test(
        name = "wheel_for_linux_without_libc_test",
        repository = "__markupsafe__linux_x86_64_gnu",
        target_under_test = "@pypi//markupsafe",
    )
    _windows_test(
        name = "wheel_for_windows_test",
        repository = "__markupsafe__windows_x86_64",
        target_under_test = "@pypi//markupsafe",
    )
    _windows_test(
        name = "wheel_for_any_platform_test",
        repository = "__click",
        target_under_test = "@pypi//click",
    )

    # Environment markers in the lock file.
    _windows_test(
        name = "package_for_one_platform_test",
        repository = "__colorama",
        target_under_test = "@wheels_of_tests//colorama",
    )
    _missing_on_linux_test(
        name = "package_for_another_platform_test",
        message_parts = [
            "colorama: its environment markers in //tests/rules:wheels_lock.txt " +
            "exclude linux_x86_64_gnu",
        ],
        target_under_test = "@wheels_of_tests//colorama",
    )

    # A platform without a wheel: what was asked for, and what exists.
    _missing_on_windows_test(
        name = "missing_wheel_test",
        message_parts = [
            "uvloop 0.21.0: no wheel for CPython 3.13 on windows_x86_64; " +
            "there are wheels only for cp313-cp313-macosx",
            "cp313-cp313-manylinux_2_17_x86_64",
        ],
        target_under_test = "@wheels_of_tests//uvloop",
    )
    _missing_on_riscv64_test(
        name = "missing_wheel_for_unknown_platform_test",
        message_parts = [
            "uvloop: no wheel for the target platform; there are wheels for linux_aarch64_gnu",
        ],
        target_under_test = "@wheels_of_tests//uvloop",
    )
    native.test_suite(
        name = name,
        tests = [
            name + "_environments",
            "missing_wheel_for_unknown_platform_test",
            "missing_wheel_test",
            "package_for_another_platform_test",
            "package_for_one_platform_test",
            "wheel_for_any_platform_test",
            "wheel_for_linux_test",
            "wheel_for_linux_without_libc_test",
            "wheel_for_windows_test",
        ],
    )
