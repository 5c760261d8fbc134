"""The table of Python versions that can be built: the one place that lists them."""

# Version -> what it is.
#   source: key of its source in `//toolchains/cpython:sources.json`, name of its repository.
#   platforms: names of the platforms it can be built for, keys of `//platforms:platforms.bzl`.
#   exec_platforms: names of the platforms that can build it.
VERSIONS = {
    "3.11.2": struct(
        source = "cpython_3_11_2",
        platforms = ["linux_x86_64_gnu"],
        exec_platforms = ["linux_x86_64_gnu"],
    ),
    "3.13.5": struct(
        source = "cpython_3_13_5",
        platforms = [
            "linux_aarch64_gnu",
            "linux_aarch64_musl",
            "linux_x86_64_gnu",
            "linux_x86_64_musl",
            "macos_arm64",
            "macos_x86_64",
            "windows_x86_64",
        ],
        exec_platforms = ["linux_x86_64_gnu"],
    ),
    "3.14.7": struct(
        source = "cpython_3_14_7",
        platforms = ["linux_x86_64_gnu"],
        exec_platforms = ["linux_x86_64_gnu"],
    ),
}

# The version where nobody says which.
DEFAULT_VERSION = "3.13.5"

def version_key(version):
    """What to sort versions by.

    Args:
        version: string: `3.13.5`.

    Returns:
        a tuple of integers.
    """
    return tuple([int(part) for part in version.split(".")])

def minor_version(version):
    """The first two parts of a version.

    Args:
        version: string: `3.13.5`.

    Returns:
        a string: `3.13`.
    """
    return ".".join(version.split(".")[:2])

def find_version(wanted, known = VERSIONS.keys()):
    """The version meant by a full version or by its first two parts.

    Args:
        wanted: string: `3.13.5`, or `3.13` for the newest known one of it.
        known: list of strings: the versions to choose from.

    Returns:
        a string out of `known`, or None if there is none.
    """
    fitting = [version for version in known if wanted in (version, minor_version(version))]
    return sorted(fitting, key = version_key)[-1] if fitting else None
