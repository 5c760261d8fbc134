"""Rules that make what the programs of a target are linked with: start files, stubs, runtimes."""

load("//toolchains/cc:targets.bzl", "TARGETS")
load(":zig_action.bzl", "run_zig")
load(":zig_program.bzl", "ZigProgramInfo")

SysrootInfo = provider(
    doc = "Files that are linked into the programs of one target.",
    fields = {
        "crt": "dict: name of a start file -> File.",
        "folder": "string: path of the folder that all files are in.",
        "libraries": "list of Files, in link order: what every program is linked with.",
    },
)

_ATTRS = {
    "lib": attr.label_list(
        allow_files = True,
        mandatory = True,
        doc = "What zig reads of its `lib` folder.",
    ),
    "target_platform": attr.string(
        mandatory = True,
        values = TARGETS.keys(),
        doc = "A key of the table of targets.",
    ),
    "tools": attr.label(
        providers = [ZigProgramInfo],
        mandatory = True,
        doc = "The tools `collect` and `hide` for the exec platform.",
    ),
}

# `-s` makes zig leave debug information out of start files and runtimes too: it names the folder
# they were compiled in.
_FLAGS = ["-s", "-g0", "-fno-sanitize=undefined"]

def _collect(ctx, command, runs, source, mnemonic, progress_message, folder = None):
    """Declares the action that links an empty program and keeps what went into it.

    Args:
        ctx: the rule's context; its attributes are those of `_ATTRS`.
        command: list of strings, the zig command without source and output.
        runs: list of pairs (dict, name of a linked file -> name of the output; list of flags). The
            command is run once for each.
        source: File of the empty program.
        mnemonic: of the action.
        progress_message: of the action.
        folder: of the outputs; the target's name by default.

    Returns:
        dict, name of the output -> File.
    """
    program = ctx.attr.tools[ZigProgramInfo]
    outputs = {
        name: ctx.actions.declare_file("{}/{}".format(folder or ctx.label.name, name))
        for wanted, _ in runs
        for name in wanted.values()
    }

    def arguments(cache):
        result = [cache, "--"] + command + [source.path]
        for wanted, flags in runs:
            result.append("--")
            result += [linked + "=" + outputs[name].path for linked, name in wanted.items()]
            result += flags
        return result

    run_zig(
        ctx,
        zig = program.zig,
        lib = depset(ctx.files.lib),
        executable = program.tools["collect"],
        arguments = arguments,
        inputs = [source],
        outputs = outputs.values(),
        mnemonic = mnemonic,
        progress_message = progress_message,
        env = {"ZIG_VERBOSE_LINK": "1"},
    )
    return outputs

def _compile_builtins(ctx, name, source, inputs):
    """Declares the action that compiles one source of the compiler's runtime.

    Args:
        ctx: the rule's context.
        name: of the object file, without its ending.
        source: path of the source, C or zig.
        inputs: list of Files: the source, and what it reads besides zig's `lib` folder.

    Returns:
        the File of the object file.
    """
    zig = ctx.attr.tools[ZigProgramInfo].zig
    object_file = ctx.actions.declare_file("{}/{}.o".format(ctx.label.name, name))
    run_zig(
        ctx,
        zig = zig,
        lib = depset(ctx.files.lib),
        executable = zig,
        arguments = lambda _cache: [
            "build-obj",
            source,
            "-target",
            TARGETS[ctx.attr.target_platform].zig_target,
            "-mcpu=baseline",
            "-O",
            "fast",
            "-fstrip",
            "-fPIC",
            "-ffunction-sections",
            "-fdata-sections",
            "-femit-bin=" + object_file.path,
        ],
        inputs = inputs,
        outputs = [object_file],
        mnemonic = "ZigBuiltins",
        progress_message = "Compiling compiler_rt for " + ctx.attr.target_platform,
    )
    return object_file

def _build_builtins(ctx, output):
    """Declares the actions that compile compiler_rt without the functions of the C library.

    zig would archive it as well, but under a name with a random part.

    Args:
        ctx: the rule's context.
        output: File of the archive.
    """
    zig = ctx.attr.tools[ZigProgramInfo].zig
    objects = [_compile_builtins(
        ctx,
        name = "builtins",
        source = zig.dirname + "/builtins/compiler_rt.zig",
        inputs = ctx.files.builtins,
    )]
    if TARGETS[ctx.attr.target_platform].linker == "coff":
        source = ctx.file._long_double_c
        objects.append(_compile_builtins(ctx, "long_double", source.path, [source]))
    ctx.actions.run(
        executable = zig,
        arguments = ["ar", "rcsD", output.path] + [file.path for file in objects],
        inputs = objects,
        outputs = [output],
        mnemonic = "ZigArchive",
        progress_message = "Archiving compiler_rt for " + ctx.attr.target_platform,
    )

