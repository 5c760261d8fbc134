"""The repository that holds the `toolchain()` registrations of the declared Python versions.

It lies apart from the distributions so that registering loads none of them.
"""

def _toolchains_repository_impl(repository_ctx):
    declare_toolchains = str(Label("//toolchains/python/private:declare_toolchains.bzl"))
    for package, function in {
        "": "declare_toolchains",
        # A package of its own, so that it can be registered after all the others.
        "unsupported": "declare_unsupported_toolchain",
    }.items():
        repository_ctx.file((package + "/" if package else "") + "BUILD.bazel", """\
load("{file}", "{function}")

{function}(
    name = "python",
    versions = {versions},
)
""".format(
            file = declare_toolchains,
            function = function,
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
