"""The repository that holds the `toolchain()` registrations of the declared Python versions.

It lies apart from the distributions so that registering loads none of them.
"""

_BUILD = """\
load("{declare_toolchains}", "declare_toolchains")

declare_toolchains(
    name = "python",
    versions = {versions},
)
"""

def _toolchains_repository_impl(repository_ctx):
    repository_ctx.file("BUILD.bazel", _BUILD.format(
        declare_toolchains = str(Label("//toolchains/python/private:declare_toolchains.bzl")),
        versions = repository_ctx.attr.versions,
    ), executable = False)

toolchains_repository = repository_rule(
    implementation = _toolchains_repository_impl,
    doc = "Registrations of the toolchains of the declared Python versions.",
    attrs = {
        "versions": attr.string_list(
            doc = "Full versions, the default first.",
            mandatory = True,
        ),
    },
)
