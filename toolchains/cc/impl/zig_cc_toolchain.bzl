"""Macro that makes the cc_toolchain of one exec platform for one target platform."""

load("@rules_cc//cc:defs.bzl", "cc_toolchain")
load("//platforms:platforms.bzl", "PLATFORMS")
load("//toolchains/cc:targets.bzl", "TARGETS")
load(":sysroot.bzl", "zig_sysroot")
load(":zig_cc_toolchain_config.bzl", "zig_cc_toolchain_config")

def zig_cc_toolchain(name, exec_platform, exec_constraints, target_platform):
    """Makes a cc_toolchain and all that it consists of.

    Every part is a small group of files of its own, so that a compile action has no linker among
    its inputs and a link action no header.

    Args:
        name: of the cc_toolchain.
        exec_platform: a key of the table of wheels.
        exec_constraints: labels of the constraint values of the exec platform. The parts are built
            for it whatever other platforms are registered.
        target_platform: a key of the table of targets.
    """
    zig = "@zig_{}//:".format(exec_platform)
    driver = ":driver_" + exec_platform
    headers = [
        zig + "headers_" + folder
        for folder in ["compiler_" + PLATFORMS[target_platform].cpu, "cxx"] +
                      TARGETS[target_platform].libc_headers
    ]

    zig_sysroot(
        name = name + ".sysroot",
        builtins = zig + "builtins",
        driver = driver,
        exec_compatible_with = exec_constraints,
        target_platform = target_platform,
    )
    zig_cc_toolchain_config(
        name = name + ".config",
        driver = driver,
        exec_compatible_with = exec_constraints,
        sysroot = name + ".sysroot",
        target_platform = target_platform,
    )

    native.filegroup(
        name = name + ".compiler",
        srcs = [driver, zig + "executable"] + headers,
    )
    native.filegroup(
        name = name + ".linker",
        srcs = [driver, zig + "executable", name + ".sysroot"],
    )
    native.filegroup(
        name = name + ".archiver",
        srcs = [driver, zig + "executable"],
    )
    native.filegroup(
        name = name + ".all",
        srcs = [name + ".compiler", name + ".linker"],
    )
    native.filegroup(name = name + ".none")

    cc_toolchain(
        name = name,
        all_files = name + ".all",
        ar_files = name + ".archiver",
        as_files = name + ".compiler",
        compiler_files = name + ".compiler",
        dwp_files = name + ".none",
        exec_compatible_with = exec_constraints,
        linker_files = name + ".linker",
        objcopy_files = name + ".none",
        strip_files = driver,
        supports_param_files = True,
        toolchain_config = name + ".config",
        toolchain_identifier = "zig_" + name,
    )
