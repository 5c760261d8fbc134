"""Tests of executables that are folders, on a distribution of empty files."""

load("@bazel_skylib//lib:unittest.bzl", "analysistest", "asserts")
load("@bazel_skylib//rules:write_file.bzl", "write_file")
load("@rules_python//python:py_library.bzl", "py_library")
load("//rules:defs.bzl", "python_executable", "python_executable_matrix")
load("//rules:providers.bzl", "PythonExecutableInfo")
load(":failure_test.bzl", "failure_test_rule")

_FAKE_DISTRIBUTION = {
    "//command_line_option:extra_toolchains": [
        str(Label("//tests/rules/fake_distribution:toolchain")),
    ],
}

def _directory_test_impl(ctx):
    env = analysistest.begin(ctx)
    target = analysistest.target_under_test(env)
    actions = [
        action
        for action in analysistest.target_actions(env)
        if action.mnemonic == "PythonDirectory"
    ]
    asserts.equals(env, 1, len(actions))
    files = target[DefaultInfo].files.to_list()
    asserts.equals(env, ["in_folder"], [file.basename for file in files])
    asserts.true(env, files[0].is_directory)
    asserts.equals(env, files, actions[0].outputs.to_list())
    inputs = [file.basename for file in actions[0].inputs.to_list()]
    for name in ["in_folder", "in_folder.libraries.txt", "beside.txt", "libx.so.1"]:
        asserts.true(env, name in inputs, name)
    asserts.false(env, "packed.txt" in inputs, "only what may be a shared library")

    start = target[DefaultInfo].files_to_run.executable
    asserts.equals(env, "in_folder.sh", start.basename)
    asserts.equals(env, start.dirname, files[0].dirname)
    runfiles = target[DefaultInfo].default_runfiles.files.to_list()
    asserts.true(env, files[0] in runfiles, "the script needs the folder")

    info = target[PythonExecutableInfo]
    asserts.equals(env, files[0], info.directory)
    asserts.equals(env, "in_folder", info.executable.basename)
    asserts.false(env, info.executable.is_directory)
    return analysistest.end(env)

_directory_test = analysistest.make(
    _directory_test_impl,
    config_settings = _FAKE_DISTRIBUTION,
)

def _one_file_test_impl(ctx):
    env = analysistest.begin(ctx)
    info = analysistest.target_under_test(env)[PythonExecutableInfo]
    asserts.equals(env, None, info.directory)
    mnemonics = [action.mnemonic for action in analysistest.target_actions(env)]
    asserts.false(env, "PythonDirectory" in mnemonics)
    return analysistest.end(env)

_one_file_test = analysistest.make(
    _one_file_test_impl,
    config_settings = _FAKE_DISTRIBUTION,
)

def _matrix_test_impl(ctx):
    env = analysistest.begin(ctx)
    files = analysistest.target_under_test(env)[DefaultInfo].files.to_list()
    asserts.equals(env, ["folders_linux_x86_64_gnu"], [file.basename for file in files])
    asserts.true(env, files[0].is_directory)
    return analysistest.end(env)

_matrix_test = analysistest.make(
    _matrix_test_impl,
    config_settings = _FAKE_DISTRIBUTION,
)

_failure_test = failure_test_rule(_FAKE_DISTRIBUTION)

def _expect_failure(name, message_parts, layout = "directory", **attributes):
    python_executable(
        name = name,
        layout = layout,
        main = "directory_main.py",
        tags = ["manual"],
        **attributes
    )
    _failure_test(
        name = name + "_test",
        message_parts = ["//tests/rules:" + name] + message_parts,
        target_under_test = ":" + name,
    )
    return name + "_test"

def directory_layout_test_suite(name):
    """Declares the tests.

    Args:
        name: name of the test suite.
    """
    for file in ["beside.txt", "directory_main.py", "libx.so.1", "other.txt", "packed.txt"]:
        write_file(
            name = "directory_" + file.replace(".", "_"),
            out = file,
            tags = ["manual"],
        )
    native.filegroup(
        name = "two_files",
        srcs = [
            "beside.txt",
            "other.txt",
        ],
        tags = ["manual"],
    )
    py_library(
        name = "directory_library",
        data = [
            "libx.so.1",
            "packed.txt",
        ],
        tags = ["manual"],
    )
    python_executable(
        name = "in_folder",
        install_files = {"beside.txt": "etc/beside.txt"},
        layout = "directory",
        main = "directory_main.py",
        tags = ["manual"],
        deps = [":directory_library"],
    )
    _directory_test(name = "in_folder_test", target_under_test = ":in_folder")
    python_executable(
        name = "in_one_file",
        main = "directory_main.py",
        tags = ["manual"],
    )
    _one_file_test(name = "in_one_file_test", target_under_test = ":in_one_file")
    python_executable_matrix(
        name = "folders",
        layout = "directory",
        main = "directory_main.py",
        platforms = ["linux_x86_64_gnu"],
        tags = ["manual"],
    )
    _matrix_test(name = "folders_test", target_under_test = ":folders")
    native.test_suite(
        name = name,
        tests = [
            "folders_test",
            "in_folder_test",
            "in_one_file_test",
            _expect_failure(
                "beside_one_file",
                ["`install_files` needs `layout = \"directory\"`"],
                install_files = {"beside.txt": "."},
                layout = "onefile",
            ),
            _expect_failure(
                "above_the_folder",
                ["\"../x\" in `install_files` has to be a path below the executable's folder"],
                install_files = {"beside.txt": "../x"},
            ),
            _expect_failure(
                "two_as_one",
                ["has //tests/rules:two_files as one file, but it is 2; name a folder: \"etc/\""],
                install_files = {":two_files": "etc"},
            ),
            _expect_failure(
                "at_the_executable",
                ["puts //tests/rules:beside.txt where the executable is: \"at_the_executable\""],
                install_files = {"beside.txt": "at_the_executable"},
            ),
            _expect_failure(
                "twice",
                ["puts //tests/rules:two_files where //tests/rules:beside.txt is: \"beside.txt\""],
                install_files = {
                    "beside.txt": "beside.txt",
                    ":two_files": ".",
                },
            ),
        ],
    )
