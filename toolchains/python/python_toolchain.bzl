"""What toolchain resolution finds: a distribution with its tools."""

load(":distribution_info.bzl", "PythonDistributionInfo")
load(":exec_tools_info.bzl", "PythonExecToolsInfo")

def _python_toolchain_impl(ctx):
    return [platform_common.ToolchainInfo(
        distribution = ctx.attr.distribution[PythonDistributionInfo],
        exec_tools = ctx.attr.exec_tools[PythonExecToolsInfo],
    )]

python_toolchain = rule(
    implementation = _python_toolchain_impl,
    doc = """A toolchain of `//toolchains/python:toolchain_type`.

Its `ToolchainInfo` has the fields `distribution` (`PythonDistributionInfo`, for the target platform)
and `exec_tools` (`PythonExecToolsInfo`, for the execution platform).
""",
    attrs = {
        "distribution": attr.label(
            doc = "The distribution, for the target platform.",
            mandatory = True,
            providers = [PythonDistributionInfo],
        ),
        "exec_tools": attr.label(
            doc = "The tools, for the execution platform.",
            cfg = "exec",
            mandatory = True,
            providers = [PythonExecToolsInfo],
        ),
    },
)
