"""The repository rule that knows which wheel of a package is taken where."""

load(":names.bzl", "repository_name")
load(":wheel_libraries.bzl", "build_file", "missing_target", "wheel_libraries")
load(":wheel_tool.bzl", "WHEEL_TOOL_ATTRIBUTES", "run_wheel_tool")

_PKG = """
alias(
    name = "pkg",
    actual = in_wheel("wheel"),
)

alias(
    name = "programs",
    actual = in_wheel("wheel_programs"),
)
"""

_WHL = """
alias(
    name = "whl",
    actual = in_wheel("built_whl"),
)
"""

_WHEELS_BZL = """\
\"\"\"Where the wheels of {package} are.\"\"\"

def in_wheel(name):
    \"\"\"A target of the wheel for the target platform.

    Args:
        name: string: `wheel`, or `extra_` and the name of an extra.

    Returns:
        a Label, or a `select()` of Labels.
    \"\"\"
    return {label}
"""

_HERE = "Label(\"//:\" + name)"

def _is_the_same_everywhere(report):
    """Whether all platforms take the wheel for any platform.

    Args:
        report: see `find` in `tools/wheel/cli.py`.

    Returns:
        a bool.
    """
    return not report["leaders"] and not report["missing"]

def _label_text(attributes, report):
    """The expression for the target `name` in the wheel for the target platform.

    Args:
        attributes: attributes of the repository rule, `WHEEL_TOOL_ATTRIBUTES`.
        report: see `find` in `tools/wheel/cli.py`.

    Returns:
        a string.
    """
    if _is_the_same_everywhere(report):
        return _HERE
    labels = {platform: _HERE for platform in report["sharing"]}
    for platform, leader in report["leaders"].items():
        labels[platform] = "Label(\"@{}//:\" + name)".format(
            repository_name(attributes.hub_name, attributes.package, leader),
        )
    for platform in report["missing"]:
        labels[platform] = "Label(\"//:missing_on_{}\")".format(platform)
    return "select({{\n{}\n    }})".format("\n".join([
        "        \"{}\": {},".format(Label("//platforms:is_" + platform), label)
        for platform, label in sorted(labels.items())
    ] + ["        \"//conditions:default\": Label(\"//:missing_elsewhere\"),"]))

def _missing_targets(package, report):
    """The targets that stand for the wheels that do not exist.

    Args:
        package: string: name of the package.
        report: see `find` in `tools/wheel/cli.py`.

    Returns:
        a string: part of a BUILD file.
    """
    if _is_the_same_everywhere(report):
        return ""
    existing = sorted(report["sharing"] + report["leaders"].keys())
    targets = missing_target(
        "missing_elsewhere",
        "{}: no wheel for the target platform; there are wheels for {}".format(
            package,
            ", ".join(existing) or "none",
        ),
    )
    for platform, message in sorted(report["missing"].items()):
        targets += missing_target("missing_on_" + platform, message)
    return targets

def _package_repository_impl(repository_ctx):
    attributes = repository_ctx.attr
    report = run_wheel_tool(repository_ctx)
    load_statements = "load(\":wheels.bzl\", \"in_wheel\")\n"
    targets = _PKG + _missing_targets(attributes.package, report)
    if report["wheel"]:
        if report["wheel"]["sdist"]:
            targets += _WHL
        more_load_statements, libraries = wheel_libraries(attributes, report["wheel"])
        load_statements += more_load_statements
        targets += libraries
    repository_ctx.file(
        "wheels.bzl",
        _WHEELS_BZL.format(
            label = _label_text(attributes, report),
            package = attributes.package,
        ),
        executable = False,
    )
    repository_ctx.file(
        "BUILD.bazel",
        build_file(attributes.package, load_statements, targets),
        executable = False,
    )

package_repository = repository_rule(
    implementation = _package_repository_impl,
    doc = """One package of a lock file: `//:pkg`, which chooses the wheel for the target platform.

The wheel that fits every platform, if there is one, is unpacked here; the others are in repositories
of their own (`wheel_repository`), one for all platforms that share it. A platform without a wheel
gets a target that says so where it is used.

Wheels are fetched by the machine's pip, so that the index, proxy and certificates that pip is
configured for apply. As the files are pinned by hash, a change of that configuration does not fetch
again.
""",
    attrs = WHEEL_TOOL_ATTRIBUTES,
)
