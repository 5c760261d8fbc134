"""Rule that builds the tools of the toolchain for one exec platform."""

load(":zig_action.bzl", "run_zig")

ZigDriverInfo = provider(
    doc = "The tools of the toolchain on one exec platform.",
    fields = {
        "ar": "File: `zig ar`.",
        "clang": "File: `zig clang`.",
        "collect": "File: collects the files that zig links into every program.",
        "ld_lld": "File: `zig ld.lld`.",
        "lib": "depset of Files: zig's `lib` folder.",
        "root": "string: path of the folder that zig and `lib` are in.",
        "strip": "File: removes symbols from a linked file.",
        "zig": "File: the zig the tools run.",
    },
)

# The C library the tools are built for: what zig has for every exec platform without a wait.
_ZIG_TARGETS = {
    "linux_aarch64": "aarch64-linux-gnu.2.17",
    "linux_x86_64": "x86_64-linux-gnu.2.17",
    "macos_aarch64": "aarch64-macos.13.0",
    "macos_x86_64": "x86_64-macos.13.0",
    "windows_x86_64": "x86_64-windows-gnu",
}

_TOOLS = {
    "ar": "ar",
    "clang": "clang",
    "collect": "collect",
    "ld_lld": "ld.lld",
    "strip": "strip",
}

def _zig_driver_impl(ctx):
    zig = ctx.file.zig
    suffix = ".exe" if ctx.attr.exec_platform.startswith("windows") else ""
    folder = ctx.label.name

    program = ctx.actions.declare_file("{}/driver{}".format(folder, suffix))
    zig_from_driver = "../" * len(program.dirname.split("/")) + zig.path
    run_zig(
        ctx,
        executable = zig,
        arguments = lambda _cache: [
            "cc",
            "-target",
            _ZIG_TARGETS[ctx.attr.exec_platform],
            "-std=c11",
            "-D_POSIX_C_SOURCE=200809L",
            "-DZIG_FROM_DRIVER=\"{}\"".format(zig_from_driver),
            "-O2",
            "-g0",
            "-s",
            "-fno-sanitize=undefined",
            "-rtlib=none",
            "-Wall",
            "-Wextra",
            "-o",
            program.path,
        ] + [file.path for file in ctx.files.srcs],
        inputs = ctx.files.srcs + ctx.files.hdrs,
        outputs = [program],
        lib = depset(ctx.files.lib),
        lib_path = zig.dirname + "/lib",
        mnemonic = "ZigDriver",
        progress_message = "Building the tools that run zig for %{label}",
    )

    tools = {}
    for field, name in _TOOLS.items():
        tools[field] = ctx.actions.declare_file("{}/{}{}".format(folder, name, suffix))
        ctx.actions.symlink(output = tools[field], target_file = program, is_executable = True)
    return [
        DefaultInfo(files = depset(tools.values())),
        ZigDriverInfo(
            lib = depset(ctx.files.lib),
            root = zig.dirname,
            zig = zig,
            **tools
        ),
    ]

zig_driver = rule(
    doc = """Builds the native program that runs zig under the names of usual C tools.

It is built by `zig cc`, because there is no other toolchain yet.""",
    implementation = _zig_driver_impl,
    attrs = {
        "exec_platform": attr.string(
            mandatory = True,
            values = _ZIG_TARGETS.keys(),
            doc = "A key of the table of wheels.",
        ),
        "hdrs": attr.label_list(
            allow_files = [".h"],
            doc = "Headers of `srcs`.",
        ),
        "lib": attr.label(
            allow_files = True,
            mandatory = True,
            doc = "zig's `lib` folder.",
        ),
        "srcs": attr.label_list(
            allow_files = [".c"],
            mandatory = True,
            doc = "Sources of the program.",
        ),
        "zig": attr.label(
            allow_single_file = True,
            mandatory = True,
            doc = "zig for the exec platform.",
        ),
    },
    provides = [ZigDriverInfo],
)
