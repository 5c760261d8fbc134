"""The release of zig the toolchain is made of: its version and the wheel of every exec platform."""

ZIG_VERSION = "0.17.1"

def _wheel(os, cpu, platform, tag, sha256):
    """One row of the table.

    Args:
        os: name of a constraint value in `@platforms//os`.
        cpu: name of a constraint value in `@platforms//cpu`.
        platform: the target platform that programs of the toolchain itself are built for.
        tag: platform tag of the wheel, in the form `pip download --platform` takes.
        sha256: digest of the wheel file, in hexadecimal.

    Returns:
        a struct with these fields and `constraints`, the labels of the constraint values of a
        platform that can run this zig.
    """
    return struct(
        os = os,
        cpu = cpu,
        platform = platform,
        tag = tag,
        sha256 = sha256,
        constraints = ["@platforms//os:" + os, "@platforms//cpu:" + cpu],
    )

# Name of the exec platform -> the wheel of `ziglang` that runs on it. The digests are those of the
# package index; to change the version, download every wheel with `pip download --no-deps
# --only-binary :all: --platform TAG ziglang==VERSION` and take `sha256sum`.
WHEELS = {
    "linux_aarch64": _wheel(
        os = "linux",
        cpu = "aarch64",
        platform = "linux_aarch64_gnu",
        tag = "manylinux_2_17_aarch64",
        sha256 = "b7c5f02fccd40f89b999ee16a1f5ddced56e6182370f8affe494bcf8a28cf07e",
    ),
    "linux_x86_64": _wheel(
        os = "linux",
        cpu = "x86_64",
        platform = "linux_x86_64_gnu",
        tag = "manylinux_2_12_x86_64",
        sha256 = "ea6cc5d87b033cf0aedfbc8f9549a908cae6c50ac31f1698188fa48a74524b54",
    ),
    "macos_aarch64": _wheel(
        os = "macos",
        cpu = "aarch64",
        platform = "macos_arm64",
        tag = "macosx_13_0_arm64",
        sha256 = "09953b6af7f64168b915180a42774f520f92d86ef6331b28e33915c7e1f0bb23",
    ),
    "macos_x86_64": _wheel(
        os = "macos",
        cpu = "x86_64",
        platform = "macos_x86_64",
        tag = "macosx_13_0_x86_64",
        sha256 = "4e0b4b9c02b8d0d220e9948010f860b62ff11d96abb39762eca5fa2ef3f7bc97",
    ),
    "windows_x86_64": _wheel(
        os = "windows",
        cpu = "x86_64",
        platform = "windows_x86_64",
        tag = "win_amd64",
        sha256 = "69c3dfc3aff6a297ec4017aa904782c0e450eb988982d7f675d83edce27526fb",
    ),
}
