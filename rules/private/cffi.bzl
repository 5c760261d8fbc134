"""Extension modules that a cffi build script describes."""

load("//toolchains/python:run_tool.bzl", "run_tool")
load(":toolchain.bzl", "TOOLCHAIN_TYPE")
load(":unpacked_exec_tools.bzl", "WITHOUT_NATIVE_MODULES")

# The suffixes that cffi knows for each language.
_SUFFIXES = {
    "c": ".c",
    "c++": ".cpp",
}

CFFI_LANGUAGES = sorted(_SUFFIXES)

def is_build_script(file):
    """Whether it is Python, which only cffi's build scripts are among the sources.

    Args:
        file: a File.

    Returns:
        a bool.
    """
    return file.extension == "py"

def check_build_scripts(files, cffi):
    """Checks that there is a build script where there has to be one.

    Args:
        files: list of Files: the sources of a module.
        cffi: whether the rule names a cffi.

    Returns:
        a string: what is wrong, or None if it is right.
    """
    scripts = [file for file in files if is_build_script(file)]
    if scripts and not cffi:
        return ("{} is Python: say which cffi runs it, if it is a build script, such as " +
                "cffi = \"@pypi//cffi\"").format(scripts[0].short_path)
    if cffi and len(scripts) != 1:
        return "`cffi` needs one build script, a .py file, in `srcs`; there are {}".format(
            len(scripts),
        )
    return None

def generate_cffi_source(ctx, exec_tools, script, inputs, module, builder, language):
    """Declares the action that makes C or C++ of a build script.

    Args:
        ctx: the context of the rule.
        exec_tools: PythonExecToolsInfo: an interpreter that can import cffi.
        script: File: the build script.
        inputs: list of Files: what the script may read and import.
        module: string: dotted name of the extension module.
        builder: string: what the script calls its `cffi.FFI`.
        language: string: one of `CFFI_LANGUAGES`.

    Returns:
        a File.
    """
    output = ctx.actions.declare_file("{}.cffi/{}{}".format(
        ctx.label.name,
        module.split(".")[-1],
        _SUFFIXES[language],
    ))
    arguments = ctx.actions.args()
    arguments.add("tools.cffi")
    arguments.add("--script", script)
    arguments.add("--builder", builder)
    arguments.add("--module", module)
    arguments.add("--output", output)
    run_tool(
        ctx.actions,
        exec_tools,
        module = WITHOUT_NATIVE_MODULES,
        arguments = arguments,
        inputs = depset([script] + inputs),
        outputs = [output],
        mnemonic = "Cffi",
        progress_message = "Running cffi build script %{input}",
        toolchain = TOOLCHAIN_TYPE,
    )
    return output
