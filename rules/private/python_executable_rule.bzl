"""The rule behind the macro `python_executable`."""

load("@rules_cc//cc:find_cc_toolchain.bzl", "use_cc_toolchain")
load("//toolchains/python:run_tool.bzl", "run_tool")
load("//toolchains/python:shown_label.bzl", "shown_label")
load(":directory_layout.bzl", "lay_out_directory", "write_start_script")
load(":executable_transition.bzl", "executable_transition")
load(":extra_paths.bzl", "check_extra_path")
load(":linked_image.bzl", "linked_image")
load(":packed_application.bzl", "APPLICATION_ATTRIBUTES", "check_entry_point", "pack_application")
load(":python_executable_info.bzl", "PythonExecutableInfo")
load(":toolchain.bzl", "PYTHON_TOOLCHAIN", "TOOLCHAIN_TYPE", "python_toolchain_of")
load(":windows_attributes.bzl", "WINDOWS_ATTRIBUTES", "add_windows_arguments", "check_windows_attributes")

def _check(ctx):
    """Fails if attributes contradict each other or cannot be packed."""
    is_interpreter = ctx.attr.interpreter_mode == "always"
    if is_interpreter and (ctx.file.main or ctx.attr.entry_point):
        fail(("{}: `interpreter_mode = \"always\"` runs what the command line says; " +
              "leave `main` and `entry_point` out").format(shown_label(ctx.label)))
    if not is_interpreter and bool(ctx.file.main) == bool(ctx.attr.entry_point):
        fail(("{}: needs either `main`, the script to run, " +
              "or `entry_point`, the function to call").format(shown_label(ctx.label)))
    check_entry_point(ctx)
    for name in ctx.attr.env:
        if name == "" or "=" in name:
            fail("{}: \"{}\" in `env` cannot be the name of an environment variable".format(
                shown_label(ctx.label),
                name,
            ))
    for text in ctx.attr.program_args + ctx.attr.env.keys() + ctx.attr.env.values():
        if "\n" in text or "\r" in text:
            fail("{}: `args` and `env` cannot hold line breaks, but {} does".format(
                shown_label(ctx.label),
                repr(text),
            ))
    if ctx.attr.install_files and ctx.attr.layout != "directory":
        fail("{}: `install_files` needs `layout = \"directory\"`: one file has none beside it".format(
            shown_label(ctx.label),
        ))
    wrong = check_windows_attributes(ctx.attr)
    if wrong:
        fail("{}: {}".format(shown_label(ctx.label), wrong))

def _extra_paths(ctx, distribution):
    """What `extra_paths` says, as `KEY=VALUE` strings for the packed configuration.

    Args:
        ctx: the rule's context.
        distribution: PythonDistributionInfo.

    Returns:
        a list of strings.
    """
    for path in ctx.attr.extra_paths:
        wrong = check_extra_path(path, distribution.platform.startswith("windows_"))
        if wrong:
            fail("{}: {} in `extra_paths` {}".format(shown_label(ctx.label), repr(path), wrong))
    return ["extra_path=" + path for path in ctx.attr.extra_paths]

def _attach(ctx, toolchain, image, packed, path):
    """Declares the action that attaches the packed file to the native image.

    Args:
        ctx: the rule's context.
        toolchain: the ToolchainInfo of `//toolchains/python:toolchain_type`.
        image: File: the native image.
        packed: File: the packed file.
        path: string: where the executable goes, relative to the package.

    Returns:
        the executable.
    """
    executable = ctx.actions.declare_file(path)
    arguments = ctx.actions.args()
    arguments.add("--image", image)
    arguments.add("--packed", packed)
    arguments.add("--output", executable)
    inputs = [image, packed]
    if toolchain.distribution.platform.startswith("windows_"):
        inputs += add_windows_arguments(arguments, ctx)
    run_tool(
        ctx.actions,
        toolchain.exec_tools,
        module = "tools.attach",
        arguments = arguments,
        inputs = depset(inputs),
        outputs = [executable],
        mnemonic = "PythonAttach",
        progress_message = "Attaching Python resources to %{label}",
        toolchain = TOOLCHAIN_TYPE,
    )
    return executable

