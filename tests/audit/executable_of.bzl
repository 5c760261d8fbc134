"""A rule that lets an audit take any file for a Python executable."""

load("//rules:providers.bzl", "PythonDistributionInfo", "PythonExecutableInfo")

def _executable_of_impl(ctx):
    return [PythonExecutableInfo(
        bytecode = depset(),
        distribution = PythonDistributionInfo(
            platform = ctx.attr.platform,
            stable_abi = None,
        ),
        executable = ctx.file.file,
        packed_resources = None,
    )]

executable_of = rule(
    implementation = _executable_of_impl,
    doc = "Calls a file a Python executable for a platform.",
    attrs = {
        "file": attr.label(
            doc = "The file.",
            allow_single_file = True,
            mandatory = True,
        ),
        "platform": attr.string(
            doc = "Name of the platform.",
            mandatory = True,
        ),
    },
)
