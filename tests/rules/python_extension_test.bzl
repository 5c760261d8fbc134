"""Tests of `python_extension`, and of executables that link extension modules."""

load("@bazel_skylib//lib:unittest.bzl", "analysistest", "asserts")
load("@bazel_skylib//rules:write_file.bzl", "write_file")
load("@rules_python//python:py_info.bzl", "PyInfo")
load("@rules_python//python:py_library.bzl", "py_library")
load("//rules:defs.bzl", "python_executable", "python_extension")
load(":failure_test.bzl", "failure_test_rule")

_FAKE_DISTRIBUTION = {
    "//command_line_option:extra_toolchains": [
        str(Label("//tests/rules/fake_distribution:toolchain")),
    ],
}

_failure_test = failure_test_rule(_FAKE_DISTRIBUTION)

# The file of the module.

def _file_test_impl(ctx):
    env = analysistest.begin(ctx)
    target = analysistest.target_under_test(env)
    (file,) = target[DefaultInfo].files.to_list()
    asserts.equals(env, ctx.attr.expected_path, file.short_path)
    asserts.equals(env, ctx.attr.expected_imports, target[PyInfo].imports.to_list())
    return analysistest.end(env)

_file_test = analysistest.make(
    _file_test_impl,
    attrs = {
        "expected_imports": attr.string_list(),
        "expected_path": attr.string(),
    },
    config_settings = _FAKE_DISTRIBUTION,
)

# Attributes -> the path of the module's file, and the import roots.
_FILES = {
    "below_repository": (
        {"module": "tests.rules.pkg._fast"},
        "tests/rules/pkg/_fast.so",
        [],
    ),
    "imports": (
        {
            "imports": ["."],
            "module": "pkg._faster",
        },
        "tests/rules/pkg/_faster.so",
        ["_main/tests/rules"],
    ),
    "stable_abi": (
        {
            "imports": ["src"],
            "limited_api": "3.8",
            "module": "_fast",
        },
        "tests/rules/src/_fast.abi3.so",
        ["_main/tests/rules/src"],
    ),
}

# Attributes -> what the message has to hold.
_ERRORS = {
    "cffi_without_script": (
        {
            "cffi": ":extension_cffi",
            "module": "tests.rules.a",
        },
        ["`cffi` needs one build script, a .py file, in `srcs`; there are 0"],
    ),
    "cffi_with_two_scripts": (
        {
            "cffi": ":extension_cffi",
            "module": "tests.rules.a",
            "srcs": [
                "a_build.py",
                "b_build.py",
            ],
        },
        ["`cffi` needs one build script, a .py file, in `srcs`; there are 2"],
    ),
    "cython": (
        {
            "module": "tests.rules.a",
            "srcs": ["a.pyx"],
        },
        ["a.pyx is Cython", "cython = \"@pypi//cython\""],
    ),
    "imports": (
        {
            "imports": ["/src"],
            "module": "a",
        },
        ["\"/src\" in `imports`", "relative to the package"],
    ),
    "limited_api": (
        {
            "limited_api": "3",
            "module": "tests.rules.a",
        },
        ["limited_api = \"3\"", "such as \"3.11\""],
    ),
    "module": ({"module": "tests-rules"}, ["module = \"tests-rules\"", "dotted name"]),
    "newer_api": (
        {
            "limited_api": "3.10",
            "module": "tests.rules.a",
        },
        ["limited_api = \"3.10\" is newer than Python 3.9.99"],
    ),
    "python": (
        {
            "module": "tests.rules.a",
            "srcs": ["a_build.py"],
        },
        ["a_build.py is Python", "cffi = \"@pypi//cffi\""],
    ),
    "place": ({"module": "pkg._fast"}, ["module = \"pkg._fast\"", "imports = [\".\"]"]),
}

def python_extension_test_suite(name):
    """Declares the tests.

    Args:
        name: name of the test suite.
    """
    tests = []
    for source in ["extension_source.c", "a.pyx", "a_build.py", "b_build.py"]:
        write_file(
            name = "{}_{}".format(name, source),
            out = source,
        )
    py_library(
        name = "extension_cffi",
        tags = ["manual"],
    )
    for case, (attributes, path, imports) in _FILES.items():
        subject = "{}_{}_subject".format(name, case)
        python_extension(
            name = subject,
            srcs = ["extension_source.c"],
            tags = ["manual"],
            **attributes
        )
        tests.append("{}_{}".format(name, case))
        _file_test(
            name = tests[-1],
            expected_imports = imports,
            expected_path = path,
            target_under_test = ":" + subject,
        )
    for case, (attributes, parts) in _ERRORS.items():
        subject = "{}_error_{}_subject".format(name, case)
        python_extension(
            name = subject,
            tags = ["manual"],
            **({"srcs": ["extension_source.c"]} | attributes)
        )
        tests.append("{}_error_{}".format(name, case))
        _failure_test(
            name = tests[-1],
            message_parts = parts,
            target_under_test = ":" + subject,
        )

    # The fake distribution has nothing to link with.
    py_library(
        name = name + "_library",
        tags = ["manual"],
        deps = [":{}_imports_subject".format(name)],
    )
    python_executable(
        name = name + "_executable",
        entry_point = "pkg:main",
        tags = ["manual"],
        deps = [":{}_library".format(name)],
    )
    tests.append(name + "_no_libpython")
    _failure_test(
        name = tests[-1],
        message_parts = ["pkg._faster cannot be linked", "only a finished image"],
        target_under_test = ":{}_executable".format(name),
    )

    native.test_suite(
        name = name,
        tests = tests,
    )
