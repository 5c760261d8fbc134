"""`select()` over the platforms that CPython can be compiled for."""

load("//platforms:platforms.bzl", "PLATFORMS")

# Windows compiles from other tables (`PCbuild/*.vcxproj`), which do not exist yet.
_OSES = ["linux", "macos"]

def by_platform(value_of):
    """Chooses an attribute's value by the target platform.

    Args:
        value_of: a function from the name of a platform, a key of `PLATFORMS`, to the value.

    Returns:
        a `select()`.
    """
    return select(
        {
            str(Label("//platforms:is_" + name)): value_of(name)
            for name, platform in PLATFORMS.items()
            if platform.os in _OSES
        },
        no_match_error = "CPython is compiled from source for Linux and macOS only; " +
                         "choose one of those platforms",
    )
