"""The rule that lays out an ordinary Python installation."""

def _python_installation_impl(ctx):
    output = ctx.actions.declare_directory(ctx.label.name)

    start = ctx.actions.args()
    start.add("--path", ctx.file.landmark.dirname)
    start.add("--path", ctx.file._lay_out.dirname)
    start.add("-m", "lay_out_installation")

    prefix = ctx.file.landmark.short_path.removesuffix(ctx.file.landmark.basename)
    arguments = ctx.actions.args()
    arguments.use_param_file("@%s", use_always = True)
    arguments.set_param_file_format("multiline")
    arguments.add("--output", output.path)
    arguments.add("--python-version", ctx.attr.python_version)
    arguments.add("--interpreter", ctx.file.interpreter)
    for file in ctx.files.library:
        arguments.add("--library-file")
        arguments.add(file, format = file.short_path.removeprefix(prefix) + "=%s")

    ctx.actions.run(
        executable = ctx.file.exec_interpreter,
        arguments = [start, arguments],
        inputs = depset([ctx.file.interpreter, ctx.file._lay_out] + ctx.files.library),
        outputs = [output],
        mnemonic = "PythonInstallation",
        progress_message = "Laying out Python installation %{label}",
    )
    return DefaultInfo(
        files = depset([output]),
        runfiles = ctx.runfiles([output]),
    )

python_installation = rule(
    implementation = _python_installation_impl,
    doc = """Lays out an ordinary Python installation in a folder.

For tests of the interpreter, and for comparisons with it: executables need no installation.
""",
    attrs = {
        "exec_interpreter": attr.label(
            doc = "The interpreter that runs the action, for the execution platform.",
            allow_single_file = True,
            cfg = "exec",
            mandatory = True,
        ),
        "interpreter": attr.label(
            doc = "The interpreter to install.",
            allow_single_file = True,
            mandatory = True,
        ),
        "landmark": attr.label(
            doc = "The file `os.py` of the standard library, a source file.",
            allow_single_file = ["os.py"],
            mandatory = True,
        ),
        "library": attr.label_list(
            doc = "The files of the standard library, at or below the folder of `landmark`.",
            allow_files = True,
            mandatory = True,
        ),
        "python_version": attr.string(
            doc = "The first two parts of its version.",
            mandatory = True,
        ),
        "_lay_out": attr.label(
            doc = "The tool.",
            allow_single_file = True,
            default = Label(":lay_out_installation.py"),
        ),
    },
)
