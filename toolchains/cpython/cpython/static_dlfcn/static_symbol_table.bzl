"""The rule that writes the symbol table of static programs."""

load("@rules_cc//cc/common:cc_info.bzl", "CcInfo")

def _static_libraries(libraries):
    """The static libraries that targets and their dependencies are linked from.

    Args:
        libraries: a list of Targets with CcInfo.

    Returns:
        a list of Files.
    """
    linker_inputs = depset(transitive = [
        library[CcInfo].linking_context.linker_inputs
        for library in libraries
    ])
    return [
        archive.static_library or archive.pic_static_library
        for linker_input in linker_inputs.to_list()
        for archive in linker_input.libraries
        if archive.static_library or archive.pic_static_library
    ]

def _static_symbol_table_impl(ctx):
    output = ctx.actions.declare_file(ctx.label.name + ".S")
    archives = _static_libraries(ctx.attr.libraries)

    start = ctx.actions.args()
    start.add("--path", ctx.file.landmark.dirname)
    start.add("--path", ctx.file._tool.dirname)
    start.add("-m", "write_symbol_table")

    arguments = ctx.actions.args()
    arguments.use_param_file("@%s", use_always = True)
    arguments.set_param_file_format("multiline")
    arguments.add("--output", output)
    arguments.add("--list", ctx.file.names)
    arguments.add_all(archives)

    ctx.actions.run(
        executable = ctx.file.exec_interpreter,
        arguments = [start, arguments],
        inputs = depset([ctx.file.names, ctx.file._tool] + archives + ctx.files.standard_library),
        outputs = [output],
        mnemonic = "StaticSymbolTable",
        progress_message = "Writing the symbol table of static programs %{label}",
    )
    return DefaultInfo(files = depset([output]))

static_symbol_table = rule(
    implementation = _static_symbol_table_impl,
    doc = "Writes the table that `dlsym()` of a static program searches, see `symbol_table.h`.",
    attrs = {
        "exec_interpreter": attr.label(
            doc = "The interpreter that runs the action, for the execution platform.",
            allow_single_file = True,
            cfg = "exec",
            mandatory = True,
        ),
        "landmark": attr.label(
            doc = "The file `os.py` of the standard library, a source file.",
            allow_single_file = ["os.py"],
            mandatory = True,
        ),
        "libraries": attr.label_list(
            doc = "The libraries of CPython whose C API goes into the table.",
            mandatory = True,
            providers = [CcInfo],
        ),
        "names": attr.label(
            doc = "Text file with the names of further symbols, separated by white space.",
            allow_single_file = [".txt"],
            mandatory = True,
        ),
        "standard_library": attr.label_list(
            doc = "The sources of the standard library.",
            allow_files = True,
            mandatory = True,
        ),
        "_tool": attr.label(
            allow_single_file = True,
            default = Label(":write_symbol_table.py"),
        ),
    },
)
