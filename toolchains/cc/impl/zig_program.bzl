"""Rule that builds the tools of the toolchain for one exec platform."""

load("//toolchains/cc:targets.bzl", "TARGETS")
load(":zig_action.bzl", "run_zig")

ZigProgramInfo = provider(
    doc = "Tools of the toolchain on one exec platform.",
    fields = {
        "tools": "dict: name of a tool -> File.",
        "zig": "File: the zig the tools run.",
    },
)

def _zig_program_impl(ctx):
    zig = ctx.file.zig
    suffix = ".exe" if TARGETS[ctx.attr.platform].linker == "coff" else ""

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
            TARGETS[ctx.attr.platform].zig_target,
            "-std=c11",
            "-D_POSIX_C_SOURCE=200809L",
            "-DZIG_FROM_HERE=\"{}\"".format(zig_from_here),
            "-O2",
            "-g0",
            "-s",
            "-fno-sanitize=undefined",
            "-Wall",
            "-Wextra",
            "-o",
            program.path,
        ] + TARGETS[ctx.attr.platform].without_compiler_rt + [file.path for file in sources],
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
        "lib": attr.label_list(
            allow_files = True,
            mandatory = True,
            doc = "What zig reads of its `lib` folder.",
        ),
        "platform": attr.string(
            mandatory = True,
            values = TARGETS.keys(),
            doc = "The platform the program runs on, a key of the table of targets.",
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
