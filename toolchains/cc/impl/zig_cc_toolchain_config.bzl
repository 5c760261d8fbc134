"""Rule that tells Bazel how to call the tools for one target platform."""

load("@rules_cc//cc:action_names.bzl", "ACTION_NAMES")
load("@rules_cc//cc:cc_toolchain_config_lib.bzl", "action_config", "feature", "tool")
load("@rules_cc//cc/common:cc_common.bzl", "cc_common")
load("@rules_cc//cc/toolchains:cc_toolchain_config_info.bzl", "CcToolchainConfigInfo")
load("//platforms:platforms.bzl", "PLATFORMS")
load("//toolchains/cc:targets.bzl", "TARGETS")
load(":compile_features.bzl", "COMPILE_ACTIONS", "compile_features")
load(":link_features.bzl", "LINK_ACTIONS", "archive_features", "elf_link_features")
load(":sysroot.bzl", "SysrootInfo")
load(":zig_driver.bzl", "ZigDriverInfo")

def _zig_cc_toolchain_config_impl(ctx):
    driver = ctx.attr.driver[ZigDriverInfo]
    sysroot = ctx.attr.sysroot[SysrootInfo]
    target = TARGETS[ctx.attr.target_platform]
    platform = PLATFORMS[ctx.attr.target_platform]

    c_headers = [driver.root + "/lib/include"] + [
        "{}/lib/libc/include/{}".format(driver.root, folder)
        for folder in target.libc_headers
    ]
    cxx_headers = [
        "{}/lib/{}/include".format(driver.root, library)
        for library in ["libcxx", "libcxxabi", "libunwind"]
    ]

    action_configs = [
        action_config(action_name = name, enabled = True, tools = [tool(tool = file)])
        for names, file in [
            (COMPILE_ACTIONS, driver.clang),
            (LINK_ACTIONS, driver.clang),
            ([ACTION_NAMES.cpp_link_static_library], driver.ar),
            ([ACTION_NAMES.strip], driver.strip),
        ]
        for name in names
    ]

    features = [
        # Every flag of every command line is made here, whatever the version of Bazel.
        feature(name = "no_legacy_features", enabled = True),
        feature(name = "dbg"),
        feature(name = "fastbuild"),
        feature(name = "opt"),
        feature(name = "pie"),
        feature(name = "supports_pic", enabled = True),
        # Off: the C++ library is linked into every executable and shared library, so that an
        # exception thrown in one could not be caught in another.
        feature(name = "supports_dynamic_linker"),
    ] + compile_features(
        target = target,
        c_headers = c_headers,
        cxx_headers = cxx_headers,
        sysroot = sysroot.libraries[0].dirname,
    ) + elf_link_features(
        target = target,
        linker = driver.ld_lld.path,
        sysroot = sysroot,
    ) + archive_features()

    return cc_common.create_cc_toolchain_config_info(
        ctx = ctx,
        abi_libc_version = target.zig_target,
        abi_version = target.triple,
        action_configs = action_configs,
        compiler = "clang",
        # `%workspace%` is the execution root; without it Bazel takes a path as relative to here.
        cxx_builtin_include_directories = ["%workspace%/" + path for path in cxx_headers + c_headers],
        features = features,
        host_system_name = "local",
        target_cpu = platform.cpu,
        target_libc = target.zig_target,
        target_system_name = target.triple,
        toolchain_identifier = "zig_" + ctx.label.name,
    )

zig_cc_toolchain_config = rule(
    doc = "The configuration of a cc_toolchain that runs zig.",
    implementation = _zig_cc_toolchain_config_impl,
    attrs = {
        "driver": attr.label(
            cfg = "exec",
            mandatory = True,
            providers = [ZigDriverInfo],
            doc = "The tools.",
        ),
        "sysroot": attr.label(
            # Its content does not depend on the configuration: all share one.
            cfg = "exec",
            mandatory = True,
            providers = [SysrootInfo],
            doc = "What programs are linked with.",
        ),
        "target_platform": attr.string(
            mandatory = True,
            values = TARGETS.keys(),
            doc = "A key of the table of targets.",
        ),
    },
    provides = [CcToolchainConfigInfo],
)
