"""Rules that take a target in another configuration than the test's own."""

_SETTINGS = [
    "//command_line_option:compilation_mode",
    "//command_line_option:extra_toolchains",
    "//command_line_option:platforms",
]

_C = str(Label("//toolchains/cc/c_only:all"))
_CXX = str(Label("//toolchains/cc:all"))

def _settings_impl(_settings, attr):
    return {
        "//command_line_option:compilation_mode": "opt",
        "//command_line_option:extra_toolchains": [_CXX if attr.cxx else _C],
        "//command_line_option:platforms": [str(attr.platform)],
    }

_settings = transition(
    implementation = _settings_impl,
    inputs = [],
    outputs = _SETTINGS,
)

def _for_platform_impl(ctx):
    # Under a name of its own: the same target for two platforms has one path among the runfiles.
    files = []
    for file in ctx.files.target:
        link = ctx.actions.declare_file("{}/{}".format(ctx.label.name, file.basename))
        ctx.actions.symlink(output = link, target_file = file)
        files.append(link)
    return [DefaultInfo(files = depset(files))]

for_platform = rule(
    doc = "The files of a C or C++ target, built optimized for another platform.",
    implementation = _for_platform_impl,
    attrs = {
        "cxx": attr.bool(
            doc = "Whether it is C++, for which the platform's C++ library is compiled.",
        ),
        "platform": attr.label(
            mandatory = True,
            doc = "The platform.",
        ),
        "target": attr.label(
            cfg = _settings,
            mandatory = True,
            doc = "The target.",
        ),
        "_allowlist_function_transition": attr.label(
            default = "@bazel_tools//tools/allowlists/function_transition_allowlist",
        ),
    },
)

def _for_exec_impl(ctx):
    return [DefaultInfo(files = ctx.attr.target[DefaultInfo].files)]

for_exec = rule(
    doc = "The files of a target as actions use it, so that a test of it builds nothing again.",
    implementation = _for_exec_impl,
    attrs = {
        "target": attr.label(
            cfg = "exec",
            mandatory = True,
            doc = "The target.",
        ),
    },
)
