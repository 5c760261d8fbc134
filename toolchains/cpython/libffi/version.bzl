"""How libffi numbers its versions."""

def libffi_version_number(version):
    """The number `FFI_VERSION_NUMBER` of a version.

    Args:
        version: three numbers with dots between, for example `3.4.8`.

    Returns:
        a string, for example `30408`.
    """
    major, minor, patch = version.split(".")
    return str(int(major) * 10000 + int(minor) * 100 + int(patch))
