"""Creates the repositories of CPython and of the C libraries it is linked with."""

load("//toolchains/cpython:source_archive.bzl", "source_archive")

_SOURCES = Label("//toolchains/cpython:sources.json")

def _overlay(name):
    """The label of the BUILD file that compiles a source.

    Args:
        name: key of the source in `sources.json`.

    Returns:
        a label.
    """
    folder = "cpython" if name.startswith("cpython_") else name
    return Label("//toolchains/cpython/{0}:BUILD.{0}.bazel".format(folder))

def source_repositories(module_ctx):
    """Declares one repository per entry of `sources.json`, named by its key; fetches nothing.

    Args:
        module_ctx: the context of the calling module extension.

    Returns:
        the decoded `sources.json`: a dict from name to a dict with `version` and `alternatives`.
    """
    sources = json.decode(module_ctx.read(_SOURCES))
    for name, source in sources.items():
        source_archive(
            name = name,
            source_name = name,
            version = source["version"],
            alternatives = json.encode(source["alternatives"]),
            build_file = _overlay(name),
        )
    return sources
