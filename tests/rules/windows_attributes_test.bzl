"""Tests of the attributes of `python_executable` for Windows, on distributions of empty files."""

load("@bazel_skylib//lib:unittest.bzl", "analysistest", "asserts", "unittest")
load("@bazel_skylib//rules:write_file.bzl", "write_file")
load("//rules:defs.bzl", "python_executable")

# buildifier: disable=bzl-visibility
load("//rules/private:windows_attributes.bzl", "check_windows_attributes", "is_windows_version")

def _version_test_impl(ctx):
    env = unittest.begin(ctx)
    for text in ["0", "1.2", "1.2.3", "1.2.3.4", "65535.0.65535.007"]:
        asserts.true(env, is_windows_version(text), text)
    for text in ["", ".", "1.", ".1", "1.2.3.4.5", "65536", "123456", "1.2a", "-1", "1 .2", "v1"]:
        asserts.false(env, is_windows_version(text), text)
    return unittest.end(env)

_version_test = unittest.make(_version_test_impl)

def _check_test_impl(ctx):
    env = unittest.begin(ctx)
    for version_info, message_parts in [
        ({"Fileversion": "1"}, ["Fileversion", "is none of", "FileVersion, InternalName"]),
        ({"FileVersion": "1.70000"}, ["FileVersion = \"1.70000\"", "one to four numbers"]),
        ({"ProductVersion": "1.2-beta"}, ["ProductVersion = \"1.2-beta\""]),
        ({"Comments": "a\nb"}, ["line breaks", "Comments"]),
    ]:
        message = check_windows_attributes(struct(windows_version_info = version_info))
        for part in message_parts:
            asserts.true(env, part in message, message)
    good = {"Comments": "any text = 1", "FileVersion": "1.2.3", "ProductVersion": "2"}
    for version_info in [{}, good]:
        asserts.equals(
            env,
            None,
            check_windows_attributes(struct(windows_version_info = version_info)),
        )
    return unittest.end(env)

_check_test = unittest.make(_check_test_impl)

def _attach_action(env):
    """The action that runs `tools.attach`."""
    return [
        action
        for action in analysistest.target_actions(env)
        if action.mnemonic == "PythonAttach"
    ][0]

def _on_windows_test_impl(ctx):
    env = analysistest.begin(ctx)
    attach = _attach_action(env)
    asserts.equals(env, ["windows.exe"], [file.basename for file in attach.outputs.to_list()])
    inputs = [file.basename for file in attach.inputs.to_list()]
    asserts.true(env, "windows.ico" in inputs)
    asserts.true(env, "windows.xml" in inputs)
    given = attach.argv[attach.argv.index("--windows-subsystem"):]
    asserts.equals(
        env,
        [
            "--windows-subsystem",
            "windows",
            "--windows-version-info",
            "CompanyName=A = B",
            "--windows-version-info",
            "FileVersion=1.2",
            "--windows-icon",
            "windows.ico",
            "--windows-manifest",
            "windows.xml",
        ],
        [argument.rpartition("/")[2] for argument in given],
    )
    return analysistest.end(env)

_on_windows_test = analysistest.make(
    _on_windows_test_impl,
    config_settings = {
        "//command_line_option:extra_toolchains": [
            str(Label("//tests/rules/fake_distribution:toolchain_for_windows")),
        ],
        "//command_line_option:platforms": [str(Label("//platforms:windows_x86_64"))],
    },
)

def _elsewhere_test_impl(ctx):
    env = analysistest.begin(ctx)
    attach = _attach_action(env)
    asserts.equals(env, [], [text for text in attach.argv if "windows-" in text])
    inputs = [file.basename for file in attach.inputs.to_list()]
    asserts.false(env, "windows.ico" in inputs)
    asserts.false(env, "windows.xml" in inputs)
    return analysistest.end(env)

_elsewhere_test = analysistest.make(
    _elsewhere_test_impl,
    config_settings = {
        "//command_line_option:extra_toolchains": [
            str(Label("//tests/rules/fake_distribution:toolchain")),
        ],
        "//command_line_option:platforms": [str(Label("//platforms:linux_x86_64_gnu"))],
    },
)

def _failure_test_impl(ctx):
    env = analysistest.begin(ctx)
    asserts.expect_failure(env, "//tests/rules:windows_bad: \"Version\" in `windows_version_info`")
    return analysistest.end(env)

_failure_test = analysistest.make(
    _failure_test_impl,
    config_settings = {
        "//command_line_option:extra_toolchains": [
            str(Label("//tests/rules/fake_distribution:toolchain")),
        ],
    },
    expect_failure = True,
)

def windows_attributes_test_suite(name):
    """Declares the tests.

    Args:
        name: name of the test suite.
    """
    for file in ["windows.ico", "windows.xml", "windows_main.py"]:
        write_file(
            name = file.replace(".", "_"),
            out = file,
            tags = ["manual"],
        )
    python_executable(
        name = "windows",
        main = "windows_main.py",
        tags = ["manual"],
        windows_icon = "windows.ico",
        windows_manifest = "windows.xml",
        windows_subsystem = "windows",
        windows_version_info = {
            "CompanyName": "A = B",
            "FileVersion": "1.2",
        },
    )
    python_executable(
        name = "windows_bad",
        main = "windows_main.py",
        tags = ["manual"],
        windows_version_info = {"Version": "1"},
    )
    _version_test(name = "windows_version_test")
    _check_test(name = "windows_check_test")
    _on_windows_test(name = "on_windows_test", target_under_test = ":windows")
    _elsewhere_test(name = "not_on_windows_test", target_under_test = ":windows")
    _failure_test(name = "windows_failure_test", target_under_test = ":windows_bad")
    native.test_suite(
        name = name,
        tests = [
            "windows_version_test",
            "windows_check_test",
            "on_windows_test",
            "not_on_windows_test",
            "windows_failure_test",
        ],
    )
