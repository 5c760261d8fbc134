"""The rule behind the macro `python_universal_executable`."""

load("//toolchains/python:run_tool.bzl", "run_tool")
load(":executable_transition.bzl", "executable_transition")
load(":python_executable_info.bzl", "PythonExecutableInfo")
load(":python_universal_executable_info.bzl", "PythonUniversalExecutableInfo")
load(":toolchain.bzl", "PYTHON_TOOLCHAIN", "PYTHON_TOOLCHAIN_ATTRIBUTES", "TOOLCHAIN_TYPE", "python_toolchain_of")

def _python_universal_executable_impl(ctx):
    toolchain = python_toolchain_of(ctx)
    universal = ctx.actions.declare_file(ctx.label.name)
    arguments = ctx.actions.args()
    arguments.add_all("--images", ctx.files.executables)
    arguments.add("--output", universal)
    run_tool(
        ctx.actions,
        toolchain.exec_tools,
        module = "tools.universal",
        arguments = arguments,
        inputs = depset(ctx.files.executables),
        outputs = [universal],
        mnemonic = "PythonUniversal",
        progress_message = "Joining the executables of %{label}",
        toolchain = TOOLCHAIN_TYPE,
    )
    return [
        DefaultInfo(
            executable = universal,
            files = depset([universal]),
        ),
        PythonUniversalExecutableInfo(
            executable = universal,
            parts = [part[PythonExecutableInfo] for part in ctx.attr.executables],
        ),
    ]

python_universal_executable = rule(
    implementation = _python_universal_executable_impl,
    doc = "Joins executables for macOS as one universal executable.",
    # For the tools of the version that the executables are built with.
    cfg = executable_transition,
    executable = True,
    attrs = PYTHON_TOOLCHAIN_ATTRIBUTES | {
        "executables": attr.label_list(
            doc = "One executable for each architecture.",
            mandatory = True,
            providers = [PythonExecutableInfo],
        ),
        "platform": attr.label(
            doc = "The platform of one of the executables.",
            mandatory = True,
        ),
        "python_version": attr.string(
            doc = "The Python version of the executables; empty for that of the build.",
        ),
        "_allowlist_function_transition": attr.label(
            default = "@bazel_tools//tools/allowlists/function_transition_allowlist",
        ),
    },
    toolchains = [PYTHON_TOOLCHAIN],
)
