"""Rule that tells Bazel how to call the tools for one target platform."""

load("@rules_cc//cc:action_names.bzl", "ACTION_NAMES")
load(
    "@rules_cc//cc:cc_toolchain_config_lib.bzl",
    "action_config",
    "artifact_name_pattern",
    "feature",
    "tool",
)
load("@rules_cc//cc/common:cc_common.bzl", "cc_common")
load("@rules_cc//cc/toolchains:cc_toolchain_config_info.bzl", "CcToolchainConfigInfo")
load("//platforms:platforms.bzl", "PLATFORMS")
load("//toolchains/cc:targets.bzl", "TARGETS")
load(":compile_features.bzl", "COMPILE_ACTIONS", "compile_features")
load(":link_features.bzl", "LINK_ACTIONS", "archive_features", "link_features")
load(":sysroot.bzl", "SysrootInfo")
load(":zig_program.bzl", "ZigProgramInfo")

# Extensions of files, where they differ from Linux's.
_ARTIFACT_NAMES = {
    "coff": [
        artifact_name_pattern("executable", "", ".exe"),
        artifact_name_pattern("dynamic_library", "", ".dll"),
    ],
    "elf": [],
    "macho": [
        artifact_name_pattern("dynamic_library", "lib", ".dylib"),
    ],
}

def _zig_cc_toolchain_config_impl(ctx):
    compiler = ctx.attr.compiler[ZigProgramInfo].tools
    tools = ctx.attr.tools[ZigProgramInfo].tools
    sysroot = ctx.attr.sysroot[SysrootInfo]
    libcxx = ctx.attr.libcxx[SysrootInfo].libraries if ctx.attr.libcxx else []
    target = TARGETS[ctx.attr.target_platform]

    lib = ctx.attr.compiler[ZigProgramInfo].zig.dirname + "/lib"
    c_headers = [lib + "/include"] + [
        "{}/libc/include/{}".format(lib, folder)
        for folder in target.libc_headers
    ]
    cxx_headers = [lib + "/libcxx/include", lib + "/libcxxabi/include"] if ctx.attr.libcxx else []

    action_tools = {name: compiler["clang"] for name in COMPILE_ACTIONS} | {
        name: {
            "coff": tools["link-coff"],
            "elf": compiler["clang"],
            "macho": tools["link-macho"],
        }[target.linker]
        for name in LINK_ACTIONS
    } | {
        ACTION_NAMES.cpp_link_static_library: compiler["ar"],
        ACTION_NAMES.strip: tools["strip"],
    }

    features = [
        # Every flag of every command line is made here, whatever the version of Bazel.
        feature(name = "no_legacy_features", enabled = True),
        feature(name = "dbg"),
        feature(name = "fastbuild"),
        feature(name = "opt"),
        feature(name = "pie"),
        feature(name = "gcc_quoting_for_param_files", enabled = True),
        feature(name = "supports_pic", enabled = target.linker == "elf"),
        # Off: the C++ library is linked into every executable and shared library, so that an
        # exception thrown in one could not be caught in another.
        feature(name = "supports_dynamic_linker"),
    ] + compile_features(
        target = target,
        c_headers = c_headers,
        cxx_headers = cxx_headers,
        sysroot = sysroot.folder,
    ) + link_features(
        target = target,
        elf_linker = compiler["ld.lld"].path,
        libraries = libcxx + sysroot.libraries,
        sysroot = sysroot,
    ) + archive_features()

    return cc_common.create_cc_toolchain_config_info(
        ctx = ctx,
        abi_libc_version = target.zig_target,
        abi_version = target.triple,
        action_configs = [
            action_config(action_name = name, enabled = True, tools = [tool(tool = file)])
            for name, file in action_tools.items()
        ],
        artifact_name_patterns = _ARTIFACT_NAMES[target.linker],
        compiler = "clang",
        # `%workspace%` is the execution root; without it Bazel takes a path as relative to here.
        cxx_builtin_include_directories = [
            "%workspace%/" + path
            for path in cxx_headers + c_headers
        ],
        features = features,
        host_system_name = "local",
        target_cpu = PLATFORMS[ctx.attr.target_platform].cpu,
        target_libc = target.zig_target,
        target_system_name = target.triple,
        toolchain_identifier = "zig_" + ctx.label.name,
    )

zig_cc_toolchain_config = rule(
    doc = "The configuration of a cc_toolchain that runs zig.",
    implementation = _zig_cc_toolchain_config_impl,
    attrs = {
        "compiler": attr.label(
            cfg = "exec",
            mandatory = True,
            providers = [ZigProgramInfo],
            doc = "The tools `clang`, `ld.lld` and `ar`.",
        ),
        "libcxx": attr.label(
            cfg = "exec",
            providers = [SysrootInfo],
            doc = "The libraries of C++; none makes a toolchain for C only.",
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
        "tools": attr.label(
            cfg = "exec",
            mandatory = True,
            providers = [ZigProgramInfo],
            doc = "The tools `link-coff`, `link-macho` and `strip`.",
        ),
    },
    provides = [CcToolchainConfigInfo],
)
