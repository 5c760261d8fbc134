"""The module extension `python`: the Python distributions, and all they are built from."""

load("//toolchains/python/private:declared_versions.bzl", "declared_versions")
load("//toolchains/python/private:source_repositories.bzl", "source_repositories")
load("//toolchains/python/private:toolchains_repository.bzl", "toolchains_repository")
load(":versions.bzl", "DEFAULT_VERSION")

def _python_impl(module_ctx):
    declared = declared_versions(module_ctx.modules)
    if declared.error:
        fail(declared.error)
    source_repositories(module_ctx)
    toolchains_repository(
        name = "python_toolchains",
        versions = declared.versions,
    )
    return module_ctx.extension_metadata(reproducible = True)

_toolchain = tag_class(
    doc = """Declares a Python version that executables can be built with.

Only the root module's tags count. Without any, the version is {}.
""".format(DEFAULT_VERSION),
    attrs = {
        "is_default": attr.bool(
            doc = """Whether executables that do not say which version are built with it. Needed
only where several versions are declared.""",
        ),
        "python_version": attr.string(
            doc = "A full version such as `3.13.5`, or `3.13` for the newest known one of it.",
            mandatory = True,
        ),
    },
)

python = module_extension(
    implementation = _python_impl,
    doc = "Declares Python distributions. Nothing is fetched before it is needed.",
    tag_classes = {"toolchain": _toolchain},
)
