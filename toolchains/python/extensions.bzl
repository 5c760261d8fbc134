"""The module extension `python`: the Python distributions, and all they are built from."""

load("//toolchains/python/private:source_repositories.bzl", "source_repositories")
load("//toolchains/python/private:toolchains_repository.bzl", "toolchains_repository")
load(":versions.bzl", "DEFAULT_VERSION", "VERSIONS", "find_version")

def _declared_versions(module_ctx):
    """The versions the root module asks for.

    Args:
        module_ctx: the context of the module extension.

    Returns:
        a list of full versions, without doubles, the default first.
    """
    default = None
    versions = []
    for module in module_ctx.modules:
        if not module.is_root:
            # A dependency cannot know what the program it becomes part of is built for.
            continue
        for tag in module.tags.toolchain:
            version = find_version(tag.python_version)
            if not version:
                fail("python.toolchain(python_version = \"{}\"): unknown; there are: {}".format(
                    tag.python_version,
                    ", ".join(VERSIONS.keys()),
                ))
            if tag.is_default:
                if default not in (None, version):
                    fail("python.toolchain: {} and {} both say is_default; let one of them".format(
                        default,
                        version,
                    ))
                default = version
            if version not in versions:
                versions.append(version)
    if not versions:
        return [DEFAULT_VERSION]
    if not default:
        if len(versions) > 1:
            fail("python.toolchain: of the versions {} one has to say is_default = True".format(
                ", ".join(versions),
            ))
        default = versions[0]
    return [default] + [version for version in versions if version != default]

def _python_impl(module_ctx):
    source_repositories(module_ctx)
    toolchains_repository(
        name = "python_toolchains",
        versions = _declared_versions(module_ctx),
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
