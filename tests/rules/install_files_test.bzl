"""Tests of where files go that lie beside an executable."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")

# buildifier: disable=bzl-visibility
load("//rules/private:install_files.bzl", "check_place", "place_in_folder")

def _good_places_test_impl(ctx):
    env = unittest.begin(ctx)
    for place in ["a", "a b", "etc/app.conf", "etc/", "a/b/", ".", "./", "..a", "a=b"]:
        asserts.equals(env, None, check_place(place), place)
    return unittest.end(env)

_good_places_test = unittest.make(_good_places_test_impl)

def _bad_places_test_impl(ctx):
    env = unittest.begin(ctx)
    for place, part in [
        ("", "below the executable's folder"),
        ("/", "below the executable's folder"),
        ("/etc", "below the executable's folder"),
        ("..", "below the executable's folder"),
        ("../x", "below the executable's folder"),
        ("a/../b", "below the executable's folder"),
        ("./a", "below the executable's folder"),
        ("a//b", "below the executable's folder"),
        ("a//", "below the executable's folder"),
        ("a\\b", "backslashes"),
        ("a\nb", "line breaks"),
        ("a\rb", "line breaks"),
        ("a\0b", "NUL"),
    ]:
        wrong = check_place(place)
        asserts.true(env, wrong and part in wrong, "{}: {}".format(repr(place), wrong))
    return unittest.end(env)

_bad_places_test = unittest.make(_bad_places_test_impl)

def _places_in_folders_test_impl(ctx):
    env = unittest.begin(ctx)
    for folder, file, package, expected in [
        ("etc/", "_main/app/x.txt", "_main/app", "etc/x.txt"),
        ("etc/", "_main/app/sub/x.txt", "_main/app", "etc/sub/x.txt"),
        (".", "_main/app/sub/x.txt", "_main/app", "sub/x.txt"),
        ("./", "_main/x.txt", "_main", "x.txt"),
        ("a/b/", "other+/site-packages/p/m.py", "other+", "a/b/site-packages/p/m.py"),
    ]:
        asserts.equals(env, expected, place_in_folder(folder, file, package))
    return unittest.end(env)

_places_in_folders_test = unittest.make(_places_in_folders_test_impl)

def install_files_test_suite(name):
    """Declares the tests.

    Args:
        name: name of the test suite.
    """
    unittest.suite(name, _good_places_test, _bad_places_test, _places_in_folders_test)
