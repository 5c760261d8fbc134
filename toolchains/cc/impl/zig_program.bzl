"""Rule that builds the tools of the toolchain for one exec platform."""

load(":zig_action.bzl", "run_zig")

ZigProgramInfo = provider(
    doc = "Tools of the toolchain on one exec platform.",
    fields = {
        "tools": "dict: name of a tool -> File.",
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

def _zig_program_impl(ctx):
    zig = ctx.file.zig
    suffix = ".exe" if ctx.attr.exec_platform.startswith("windows") else ""

    program = ctx.actions.declare_file("{0}/{0}{1}".format(ctx.label.name, suffix))
    zig_from_here = "../" * len(program.dirname.split("/")) + zig.path
    sources = [file for file in ctx.files.srcs if file.extension == "c"]
    run_zig(
        ctx,
        zig = zig,
        lib = depset(ctx.files.lib),
        executable = zig,
        arguments = lambda _cache: [
            "cc",
            "-target",
            _ZIG_TARGETS[ctx.attr.exec_platform],
            "-std=c11",
            "-D_POSIX_C_SOURCE=200809L",
            "-DZIG_FROM_HERE=\"{}\"".format(zig_from_here),
            "-O2",
            "-g0",
            "-s",
            "-fno-sanitize=undefined",
            "-rtlib=none",
            "-Wall",
            "-Wextra",
            "-o",
            program.path,
        ] + [file.path for file in sources],
        inputs = ctx.files.srcs,
        outputs = [program],
        mnemonic = "ZigProgram",
        progress_message = "Building the tools that run zig: %{label}",
    )

    tools = {}
    for name in ctx.attr.tools:
        tools[name] = ctx.actions.declare_file("{}/{}{}".format(ctx.label.name, name, suffix))
        ctx.actions.symlink(output = tools[name], target_file = program, is_executable = True)
    return [
        DefaultInfo(files = depset([program] + tools.values())),
        ZigProgramInfo(tools = tools, zig = zig),
    ]

zig_program = rule(
    doc = """Builds a native program and links it under the names of the tools that it is.

It is built by `zig cc`, because there is no other toolchain yet.""",
    implementation = _zig_program_impl,
    attrs = {
        "exec_platform": attr.string(
            mandatory = True,
            values = _ZIG_TARGETS.keys(),
            doc = "A key of the table of wheels.",
        ),
        "lib": attr.label(
            allow_files = True,
            mandatory = True,
            doc = "zig's `lib` folder.",
        ),
        "srcs": attr.label_list(
            allow_files = [".c", ".h"],
            mandatory = True,
            doc = "Sources and headers of the program.",
        ),
        "tools": attr.string_list(
            mandatory = True,
            doc = "Names of the tools.",
        ),
        "zig": attr.label(
            allow_single_file = True,
            mandatory = True,
            doc = "zig for the exec platform.",
        ),
    },
    provides = [ZigProgramInfo],
)
