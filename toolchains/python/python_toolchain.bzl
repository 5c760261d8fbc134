"""What toolchain resolution finds: a distribution with its tools, or the reason for none."""

load("@bazel_skylib//rules:common_settings.bzl", "BuildSettingInfo")
load(":distribution_info.bzl", "PythonDistributionInfo")
load(":exec_tools_info.bzl", "PythonExecToolsInfo")

def _python_toolchain_impl(ctx):
    return [platform_common.ToolchainInfo(
        distribution = ctx.attr.distribution[PythonDistributionInfo],
        exec_tools = ctx.attr.exec_tools[PythonExecToolsInfo],
        unsupported = None,
    )]

python_toolchain = rule(
    implementation = _python_toolchain_impl,
    doc = """A toolchain of `//toolchains/python:toolchain_type`.

Its `ToolchainInfo` has the fields `distribution` (`PythonDistributionInfo`, for the target
platform), `exec_tools` (`PythonExecToolsInfo`, for the execution platform) and `unsupported`
(None).
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

def _unsupported_python_toolchain_impl(ctx):
    return [platform_common.ToolchainInfo(
        distribution = None,
        exec_tools = None,
        unsupported = "there is no {} for the target platform {}; there are: {}".format(
            "Python " + ctx.attr._python_version[BuildSettingInfo].value,
            ctx.fragments.platform.platform,
            "; ".join([
                "Python {} for {}".format(version, ", ".join(platforms))
                for version, platforms in ctx.attr.distributions.items()
            ]),
        ),
    )]

unsupported_python_toolchain = rule(
    implementation = _unsupported_python_toolchain_impl,
    doc = """The toolchain that is found where no distribution fits.

Its `ToolchainInfo` has the same fields as that of `python_toolchain`; `unsupported` is a sentence
that says what exists, to fail with.
""",
    attrs = {
        "distributions": attr.string_list_dict(
            doc = "The versions that exist, and for each the names of its platforms.",
            mandatory = True,
        ),
        "_python_version": attr.label(default = ":python_version"),
    },
    fragments = ["platform"],
)
