"""The repository rule that fetches one pinned source archive and lays a BUILD file over it.

A source may have several alternatives: archives of the same version that differ in their bytes,
such as upstream's own and a Linux distribution's repacked one. Each is pinned by sha256; the first
that can be had is used.
"""

# Stands for an alternative that has no URL of its own. RFC 2606 reserves `.invalid`: the name never
# resolves, so only Bazel's repository cache or `--distdir` (by file name and sha256) can answer.
_DISTDIR_URL = "https://distdir.invalid/"

_SOURCE_BZL = """\
\"\"\"The archive this repository was unpacked from.\"\"\"

SOURCE = struct(
    file = {file},
    sha256 = {sha256},
    version = {version},
)
"""

def archive_urls(alternative):
    """The URLs to ask for an alternative.

    Args:
        alternative: a dict, see `source_archive.alternatives`.

    Returns:
        a non-empty list of strings; the base name of the first is the file's name in `--distdir`.
    """
    return alternative["urls"] or [_DISTDIR_URL + alternative["file"]]

def _source_archive_impl(repository_ctx):
    name = repository_ctx.attr.source_name
    version = repository_ctx.attr.version
    alternatives = json.decode(repository_ctx.attr.alternatives)
    for alternative in alternatives:
        result = repository_ctx.download_and_extract(
            url = archive_urls(alternative),
            sha256 = alternative["sha256"],
            stripPrefix = alternative["strip_prefix"],
            allow_fail = True,
        )
        if result.success:
            repository_ctx.file("source.bzl", _SOURCE_BZL.format(
                file = repr(alternative["file"]),
                sha256 = repr(alternative["sha256"]),
                version = repr(version),
            ), executable = False)
            for existing in ["BUILD", "BUILD.bazel"]:
                repository_ctx.delete(existing)
            repository_ctx.symlink(repository_ctx.attr.build_file, "BUILD.bazel")
            return

    # The warnings before tell what each URL answered.
    fail((
        "no source of {} {} could be fetched: tried {}. Mend: put one of these files into a folder " +
        "and pass --distdir=FOLDER to Bazel, or let ./bazelw do it"
    ).format(
        name,
        version,
        ", ".join([
            "{} (sha256 {})".format(alternative["file"], alternative["sha256"])
            for alternative in alternatives
        ]),
    ))

source_archive = repository_rule(
    implementation = _source_archive_impl,
    doc = """Fetches one of several pinned archives of a source and lays a BUILD file over it.

The repository also holds `source.bzl`, whose `SOURCE` is a struct with the `file`, `sha256` and
`version` of the archive that was used: alternatives may differ in what they carry.
""",
    attrs = {
        "alternatives": attr.string(
            doc = """JSON list of the archives to try, in order. Each is an object with `file` (its
name in `--distdir`; equal to the base name of the first URL), `sha256`, `urls` (empty if the file is
only to be had from `--distdir`), `strip_prefix` (the folder inside the archive that becomes the
repository) and, optionally, `debian` (`source`, `suites`, `pool`: where Debian serves the same
bytes).""",
            mandatory = True,
        ),
        "build_file": attr.label(
            doc = "The file that becomes the repository's `BUILD.bazel`.",
            allow_single_file = True,
            mandatory = True,
        ),
        "source_name": attr.string(
            doc = "Name of the source as people know it, for messages.",
            mandatory = True,
        ),
        "version": attr.string(
            doc = "Version of the source, the same for all alternatives.",
            mandatory = True,
        ),
    },
)
