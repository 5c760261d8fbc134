"""The macro `executable_matrix_test`."""

load("//tests:other_platforms.bzl", "other_platform_tags")
load("//tests/emulators:executable_on_platform_test.bzl", "executable_on_platform_test")

def executable_matrix_test(name, src, matrix, platforms, **kwargs):
    """Tests the executables of several platforms; makes an `executable_on_platform_test` of each.

    Args:
        name: of the tests, before `_` and the platform's name.
        src: the Python program.
        matrix: label of a `python_executable_matrix`, or of other targets that are named likewise.
        platforms: list of the names of platforms, as in `//platforms`.
        **kwargs: further attributes of each `executable_on_platform_test`.
    """
    for platform in platforms:
        executable_on_platform_test(
            name = "{}_{}".format(name, platform),
            src = src,
            executable = "{}_{}".format(matrix, platform),
            platform = platform,
            tags = other_platform_tags(platform),
            **kwargs
        )
