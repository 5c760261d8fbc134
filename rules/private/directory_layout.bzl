"""An executable as a folder, with its shared libraries and other files beside it."""

load("//toolchains/python:run_tool.bzl", "run_tool")
load("//toolchains/python:runfiles_path.bzl", "runfiles_path")
load(":install_files.bzl", "install_places")
load(":toolchain.bzl", "TOOLCHAIN_TYPE")

_SHARED_LIBRARY_PARTS = [".so", ".pyd", ".dll", ".dylib"]

# For `bazel run`, and for tools that take the target as an executable: a file in a folder that an
# action makes cannot be a target's executable.
_START = """\
#!/bin/sh
# Starts the executable in the folder beside this script.
script=$0
case $script in
*/*) ;;
*) script=./$script ;;
esac
while [ -L "$script" ] && ! [ -x "${{script%/*}}"/{folder}/{executable} ]; do
    link=$(readlink "$script")
    case $link in
    /*) script=$link ;;
    *) script=${{script%/*}}/$link ;;
    esac
done
exec "${{script%/*}}"/{folder}/{executable} "$@"
"""

_START_ON_WINDOWS = """\
@rem Starts the executable in the folder beside this script.\r
@"%~dp0{folder}\\{executable}" %*\r
@exit /b %ERRORLEVEL%\r
"""

def _library_argument(file):
    """A value of `--library`."""
    return "{}={}".format(runfiles_path(file), file.path)

def _may_be_library(file):
    """Whether it can be a shared library, or have some in it."""
    if file.is_directory:
        return True
    name = file.basename.lower()
    return any([part in name for part in _SHARED_LIBRARY_PARTS])

def _single_quoted(text):
    """A word of a shell script."""
    return "'{}'".format(text.replace("'", "'\\''"))

def lay_out_directory(ctx, toolchain, executable, library_list, resources):
    """Declares the action that makes the folder.

    Args:
        ctx: the context of a rule with the attribute `install_files`.
        toolchain: the ToolchainInfo of `//toolchains/python:toolchain_type`.
        executable: File: the executable.
        library_list: File: what lists the shared libraries.
        resources: depset of Files, among them the shared libraries.

    Returns:
        a File, the folder.
    """
    platform = toolchain.distribution.platform
    directory = ctx.actions.declare_directory(ctx.label.name)
    places = [(executable.basename, executable)] + install_places(
        ctx,
        {executable.basename: "the executable"},
    )
    libraries = [file for file in resources.to_list() if _may_be_library(file)]
    arguments = ctx.actions.args()
    arguments.use_param_file("@%s", use_always = True)
    arguments.set_param_file_format("multiline")
    arguments.add_all("--output", [directory], expand_directories = False)
    arguments.add("--library-list", library_list)
    if platform.startswith("windows_") or platform.startswith("macos_"):
        arguments.add("--ignores-case")
    arguments.add_all("--library", libraries, map_each = _library_argument)
    arguments.add("--install")
    for place, file in places:
        # Neither an option nor a file with arguments, whatever it begins with.
        arguments.add(place, format = "./%s")
        arguments.add_all([file], expand_directories = False)
    run_tool(
        ctx.actions,
        toolchain.exec_tools,
        module = "tools.directory",
        arguments = arguments,
        inputs = depset([library_list] + libraries + [file for _, file in places]),
        outputs = [directory],
        mnemonic = "PythonDirectory",
        progress_message = "Laying out %{label}",
        toolchain = TOOLCHAIN_TYPE,
    )
    return directory

def write_start_script(ctx, distribution, directory, executable):
    """Declares the script that starts the executable in the folder.

    Args:
        ctx: the context of the rule.
        distribution: PythonDistributionInfo.
        directory: File: the folder, which will be beside the script.
        executable: File: one with the executable's name.

    Returns:
        a File.
    """
    if distribution.platform.startswith("windows_"):
        script = ctx.actions.declare_file(ctx.label.name + ".cmd")
        content = _START_ON_WINDOWS.format(
            executable = executable.basename.replace("%", "%%"),
            folder = directory.basename.replace("%", "%%"),
        )
    else:
        script = ctx.actions.declare_file(ctx.label.name + ".sh")
        content = _START.format(
            executable = _single_quoted(executable.basename),
            folder = _single_quoted(directory.basename),
        )
    ctx.actions.write(script, content, is_executable = True)
    return script
