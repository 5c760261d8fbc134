"""The configuration that Python distributions are built in, whoever asks for them.

Compiling a distribution takes minutes, so everybody who uses it has to share one set of actions: a
program built with `-c dbg` or `--copt=-g`, one built for another program's tests, and the tools that
actions run. `canonical_target` therefore builds its target in a configuration that depends on
nothing but the platform.

It has to be depended on with `cfg = "exec"`: Bazel already takes the user's compiler options away
from the execution configuration, and names output folders after the difference to that. The same
reset starting from the target configuration would put every set of user options into a folder of its
own, and so would compile everything again for each. Because the canonical configuration of the
execution platform is the same as that of an equal target platform, the interpreter that actions run
and the one that is packed share their compiled objects.
"""

load("@rules_cc//cc/common:cc_info.bzl", "CcInfo")
load("//platforms:platforms.bzl", "PLATFORMS")
load(":distribution_info.bzl", "PythonDistributionInfo")
load(":exec_tools_info.bzl", "PythonExecToolsInfo")

_FORWARDED = [CcInfo, OutputGroupInfo, PythonDistributionInfo, PythonExecToolsInfo]

# Options that change what a C compiler or linker is asked to do, and their canonical values.
_OPTIONS = {
    "//command_line_option:compilation_mode": "opt",
    "//command_line_option:conlyopt": [],
    "//command_line_option:copt": [],
    "//command_line_option:cxxopt": [],
    "//command_line_option:dynamic_mode": "off",
    "//command_line_option:extra_toolchains": [str(Label("//toolchains/cc:all"))],
    "//command_line_option:features": [],
    "//command_line_option:linkopt": [],
    "//command_line_option:per_file_copt": [],
    "//command_line_option:stamp": False,
}

def _canonical_configuration_impl(_settings, attr):
    return _OPTIONS | {"//command_line_option:platforms": [attr.platform]}

_canonical_configuration = transition(
    implementation = _canonical_configuration_impl,
    inputs = [],
    outputs = _OPTIONS.keys() + ["//command_line_option:platforms"],
)

def _canonical_target_impl(ctx):
    actual = ctx.attr.actual[0]
    return [DefaultInfo(
        files = actual[DefaultInfo].files,
        runfiles = actual[DefaultInfo].default_runfiles,
    )] + [actual[provider] for provider in _FORWARDED if provider in actual]

_canonical_target = rule(
    implementation = _canonical_target_impl,
    doc = "Forwards the files and providers of a target in the canonical configuration.",
    attrs = {
        "actual": attr.label(
            doc = "The target to build.",
            cfg = _canonical_configuration,
            mandatory = True,
        ),
        "platform": attr.label(
            doc = "The platform to build it for, one of `//platforms`.",
            mandatory = True,
        ),
        "_allowlist_function_transition": attr.label(
            default = "@bazel_tools//tools/allowlists/function_transition_allowlist",
        ),
    },
)

def canonical_target(name, actual, platform = None, **kwargs):
    """Builds a target in the canonical configuration.

    Depend on it from attributes with `cfg = "exec"` only (see the top of this file), also where the
    result is for the target platform.

    Args:
        name: name of the target.
        actual: label of the target to build. Its files, runfiles and `CcInfo`, `OutputGroupInfo`,
            `PythonDistributionInfo` and `PythonExecToolsInfo` are forwarded.
        platform: label of a platform of `//platforms` to build for. Without it, the one that matches
            the execution platform of whoever depends on this: for tools that actions run.
        **kwargs: common attributes, such as `visibility`.
    """
    if platform == None:
        platform = select(
            {
                Label("//platforms:is_" + known): Label("//platforms:" + known)
                for known in PLATFORMS
            },
            no_match_error = "Python's tools cannot run on this execution platform; they can on: " +
                             ", ".join(PLATFORMS.keys()),
        )
    _canonical_target(
        name = name,
        actual = actual,
        platform = platform,
        **kwargs
    )
