"""The table of target platforms: the one place that lists them."""

def _platform(os, cpu, libc = None, macos_version = None):
    """One row of the table.

    Args:
        os: name of a constraint value in `@platforms//os`.
        cpu: name of a constraint value in `@platforms//cpu`.
        libc: `gnu` or `musl` on Linux, `None` elsewhere.
        macos_version: oldest version of macOS that is supported, `None` elsewhere.

    Returns:
        a struct of the arguments and `constraints`, the labels of the constraint values.
    """
    constraints = ["@platforms//os:" + os, "@platforms//cpu:" + cpu]
    if libc:
        constraints.append(str(Label("//platforms:" + libc)))
    return struct(
        os = os,
        cpu = cpu,
        libc = libc,
        macos_version = macos_version,
        constraints = constraints,
    )

# Name of the platform -> what it is. The oldest supported glibc is 2.17.
PLATFORMS = {
    "linux_aarch64_gnu": _platform("linux", "aarch64", "gnu"),
    "linux_aarch64_musl": _platform("linux", "aarch64", "musl"),
    "linux_x86_64_gnu": _platform("linux", "x86_64", "gnu"),
    "linux_x86_64_musl": _platform("linux", "x86_64", "musl"),
    "macos_arm64": _platform("macos", "aarch64", macos_version = "11.0"),
    "macos_x86_64": _platform("macos", "x86_64", macos_version = "10.15"),
    "windows_x86_64": _platform("windows", "x86_64"),
}
