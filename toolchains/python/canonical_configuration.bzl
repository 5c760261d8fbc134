"""The configuration that Python distributions are built in, whoever asks for them.

Compiling a distribution takes minutes, so everybody who uses it has to share one set of actions: a
program built with `-c dbg` or `--copt=-g`, one built for another program's tests, and the tools
that actions run. `canonical_target` therefore builds its target in a configuration that depends on
nothing but the platform.

The way there leads through the execution configuration, also for results that are for the target
platform: Bazel already takes the user's compiler options away there, and names output folders after
the difference to that. The same reset starting from the target configuration would put every set of
user options into a folder of its own, and so would compile everything again for each. As the
canonical configuration of the execution platform is the same as that of an equal target platform,
the interpreter that actions run and the one that is packed share their compiled objects.
"""

load("@rules_cc//cc/common:cc_info.bzl", "CcInfo")
load("//platforms:platforms.bzl", "PLATFORMS")
load(":distribution_info.bzl", "PythonDistributionInfo")
load(":exec_tools_info.bzl", "PythonExecToolsInfo")

_FORWARDED = [CcInfo, OutputGroupInfo, PythonDistributionInfo, PythonExecToolsInfo]

# What would otherwise tell one asker from another, and its canonical value: options that change
# what a C compiler or linker is asked to do, and the Python version, which is chosen by then.
_OPTIONS = {
    "//command_line_option:compilation_mode": "opt",
    "//command_line_option:conlyopt": [],
    "//command_line_option:copt": [],
    "//command_line_option:cxxopt": [],
    "//command_line_option:dynamic_mode": "off",
    "//command_line_option:extra_toolchains": [str(Label("//toolchains/cc/c_only:all"))],
    "//command_line_option:features": [],
    "//command_line_option:linkopt": [],
    "//command_line_option:per_file_copt": [],
    "//command_line_option:stamp": False,
    str(Label("//toolchains/python:python_version")): "",
}

def _canonical_configuration_impl(_settings, attr):
    return _OPTIONS | {"//command_line_option:platforms": [attr.platform]}

_canonical_configuration = transition(
    implementation = _canonical_configuration_impl,
    inputs = [],
    outputs = _OPTIONS.keys() + ["//command_line_option:platforms"],
)

def _forward(target):
    """The providers of a target that are passed on.

    Args:
        target: a Target.

    Returns:
        a list of providers.
    """
    return [DefaultInfo(
        files = target[DefaultInfo].files,
        runfiles = target[DefaultInfo].default_runfiles,
    )] + [target[provider] for provider in _FORWARDED if provider in target]

def _in_canonical_configuration_impl(ctx):
    # An attribute with a Starlark transition is a list, whatever its type.
    return _forward(ctx.attr.actual[0])

_in_canonical_configuration = rule(
    implementation = _in_canonical_configuration_impl,
    doc = "Forwards a target from the canonical configuration of a platform.",
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

def _through_exec_configuration_impl(ctx):
    return _forward(ctx.attr.actual)

_through_exec_configuration = rule(
    implementation = _through_exec_configuration_impl,
    doc = "Forwards a target from the execution configuration.",
    attrs = {
        "actual": attr.label(
            doc = "The target to build.",
            cfg = "exec",
            mandatory = True,
        ),
    },
)

def canonical_target(name, actual, platforms = PLATFORMS.keys(), **kwargs):
    """Builds a target in the canonical configuration of the platform it is needed for.

    Used as a tool, that is the execution platform; else, the target platform. It may be depended on
    from anywhere. `<name>_for_<platform>` is the target for that platform, whoever needs it.

    Args:
        name: name of the target.
        actual: label of the target to build. Its files, runfiles and `CcInfo`, `OutputGroupInfo`,
            `PythonDistributionInfo` and `PythonExecToolsInfo` are forwarded.
        platforms: names of the platforms it can be built for, keys of `//platforms:platforms.bzl`.
        **kwargs: common attributes, such as `visibility`.
    """
    in_canonical_configuration = {
        platform: "{}_in_canonical_configuration_for_{}".format(name, platform)
        for platform in platforms
    }
    for platform, canonical in in_canonical_configuration.items():
        _in_canonical_configuration(
            name = canonical,
            actual = actual,
            platform = Label("//platforms:" + platform),
            tags = ["manual"],
            testonly = kwargs.get("testonly"),
            visibility = ["//visibility:private"],
        )
        _through_exec_configuration(
            name = "{}_for_{}".format(name, platform),
            actual = ":" + canonical,
            **(kwargs | {"tags": ["manual"]})
        )
    _through_exec_configuration(
        name = name,
        actual = select(
            {
                Label("//platforms:is_" + platform): ":" + canonical
                for platform, canonical in in_canonical_configuration.items()
            },
            no_match_error = "can be built only for: " + ", ".join(platforms),
        ),
        **kwargs
    )