def _zig_sysroot_impl(ctx):
    target = TARGETS[ctx.attr.target_platform]
    on_demand = {name + ".lib": name + ".lib" for name in target.system_libraries}
    runs = list(target.crt)
    files = {}
    if runs:
        wanted, flags = runs[0]
        runs[0] = (wanted | target.libraries | on_demand, flags)
        files = _collect(
            ctx,
            ["cc", "-target", target.zig_target] +
            _FLAGS +
            target.without_compiler_rt +
            ["-l" + name for name in target.system_libraries],
            runs,
            ctx.file._empty_c,
            "ZigSysroot",
            "Making the start files and C libraries of " + ctx.attr.target_platform,
        )
    libraries = [files[name] for name in target.libraries.values()]

    if target.builtins:
        builtins = ctx.actions.declare_file(ctx.label.name + "/libbuiltins.a")
        _build_builtins(ctx, builtins)
        libraries.append(builtins)

    empty = []
    for name in target.empty_libraries:
        library = ctx.actions.declare_file("{}/lib{}.a".format(ctx.label.name, name))
        ctx.actions.write(library, "!<arch>\n")
        empty.append(library)

    return [
        DefaultInfo(files = depset(files.values() + libraries + empty)),
        SysrootInfo(
            crt = {
                name: files[name]
                for wanted, _ in target.crt
                for name in wanted.values()
            },
            folder = libraries[0].dirname,
            libraries = libraries,
        ),
    ]

zig_sysroot = rule(
    doc = """Makes the start files, the libraries of C and compiler_rt of one target.

Start files and libraries of C are made by one action, compiler_rt by another.""",
    implementation = _zig_sysroot_impl,
    attrs = _ATTRS | {
        "builtins": attr.label(
            allow_files = True,
            mandatory = True,
            doc = "Sources of compiler_rt, in the folder `builtins` beside zig.",
        ),
        "_empty_c": attr.label(
            default = ":empty.c",
            allow_single_file = True,
        ),
        "_long_double_c": attr.label(
            default = ":long_double.c",
            allow_single_file = True,
        ),
    },
    provides = [SysrootInfo],
)

def _hide(ctx, library):
    """Declares the action that makes what a library for macOS defines private to its users.

    Args:
        ctx: the rule's context; its attributes are those of `_ATTRS`.
        library: File, a static library.

    Returns:
        the File of the library with hidden symbols.
    """
    output = ctx.actions.declare_file("{}/{}".format(ctx.label.name, library.basename))
    ctx.actions.run(
        executable = ctx.attr.tools[ZigProgramInfo].tools["hide"],
        arguments = ["-o", output.path, library.path],
        inputs = [library],
        outputs = [output],
        mnemonic = "HideSymbols",
        progress_message = "Hiding the symbols of %{output}",
    )
    return output

def _zig_libcxx_impl(ctx):
    target = TARGETS[ctx.attr.target_platform]

    # Other linkers are told what to export; zig's own for macOS exports all that is not hidden.
    visible = target.linker == "macho"
    files = _collect(
        ctx,
        ["c++", "-target", target.zig_target] + _FLAGS,
        [(target.libcxx_libraries, [])],
        ctx.file._empty_cc,
        "ZigLibcxx",
        "Compiling the C++ libraries of " + ctx.attr.target_platform,
        folder = ctx.label.name + ".visible" if visible else None,
    )
    libraries = [_hide(ctx, library) if visible else library for library in files.values()]
    return [
        DefaultInfo(files = depset(libraries)),
        SysrootInfo(
            crt = {},
            folder = libraries[0].dirname,
            libraries = libraries,
        ),
    ]

zig_libcxx = rule(
    doc = """Makes the libraries of C++ of one target.

One action compiles all of them. For macOS another one each hides their symbols.""",
    implementation = _zig_libcxx_impl,
    attrs = _ATTRS | {
        "_empty_cc": attr.label(
            default = ":empty.cc",
            allow_single_file = True,
        ),
    },
    provides = [SysrootInfo],
)
