"""The macro `tagged_suite`."""

def tagged_suite(name, tag):
    """Declares the suite of those tests of a package with a tag that were declared before.

    Args:
        name: name of the test suite.
        tag: the tag.
    """
    native.test_suite(
        name = name,
        tags = ["manual"],
        tests = [
            ":" + test
            for test, attributes in native.existing_rules().items()
            if tag in attributes["tags"] and attributes["kind"].endswith("_test")
        ],
        visibility = ["//tests:__pkg__"],
    )
