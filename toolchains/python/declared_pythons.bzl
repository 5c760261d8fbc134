"""Which Pythons there are, to say so where toolchain resolution finds none."""

load("@bazel_skylib//rules:common_settings.bzl", "BuildSettingInfo")
load(":shown_label.bzl", "shown_label")
load(":versions.bzl", "find_version")

DeclaredPythonsInfo = provider(
    doc = "The Pythons that the root module declares, and which one is asked for.",
    fields = {
        "exec_platforms": """dict from version to the list of the names of the platforms that can
build it.""",
        "platform": "Label of the platform that this is configured for.",
        "platform_name": """string: the name of that platform, a key of `//platforms:platforms.bzl`;
empty if it is none of those.""",
        "platforms": """dict from version to the list of the names of the platforms it can be built
for; the default version comes first.""",
        "python_version": "string: the version that is asked for; empty for the default.",
    },
)

def _declared_pythons_impl(ctx):
    return DeclaredPythonsInfo(
        exec_platforms = ctx.attr.exec_platforms,
        platform = ctx.fragments.platform.platform,
        platform_name = ctx.attr.platform_name,
        platforms = ctx.attr.platforms,
        python_version = ctx.attr._python_version[BuildSettingInfo].value,
    )

declared_pythons = rule(
    implementation = _declared_pythons_impl,
    doc = "Gives `DeclaredPythonsInfo` of the configuration it is built in.",
    attrs = {
        "exec_platforms": attr.string_list_dict(
            doc = "The declared versions, and for each the names of the platforms that can build it.",
            mandatory = True,
        ),
        "platform_name": attr.string(
            doc = "The name of the target platform; empty if it is none of `//platforms`.",
            mandatory = True,
        ),
        "platforms": attr.string_list_dict(
            doc = """The declared versions, the default first, and for each the names of the platforms
it can be built for.""",
            mandatory = True,
        ),
        "_python_version": attr.label(default = ":python_version"),
    },
    fragments = ["platform"],
    provides = [DeclaredPythonsInfo],
)

def why_no_python(target, execution):
    """Says why toolchain resolution finds no Python.

    Args:
        target: DeclaredPythonsInfo of the target configuration.
        execution: DeclaredPythonsInfo of the execution configuration.

    Returns:
        a string: one sentence that says what there is instead.
    """
    wanted = target.python_version or target.platforms.keys()[0]
    version = find_version(wanted, target.platforms.keys())
    existing = "; ".join([
        "Python {} for {}".format(version, ", ".join(platforms))
        for version, platforms in target.platforms.items()
    ])
    if not version:
        return "there is no Python {}; there are: {}".format(wanted, existing)
    if target.platform_name not in target.platforms[version]:
        return "there is no Python {} for the target platform {}; there are: {}".format(
            version,
            shown_label(target.platform),
            existing,
        )
    return "Python {} cannot be built on the execution platform {}; it can be on: {}".format(
        version,
        shown_label(execution.platform),
        ", ".join(target.exec_platforms[version]),
    )
