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
        "programs": ["bin/run"],
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

def _programs_test_impl(ctx):
    env = unittest.begin(ctx)
    targets = _targets({"by_platform": {}, "everywhere": []})
    asserts.true(env, "srcs = [\"bin/run\"]," in targets, targets)
    asserts.false(env, "source_distribution(" in targets, targets)
    return unittest.end(env)

_programs_test = unittest.make(_programs_test_impl)

def _source_distribution_test_impl(ctx):
    env = unittest.begin(ctx)
    load_statements, targets = wheel_libraries(
        struct(
            cc_deps = ["@@libffi//:ffi"],
            extension_modules = ["sample._fast"],
            hub_name = "hub",
            lock_file = "lock.txt",
            locked_packages = ["meson-python", "ninja"],
            package = "sample",
            without_native_modules = True,
        ),
        {
            "backend": "meson-python",
            "backend_programs": ["ninja"],
            "build_requirements": [_needed("cython"), _needed("meson-python"), _needed("ninja")],
            "dependencies": {"by_platform": {}, "everywhere": []},
            "dropped": {},
            "extras": {},
            "files": [],
            "programs": [],
            "sdist": "sample-1.0.tar.gz",
            "version": "1.0",
        },
    )
    asserts.true(env, "source_distribution.bzl" in load_statements, load_statements)
    for expected in [
        "backend = \"meson-python\",",
        "cc_deps = [\"@@libffi//:ffi\"],",
        "extension_modules = [\"sample._fast\"],",
        "programs = [\"@hub__ninja//:programs\"],",
        "sdist = \"sample-1.0.tar.gz\",",
        "without_native_modules = True,",
        "name = \"extension_sample._fast\",",
        "name = \"built_whl\",",
        "deps = [\":built\", \":extension_sample._fast\"],",
        # A build requirement that is not locked.
        "sample 1.0 needs cython, which is not in lock.txt",
    ]:
        asserts.true(env, expected in targets, "{} is not in {}".format(expected, targets))
    return unittest.end(env)

_source_distribution_test = unittest.make(_source_distribution_test_impl)

def wheel_libraries_test_suite(name):
    """Declares the tests.

    Args:
        name: name of the test suite.
    """
    unittest.suite(
        name,
        _missing_package_with_extra_test,
        _locked_package_with_extra_test,
        _programs_test,
        _source_distribution_test,
    )
