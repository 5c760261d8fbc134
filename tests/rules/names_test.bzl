"""Tests of the names that Python code goes by."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")

# buildifier: disable=bzl-visibility
load("//rules/private:names.bzl", "import_root", "is_entry_point", "is_identifier", "is_importable")

def _identifier_test_impl(ctx):
    env = unittest.begin(ctx)
    for text in ["a", "_", "__init__", "a1", "_1"]:
        asserts.true(env, is_identifier(text), text)
    for text in ["", "1a", "a-b", "a.b", "a b", "a/b"]:
        asserts.false(env, is_identifier(text), text)
    return unittest.end(env)

_identifier_test = unittest.make(_identifier_test_impl)

def _entry_point_test_impl(ctx):
    env = unittest.begin(ctx)
    for text in ["m:f", "a.b.c:f", "a:C.f"]:
        asserts.true(env, is_entry_point(text), text)
    for text in ["", ":", "m", "m:", ":f", "a.:f", ".a:f", "a:f()", "a:f:g", "a b:f", "a:f [x]"]:
        asserts.false(env, is_entry_point(text), text)
    return unittest.end(env)

_entry_point_test = unittest.make(_entry_point_test_impl)

def _importable_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.true(env, is_importable("_main/pkg/mod.py", []))
    asserts.false(env, is_importable("_main/my-app/mod.py", []))
    asserts.true(env, is_importable("_main/my-app/mod.py", ["_main/my-app"]))
    asserts.false(env, is_importable("_main/my-app/mod.py", ["_main/my"]), "half a name")
    asserts.false(env, is_importable("_main/my-app/my-mod.py", ["_main/my-app"]))
    return unittest.end(env)

_importable_test = unittest.make(_importable_test_impl)

def _import_root_test_impl(ctx):
    env = unittest.begin(ctx)
    label = Label("//tests/rules:names_test")
    repository = label.repo_name or "_main"
    for entry, root in {
        ".": repository + "/tests/rules",
        "../..": repository,
        "../../..": None,
        "../src": repository + "/tests/src",
        "./a//b/": repository + "/tests/rules/a/b",
        "/a": None,
    }.items():
        asserts.equals(env, root, import_root(entry, label), entry)
    return unittest.end(env)

_import_root_test = unittest.make(_import_root_test_impl)

def names_test_suite(name):
    """Declares the tests.

    Args:
        name: name of the test suite.
    """
    unittest.suite(name, _identifier_test, _entry_point_test, _importable_test, _import_root_test)