def _native_image(ctx, distribution, application):
    """The image that the packed file is attached to.

    Args:
        ctx: the rule's context.
        distribution: PythonDistributionInfo.
        application: struct that `pack_application` returned.

    Returns:
        a File.
    """
    extensions = application.extensions.to_list()
    if not extensions:
        return distribution.native_image
    return linked_image(ctx, distribution, extensions, application.extension_libraries)

def _python_executable_impl(ctx):
    _check(ctx)
    toolchain = python_toolchain_of(ctx)
    surroundings = ([] if ctx.attr.diagnostics else ["diagnostics=off"]) + [
        "arg=" + text
        for text in ctx.attr.program_args
    ] + [
        "env={}={}".format(name, value)
        for name, value in ctx.attr.env.items()
    ] + _extra_paths(ctx, toolchain.distribution)
    is_directory = ctx.attr.layout == "directory"
    application = pack_application(ctx, toolchain, surroundings, libraries_beside = is_directory)
    image = _native_image(ctx, toolchain.distribution, application)
    path = ctx.label.name + toolchain.distribution.executable_suffix
    if is_directory:
        path = "{}.executable/{}".format(ctx.label.name, path.split("/")[-1])
    executable = _attach(ctx, toolchain, image, application.packed, path)
    directory = None
    default_info = DefaultInfo(executable = executable, files = depset([executable]))
    if is_directory:
        directory = lay_out_directory(
            ctx,
            toolchain,
            executable,
            application.library_list,
            application.resources,
        )
        default_info = DefaultInfo(
            executable = write_start_script(ctx, toolchain.distribution, directory, executable),
            files = depset([directory]),
            runfiles = ctx.runfiles([directory]),
        )
    return [
        default_info,
        OutputGroupInfo(
            bytecode = application.bytecode,
            packed_resources = depset([application.packed]),
        ),
        PythonExecutableInfo(
            bytecode = application.bytecode,
            directory = directory,
            distribution = toolchain.distribution,
            executable = executable,
            packed_resources = application.packed,
        ),
    ]

python_executable = rule(
    implementation = _python_executable_impl,
    doc = """One native executable that carries an interpreter and a Python application.

Made by the macro of the same name, which describes the attributes at length. The output group
`packed_resources` is the packed file alone, `bytecode` the zips it was packed from.
""",
    attrs = APPLICATION_ATTRIBUTES | WINDOWS_ATTRIBUTES | {
        "diagnostics": attr.bool(
            doc = "Whether an environment variable makes the program tell about its start and " +
                  "its imports.",
            default = True,
        ),
        "env": attr.string_dict(
            doc = "Environment variables for the program, unless whoever starts it sets them.",
        ),
        "extra_paths": attr.string_list(
            doc = "Folders of the file system to import from, behind what is packed.",
        ),
        "install_files": attr.label_keyed_string_dict(
            doc = "Files that lie beside the executable, and where.",
            allow_files = True,
        ),
        "interpreter_mode": attr.string(
            doc = "`always`: run what the command line says, as the command `python` does; " +
                  "`children`: so do processes that the program starts by itself; `never`.",
            default = "children",
            values = ["always", "children", "never"],
        ),
        "layout": attr.string(
            doc = "`onefile`; or `directory`: a folder with the executable, its shared libraries " +
                  "and `install_files`.",
            default = "onefile",
            values = ["directory", "onefile"],
        ),
        "platform": attr.label(
            doc = "The target platform; none for the one of the build.",
            providers = [platform_common.PlatformInfo],
        ),
        # Bazel has an attribute `args` of its own for every executable, which `bazel run` adds to
        # the command line: they would come twice.
        "program_args": attr.string_list(
            doc = "Arguments that come before those the program is started with.",
        ),
        "_allowlist_function_transition": attr.label(
            default = "@bazel_tools//tools/allowlists/function_transition_allowlist",
        ),
    },
    cfg = executable_transition,
    executable = True,
    fragments = ["cpp"],
    toolchains = [PYTHON_TOOLCHAIN] + use_cc_toolchain(),
)
