"""The repository rule that finds out whether sources can be fetched."""

load("//toolchains/cpython:source_archive.bzl", "archive_urls")

_BUILD = """\
load("@bazel_skylib//rules:common_settings.bzl", "bool_setting")

bool_setting(
    name = "available",
    build_setting_default = {available},
)

config_setting(
    name = "is_available",
    flag_values = {{":available": "True"}},
    visibility = ["//visibility:public"],
)
"""

def _is_available(repository_ctx, source):
    """Whether one of the archives of a source can be fetched.

    Args:
        repository_ctx: the context of the repository rule.
        source: an entry of `sources.json`.

    Returns:
        a bool.
    """
    for alternative in source["alternatives"]:
        result = repository_ctx.download(
            url = archive_urls(alternative),
            output = alternative["file"],
            sha256 = alternative["sha256"],
            allow_fail = True,
        )
        if result.success:
            # The rule that unpacks it finds it again in the repository cache or in the distdir.
            repository_ctx.delete(alternative["file"])
            return True
    return False

def _source_availability_impl(repository_ctx):
    available = all([
        _is_available(repository_ctx, source)
        for source in json.decode(repository_ctx.attr.sources)
    ])
    repository_ctx.file("BUILD.bazel", _BUILD.format(available = available), executable = False)

source_availability = repository_rule(
    implementation = _source_availability_impl,
    doc = """A repository whose `:is_available` is a `config_setting` that holds if sources can be fetched.

Making the repository never fails. It is made anew by every Bazel server, since what can be fetched
changes.
""",
    attrs = {
        "sources": attr.string(
            doc = "JSON list of the entries of `sources.json` that are all needed.",
            mandatory = True,
        ),
    },
    configure = True,
    local = True,
)
