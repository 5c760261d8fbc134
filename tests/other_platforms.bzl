"""Tests that need executables of other platforms than `linux_x86_64_gnu`.

Their executables take minutes to compile, so `//...` leaves them out; `//tests:other_platforms` is
all of them.
"""

load(":tagged_suite.bzl", "tagged_suite")

_TAG = "other_platform"

def other_platform_tags(platform):
    """The tags of a test that needs an executable of a platform: that platform's name, for filters.

    And if the platform is another, what keeps the test out of `//...`.

    Args:
        platform: name of the executable's platform, as in `//platforms`.

    Returns:
        a list of strings.
    """
    return [platform] + ([] if platform == "linux_x86_64_gnu" else [_TAG, "manual"])

def other_platforms_suite(name):
    """Declares the suite of those tests of a package that were declared before.

    Args:
        name: name of the test suite.
    """
    tagged_suite(name = name, tag = _TAG)
