"""Tests that need another version of Python than the default one.

Another version is a whole CPython to fetch and to compile, so `//...` leaves them out;
`//tests:other_python_versions` is all of them. Where its source cannot be fetched, they are skipped.
"""

load("@bazel_skylib//rules:write_file.bzl", "write_file")
load("//rules:defs.bzl", "python_executable")
load("//tests:tagged_suite.bzl", "tagged_suite")
load("//toolchains/python:versions.bzl", "DEFAULT_VERSION", "VERSIONS", "minor_version")

OTHER_PYTHON_VERSIONS = [version for version in VERSIONS if version != DEFAULT_VERSION]

_TAG = "other_python_version"

def python_version_tags(version):
    """The tags of a test that needs a version of Python: `python_3_14`, and what keeps it out of `//...`.

    Args:
        version: string: full version, one of `OTHER_PYTHON_VERSIONS`.

    Returns:
        a list of strings.
    """
    return ["python_" + minor_version(version).replace(".", "_"), _TAG, "manual"]

def if_available(name, version, actual, **kwargs):
    """Stands for a target that is compiled from CPython's source, where that can be fetched.

    Elsewhere it stands for a file `not_available.txt` that says so; `tests/emulators` skips a test
    that would run it.

    Args:
        name: name of the target.
        version: string: full version, one of `OTHER_PYTHON_VERSIONS`.
        actual: label of the target.
        **kwargs: common attributes, such as `visibility`.
    """
    source = VERSIONS[version].source
    write_file(
        name = name + ".not_available",
        out = name + ".d/not_available.txt",
        content = [
            "the source of Python {} can be had neither from upstream nor from a --distdir".format(
                version,
            ),
        ],
        newline = "unix",
        tags = ["manual"],
        visibility = ["//visibility:private"],
    )
    native.alias(
        name = name,
        actual = select({
            "@availability_of_{}//:is_available".format(source): actual,
            "//conditions:default": ":{}.not_available".format(name),
        }),
        tags = ["manual"],
        **kwargs
    )

def python_executables(name, testonly = True, visibility = None, **kwargs):
    """Declares `<name>_<version>`, an executable with each of `OTHER_PYTHON_VERSIONS`; see `if_available`.

    Args:
        name: what the names of the targets begin with.
        testonly: as of all rules.
        visibility: as of all rules.
        **kwargs: attributes of `python_executable`.
    """
    for version in OTHER_PYTHON_VERSIONS:
        built = "{}_{}.built".format(name, version)
        python_executable(
            name = built,
            testonly = testonly,
            python_version = version,
            tags = ["manual"],
            visibility = ["//visibility:private"],
            **kwargs
        )
        if_available(
            name = "{}_{}".format(name, version),
            testonly = testonly,
            actual = ":" + built,
            version = version,
            visibility = visibility,
        )

def other_python_versions_suite(name):
    """Declares the suite of those tests of a package that were declared before.

    Args:
        name: name of the test suite.
    """
    tagged_suite(name = name, tag = _TAG)
