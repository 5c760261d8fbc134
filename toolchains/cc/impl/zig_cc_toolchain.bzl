"""Macro that makes the cc_toolchains of one exec platform for one target platform."""

load("@rules_cc//cc/toolchains:cc_toolchain.bzl", "cc_toolchain")
load("//platforms:platforms.bzl", "PLATFORMS")
load("//toolchains/cc:targets.bzl", "TARGETS", "zig_lib")
load(":sysroot.bzl", "zig_libcxx", "zig_sysroot")
load(":zig_cc_toolchain_config.bzl", "zig_cc_toolchain_config")

# Only toolchain resolution knows what fits the machine: `//...` must not build all.
_TAGS = ["manual"]

def zig_cc_toolchain(name, exec_platform, exec_constraints, target_platform):
    """Makes two cc_toolchains, `NAME` and, for C only, `NAME.c`, and all that they consist of.

    A compile action has no linker among its inputs, and a link action no header.

    Args:
        name: of the cc_toolchain.
        exec_platform: a key of the table of wheels.
        exec_constraints: labels of the constraint values of the exec platform. The parts are built
            for it whatever other platforms are registered.
        target_platform: a key of the table of targets.
    """
    zig = "@zig_{}//:".format(exec_platform)
    tools = ":tools_on_" + exec_platform
    lib = zig_lib(zig, TARGETS[target_platform])

    zig_sysroot(
        name = name + ".sysroot",
        builtins = zig + "builtins",
        exec_compatible_with = exec_constraints,
        lib = lib,
        tags = _TAGS,
        target_platform = target_platform,
        tools = tools,
    )
    zig_libcxx(
        name = name + ".libcxx",
        exec_compatible_with = exec_constraints,
        lib = lib + [zig + "lib_cxx"],
        tags = _TAGS,
        target_platform = target_platform,
        tools = tools,
    )

    _zig_cc_toolchain(
        name = name,
        cxx_headers = [zig + "headers_cxx"],
        exec_constraints = exec_constraints,
        exec_platform = exec_platform,
        libcxx = name + ".libcxx",
        sysroot = name + ".sysroot",
        target_platform = target_platform,
    )
    _zig_cc_toolchain(
        name = name + ".c",
        cxx_headers = [],
        exec_constraints = exec_constraints,
        exec_platform = exec_platform,
        libcxx = None,
        sysroot = name + ".sysroot",
        target_platform = target_platform,
    )

def _zig_cc_toolchain(
        name,
        exec_platform,
        exec_constraints,
        target_platform,
        sysroot,
        libcxx,
        cxx_headers):
    """Makes one cc_toolchain.

    Args:
        name: of the cc_toolchain.
        exec_platform: a key of the table of wheels.
        exec_constraints: labels of constraint values.
        target_platform: a key of the table of targets.
        sysroot: label of the zig_sysroot.
        libcxx: label of the zig_libcxx, or None.
        cxx_headers: labels of the headers of C++.
    """
    zig = "@zig_{}//:".format(exec_platform)
    compiler = ":zig_on_" + exec_platform
    tools = ":tools_on_" + exec_platform
    target = TARGETS[target_platform]

    zig_cc_toolchain_config(
        name = name + ".config",
        compiler = compiler,
        exec_compatible_with = exec_constraints,
        libcxx = libcxx,
        sysroot = sysroot,
        tags = _TAGS,
        target_platform = target_platform,
        tools = tools,
    )

    native.filegroup(
        name = name + ".compiler",
        srcs = [compiler, zig + "executable"] + [
            zig + "headers_" + folder
            for folder in ["compiler_" + PLATFORMS[target_platform].cpu] + target.libc_headers
        ] + cxx_headers,
        tags = _TAGS,
    )
    native.filegroup(
        name = name + ".linker",
        srcs = [compiler, tools, zig + "executable", sysroot] +
               ([libcxx] if libcxx else []) +
               ([zig + "macho_linker"] if target.linker == "macho" else []),
        tags = _TAGS,
    )
    native.filegroup(
        name = name + ".archiver",
        srcs = [compiler, zig + "executable"],
        tags = _TAGS,
    )
    native.filegroup(
        name = name + ".all",
        srcs = [name + ".compiler", name + ".linker"],
        tags = _TAGS,
    )
    native.filegroup(
        name = name + ".none",
        tags = _TAGS,
    )

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
        strip_files = tools,
        supports_param_files = True,
        tags = _TAGS,
        toolchain_config = name + ".config",
        toolchain_identifier = "zig_" + name,
    )
