"""Cython sources of extension modules."""

load(":unpacked_exec_tools.bzl", "WITHOUT_NATIVE_MODULES")

CYTHON_SUFFIXES = [".pyx", ".pxd", ".pxi"]

def is_cython_source(file):
    """Whether Cython, and not the C compiler, reads a file.

    Args:
        file: a File.

    Returns:
        a bool.
    """
    return "." + file.extension in CYTHON_SUFFIXES

def compile_cython(ctx, exec_tools, inputs, module, options):
    """Declares the actions that make C or C++ of Cython sources.

    Args:
        ctx: the context of the rule.
        exec_tools: PythonExecToolsInfo: an interpreter that can import Cython.
        inputs: list of Files: all files that Cython may read.
        module: string: dotted name of the extension module.
        options: list of strings: for Cython.

    Returns:
        a list of Files.
    """
    language = "cpp" if "--cplus" in options or "-+" in options else "c"
    generated = []
    for source in inputs:
        if source.extension != "pyx":
            continue
        output = ctx.actions.declare_file("{}.cython/{}.{}".format(
            ctx.label.name,
            source.basename.removesuffix(".pyx"),
            language,
        ))
        arguments = ctx.actions.args()
        arguments.add_all(exec_tools.search_path, before_each = "--path")
        arguments.add("-m", WITHOUT_NATIVE_MODULES)
        arguments.add("cython")
        arguments.add("--module-name", module)
        arguments.add_all(
            {file.dirname: None for file in inputs}.keys(),
            before_each = "--include-dir",
        )
        arguments.add_all(options)
        arguments.add("--output-file", output)
        arguments.add(source)
        ctx.actions.run(
            executable = exec_tools.interpreter,
            arguments = [arguments],
            inputs = depset(inputs, transitive = [exec_tools.inputs]),
            outputs = [output],
            mnemonic = "Cython",
            progress_message = "Compiling Cython source %{input}",
        )
        generated.append(output)
    return generated
