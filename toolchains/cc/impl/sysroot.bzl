"""Rules that make what a target's programs are linked with: start files, stubs, runtimes."""

load("//toolchains/cc:targets.bzl", "TARGETS")
load(":zig_action.bzl", "run_zig")
load(":zig_driver.bzl", "ZigDriverInfo")

SysrootInfo = provider(
    doc = "Files that are linked into the programs of one target.",
    fields = {
        "crt": "dict: name of a start file -> File.",
        "libraries": "list of Files, in link order: the libraries of C and compiler_rt.",
        "libcxx": "list of Files, in link order: the libraries of C++.",
    },
)

def _collect(ctx, driver, wanted, command, variants, source, mnemonic, progress_message):
    """Declares the action that runs zig on an empty program and keeps what it links.

    Args:
        ctx: the rule's context.
        driver: ZigDriverInfo.
        wanted: dict, name of a linked file -> name of the output.
        command: list of strings, the zig command without source and output.
        variants: list of lists of flags; the command is run once more for each.
        source: File of the empty program.
        mnemonic: of the action.
        progress_message: of the action.

    Returns:
        dict, name of the output -> File.
    """
    outputs = {
        name: ctx.actions.declare_file("{}/{}".format(ctx.label.name, name))
        for name in wanted.values()
    }

    def arguments(cache):
        result = [cache]
        result += ["{}={}".format(linked, outputs[name].path) for linked, name in wanted.items()]
        result += ["--"] + command + [source.path]
        for variant in variants:
            result += ["--"] + variant
        return result

    run_zig(
        ctx,
        executable = driver.collect,
        arguments = arguments,
        inputs = [source],
        outputs = outputs.values(),
        lib = driver.lib,
        lib_path = driver.root + "/lib",
        tools = [driver.zig],
        mnemonic = mnemonic,
        progress_message = progress_message,
        env = {"ZIG_VERBOSE_LINK": "1"},
    )
    return outputs

# Without debug information: zig's objects name the folder they were compiled in there.
_COLLECT_FLAGS = ["-s", "-g0", "-fno-sanitize=undefined"]

def _zig_sysroot_impl(ctx):
    driver = ctx.attr.driver[ZigDriverInfo]
    target = TARGETS[ctx.attr.target_platform]

    # `-s` also tells zig to make start files and runtimes without debug information.
    flags = ["-target", target.zig_target] + _COLLECT_FLAGS
    wanted = target.crt | target.libraries
    files = _collect(
        ctx,
        driver,
        wanted,
        ["cc"] + flags + (["-rtlib=none"] if target.builtins else []),
        target.crt_variants,
        ctx.file._empty_c,
        "ZigSysroot",
        "Making the start files and C libraries of " + ctx.attr.target_platform,
    ) if wanted else {}
    libraries = [files[name] for name in target.libraries.values()]

    if target.builtins:
        builtins = ctx.actions.declare_file(ctx.label.name + "/libbuiltins.a")
        run_zig(
            ctx,
            executable = driver.zig,
            arguments = lambda _cache: [
                "build-lib",
                driver.root + "/builtins/compiler_rt.zig",
                "-target",
                target.zig_target,
                "-mcpu=baseline",
                "-O",
                "fast",
                "-fstrip",
                "-fPIC",
                "-ffunction-sections",
                "-fdata-sections",
                "-femit-bin=" + builtins.path,
            ],
            inputs = ctx.files.builtins,
            outputs = [builtins],
            lib = driver.lib,
            lib_path = driver.root + "/lib",
            mnemonic = "ZigBuiltins",
            progress_message = "Compiling compiler_rt for " + ctx.attr.target_platform,
        )
        libraries.append(builtins)

    libcxx = []
    if ctx.attr.libcxx:
        names = ["libc++.a", "libc++abi.a", "libunwind.a"]
        libcxx_files = _collect(
            ctx,
            driver,
            {name: name for name in names},
            ["c++"] + flags,
            [],
            ctx.file._empty_cc,
            "ZigLibcxx",
            "Compiling the C++ libraries of " + ctx.attr.target_platform,
        )
        libcxx = [libcxx_files[name] for name in names]

    return [
        DefaultInfo(files = depset(files.values() + libraries + libcxx)),
        SysrootInfo(
            crt = {name: files[name] for name in target.crt.values()},
            libraries = libraries,
            libcxx = libcxx,
        ),
    ]

zig_sysroot = rule(
    doc = """Makes the files that the programs of one target are linked with.

One action makes start files and libraries of C, one compiler_rt, one the libraries of C++.""",
    implementation = _zig_sysroot_impl,
    attrs = {
        "builtins": attr.label(
            allow_files = True,
            mandatory = True,
            doc = "Sources of compiler_rt, in the folder `builtins` beside zig.",
        ),
        "driver": attr.label(
            providers = [ZigDriverInfo],
            mandatory = True,
            doc = "Tools for the exec platform.",
        ),
        "libcxx": attr.bool(
            default = True,
            doc = "Whether to make the libraries of C++.",
        ),
        "target_platform": attr.string(
            mandatory = True,
            values = TARGETS.keys(),
            doc = "A key of the table of targets.",
        ),
        "_empty_c": attr.label(
            default = ":empty.c",
            allow_single_file = True,
        ),
        "_empty_cc": attr.label(
            default = ":empty.cc",
            allow_single_file = True,
        ),
    },
    provides = [SysrootInfo],
)
