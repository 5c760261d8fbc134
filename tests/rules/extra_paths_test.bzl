"""Tests of the check of folders of the file system."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")

# buildifier: disable=bzl-visibility
load("//rules/private:extra_paths.bzl", "check_extra_path")

def _good_paths_test_impl(ctx):
    env = unittest.begin(ctx)
    for path in ["$ORIGIN", "$ORIGIN/", "$ORIGIN/plugins", "$ORIGIN/../a b/ä"]:
        asserts.equals(env, None, check_extra_path(path, is_windows = False), path)
        asserts.equals(env, None, check_extra_path(path, is_windows = True), path)
    for path in ["/", "/opt/plugins", "/opt/$HOME"]:
        asserts.equals(env, None, check_extra_path(path, is_windows = False), path)
    for path in ["C:/plugins", "z:\\plugins", "\\\\server\\share", "//server/share"]:
        asserts.equals(env, None, check_extra_path(path, is_windows = True), path)
    return unittest.end(env)

_good_paths_test = unittest.make(_good_paths_test_impl)

def _bad_paths_test_impl(ctx):
    env = unittest.begin(ctx)
    for path, is_windows, part in [
        ("", False, "an absolute path, such as \"/opt/plugins\", or $ORIGIN/FOLDER"),
        ("", True, "an absolute path, such as \"C:/plugins\", or $ORIGIN/FOLDER"),
        ("plugins", False, "an absolute path"),
        ("~/plugins", False, "an absolute path"),
        ("$HOME/plugins", False, "an absolute path"),
        ("$ORIGINAL/plugins", False, "an absolute path"),
        ("${ORIGIN}/plugins", False, "an absolute path"),
        ("/opt/$ORIGIN", False, "an absolute path"),
        ("C:/plugins", False, "an absolute path"),
        ("/opt/plugins", True, "an absolute path"),
        ("C:plugins", True, "an absolute path"),
        ("1:/plugins", True, "an absolute path"),
        ("$ORIGIN/$ORIGIN", False, "at its beginning only"),
        ("/opt/a\nb", False, "line breaks"),
        ("/opt/a\rb", False, "line breaks"),
        ("$ORIGIN/a\0b", False, "NUL"),
    ]:
        wrong = check_extra_path(path, is_windows)
        asserts.true(env, wrong and part in wrong, "{}: {}".format(repr(path), wrong))
    return unittest.end(env)

_bad_paths_test = unittest.make(_bad_paths_test_impl)

def extra_paths_test_suite(name):
    """Declares the tests.

    Args:
        name: name of the test suite.
    """
    unittest.suite(name, _good_paths_test, _bad_paths_test)
