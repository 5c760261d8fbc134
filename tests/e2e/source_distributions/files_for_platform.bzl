"""The rule `files_for_platform`."""

_PLATFORMS = "//command_line_option:platforms"

def _platform_transition_impl(_settings, attr):
    return {_PLATFORMS: [str(attr.platform)]}

# The configuration that executables for the platform are built in.
_platform_transition = transition(
    implementation = _platform_transition_impl,
    inputs = [],
    outputs = [_PLATFORMS],
)

def _files_for_platform_impl(ctx):
    # Below a name of its own: the same file for two platforms has one path among the runfiles.
    files = []
    for number, file in enumerate(ctx.files.srcs):
        link = ctx.actions.declare_directory("{}/{}".format(ctx.label.name, number))
        ctx.actions.symlink(output = link, target_file = file)
        files.append(link)
    return [DefaultInfo(files = depset(files), runfiles = ctx.runfiles(files))]

files_for_platform = rule(
    implementation = _files_for_platform_impl,
    doc = "Folders that other targets make, for a platform.",
    attrs = {
        "platform": attr.label(
            doc = "The platform.",
            mandatory = True,
        ),
        "srcs": attr.label_list(
            doc = "What makes them.",
            cfg = _platform_transition,
            mandatory = True,
        ),
        "_allowlist_function_transition": attr.label(
            default = "@bazel_tools//tools/allowlists/function_transition_allowlist",
        ),
    },
)
