"""What a platform looks like to environment markers (PEP 508) and to wheels' tags (PEP 425)."""

load("//platforms:platforms.bzl", "PLATFORMS")
load("//toolchains/python:versions.bzl", "minor_version")

_BY_OS = {
    "linux": {"os_name": "posix", "platform_system": "Linux", "sys_platform": "linux"},
    "macos": {"os_name": "posix", "platform_system": "Darwin", "sys_platform": "darwin"},
    "windows": {"os_name": "nt", "platform_system": "Windows", "sys_platform": "win32"},
}

# (os, cpu) -> `platform_machine`.
_MACHINES = {
    ("linux", "aarch64"): "aarch64",
    ("linux", "x86_64"): "x86_64",
    ("macos", "aarch64"): "arm64",
    ("macos", "x86_64"): "x86_64",
    ("windows", "x86_64"): "AMD64",
}

# The platform whose wheels are taken, until wheels with native modules are chosen per platform.
WHEEL_PLATFORM = "linux_x86_64_gnu"

# Its tags, best first: glibc 2.17 is the floor. The names before the last are aliases (PEP 600).
_WHEEL_PLATFORM_TAGS = [
    "manylinux_2_17_x86_64",
    "manylinux2014_x86_64",
    "manylinux_2_12_x86_64",
    "manylinux2010_x86_64",
    "manylinux_2_5_x86_64",
    "manylinux1_x86_64",
    "linux_x86_64",
]

def marker_environments(python_version):
    """The variables of environment markers on every platform.

    Args:
        python_version: string: full version of CPython.

    Returns:
        a dict from the name of a platform to a dict of strings.
    """
    return {
        name: _BY_OS[platform.os] | {
            "implementation_name": "cpython",
            "implementation_version": python_version,
            "platform_machine": _MACHINES[(platform.os, platform.cpu)],
            "platform_python_implementation": "CPython",
            # Not known before the program runs.
            "platform_release": "",
            "platform_version": "",
            "python_full_version": python_version,
            "python_version": minor_version(python_version),
        }
        for name, platform in PLATFORMS.items()
    }

def wheel_target(python_version):
    """The Python that wheels are chosen for.

    Args:
        python_version: string: full version of CPython.

    Returns:
        a dict, see `Target` in `tools/wheel/download.py`.
    """
    minor = minor_version(python_version)
    return {
        "abis": ["cp" + minor.replace(".", ""), "abi3", "none"],
        "implementation": "cp",
        "name": "CPython {} on {}".format(minor, WHEEL_PLATFORM),
        "platforms": _WHEEL_PLATFORM_TAGS,
        "python_version": minor,
    }
