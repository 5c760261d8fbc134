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

# The newest C libraries that wheels may need: glibc 2.17 and musl 1.2.
_NEWEST_GLIBC_MINOR = 17
_NEWEST_MUSL_MINOR = 2

# The oldest glibc that there are wheels for; Python for aarch64 began with 2.17.
_OLDEST_GLIBC_MINOR = {"aarch64": 17, "x86_64": 5}

# What `manylinux_2_N` was called before PEP 600.
_OLD_MANYLINUX_NAMES = {5: "manylinux1", 12: "manylinux2010", 17: "manylinux2014"}

_MACOS_TAGS = {
    "macos_arm64": ["macosx_11_0_arm64"],
    "macos_x86_64": ["macosx_10_15_x86_64"],
}

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

def _linux_tags(cpu, libc):
    """The platform tags of wheels that a Linux platform can use.

    Args:
        cpu: string: as in wheels' tags.
        libc: string: `gnu` or `musl`.

    Returns:
        a list of strings, best first.
    """
    if libc == "musl":
        names = ["musllinux_1_{}".format(minor) for minor in range(_NEWEST_MUSL_MINOR, -1, -1)]
    else:
        names = []
        for minor in range(_NEWEST_GLIBC_MINOR, _OLDEST_GLIBC_MINOR[cpu] - 1, -1):
            names.append("manylinux_2_{}".format(minor))
            if minor in _OLD_MANYLINUX_NAMES:
                names.append(_OLD_MANYLINUX_NAMES[minor])
    return ["{}_{}".format(name, cpu) for name in names + ["linux"]]

def wheel_targets(python_version):
    """The Pythons that wheels are chosen for.

    Args:
        python_version: string: full version of CPython.

    Returns:
        a dict from the name of a platform to a dict, see `Target` in `tools/wheel/tags.py`.
    """
    minor = minor_version(python_version)
    targets = {}
    for name, platform in PLATFORMS.items():
        if platform.os == "linux":
            tags = _linux_tags(platform.cpu, platform.libc)
        elif platform.os == "macos":
            tags = _MACOS_TAGS[name]
        else:
            tags = ["win_amd64"]
        targets[name] = {
            "abis": ["cp" + minor.replace(".", ""), "abi3", "none"],
            "name": "CPython {} on {}".format(minor, name),
            "platforms": tags,
            "python_version": minor,
        }
    return targets
