"""Tests of the targets of an unpacked wheel."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")

# buildifier: disable=bzl-visibility
load("//rules/private/pypi:wheel_libraries.bzl", "wheel_libraries")

def _targets(dependencies):
    """The targets of a wheel that needs these; of other packages, `locked` alone is locked."""
    attributes = struct(
        hub_name = "hub",
        lock_file = "lock.txt",
        locked_packages = ["locked"],
        package = "sample",
    )
    report = {
        "dependencies": dependencies,
        "dropped": {},
        "extras": {},
        "files": ["sample.py"],
        "sdist": None,
        "version": "1.0",
    }
    _, targets = wheel_libraries(attributes, report)
    return targets

def _needed(name, extra = ""):
    return {"extra": extra, "name": name}

def _missing_package_with_extra_test_impl(ctx):
    env = unittest.begin(ctx)

    # What `coverage[toml]` means, also where another line says `coverage`.
    everywhere = [_needed("coverage"), _needed("coverage", "toml")]
    targets = _targets({"by_platform": {}, "everywhere": everywhere})
    labels = [":missing_coverage", ":missing_coverage_extra_toml"]
    asserts.true(env, "deps = {},".format(repr(labels)) in targets, targets)
    for label in labels:
        asserts.equals(env, 1, targets.count("name = \"{}\",".format(label[1:])), targets)
    asserts.equals(env, 2, targets.count("sample 1.0 needs coverage, which is not in lock.txt"))
    return unittest.end(env)

_missing_package_with_extra_test = unittest.make(_missing_package_with_extra_test_impl)

def _locked_package_with_extra_test_impl(ctx):
    env = unittest.begin(ctx)
    everywhere = [_needed("locked"), _needed("locked", "toml")]
    targets = _targets({"by_platform": {}, "everywhere": everywhere})
    labels = ["@hub__locked//:pkg", ":locked_extra_toml"]
    asserts.true(env, "deps = {},".format(repr(labels)) in targets, targets)
    asserts.false(env, "missing_package(" in targets, targets)
    return unittest.end(env)

_locked_package_with_extra_test = unittest.make(_locked_package_with_extra_test_impl)

def wheel_libraries_test_suite(name):
    """Declares the tests.

    Args:
        name: name of the test suite.
    """
    unittest.suite(
        name,
        _missing_package_with_extra_test,
        _locked_package_with_extra_test,
    )
