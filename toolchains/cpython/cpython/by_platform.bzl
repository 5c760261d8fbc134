"""`select()` over the platforms that CPython can be compiled for."""

load("//platforms:platforms.bzl", "PLATFORMS")

def by_platform(value_of, oses = ["linux", "macos", "windows"]):
    """Chooses an attribute's value by the target platform.

    Args:
        value_of: a function from the name of a platform, a key of `PLATFORMS`, to the value.
        oses: names of the operating systems whose platforms to choose from; the target must not be
            needed on any other.

    Returns:
        a `select()`.
    """
    return select(
        {
            str(Label("//platforms:is_" + name)): value_of(name)
            for name, platform in PLATFORMS.items()
            if platform.os in oses
        },
        no_match_error = "compiled from source for {} only; choose one of those platforms".format(
            ", ".join(oses),
        ),
    )
