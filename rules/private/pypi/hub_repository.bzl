"""The repository that gives every package of a lock file its label."""

load(":names.bzl", "repository_name")

_BUILD = """\
package(default_visibility = ["//visibility:public"])

alias(
    name = {name},
    actual = {actual},
)
"""

_PKG = """
alias(
    name = "pkg",
    actual = {actual},
)
"""

_WHL = """
alias(
    name = "whl",
    actual = {actual},
)
"""

def _hub_repository_impl(repository_ctx):
    for package in repository_ctx.attr.packages:
        repository = repository_name(repository_ctx.attr.hub_name, package)
        actual = "@{}//:pkg".format(repository)

        # rules_python writes underscores; whoever comes from there need not change labels.
        spellings = [package]
        if "-" in package:
            spellings.append(package.replace("-", "_"))
        for spelling in spellings:
            build = _BUILD.format(name = repr(spelling), actual = repr(actual))
            if spelling != "pkg":
                build += _PKG.format(actual = repr(actual))
            if package in repository_ctx.attr.built_packages and spelling != "whl":
                build += _WHL.format(actual = repr("@{}//:whl".format(repository)))
            repository_ctx.file(spelling + "/BUILD.bazel", build, executable = False)
    repository_ctx.file("BUILD.bazel", "", executable = False)

hub_repository = repository_rule(
    implementation = _hub_repository_impl,
    doc = """`@HUB//name` and `@HUB//name:pkg` for every package of a lock file, and `@HUB//name:whl`
for those that are built from source: the wheel for the target platform.""",
    attrs = {
        "built_packages": attr.string_list(
            doc = "Normalised names of the packages that are built from source.",
        ),
        "hub_name": attr.string(
            doc = "Name of this repository, as the module extension knows it.",
            mandatory = True,
        ),
        "packages": attr.string_list(
            doc = "Normalised names of the packages.",
            mandatory = True,
        ),
    },
)
