"""The module extension `python_sources`: which further versions of CPython can be had here."""

load("//toolchains/python:versions.bzl", "DEFAULT_VERSION", "VERSIONS", "minor_version")
load(":source_availability.bzl", "source_availability")

_SOURCES = Label("//toolchains/cpython:sources.json")

# Minor version of CPython -> sources that only it needs, besides its own.
_ALSO = {
    "3.14": ["zstd"],
}

def _python_sources_impl(module_ctx):
    sources = json.decode(module_ctx.read(_SOURCES))
    for version, info in VERSIONS.items():
        if version != DEFAULT_VERSION:
            names = [info.source] + _ALSO.get(minor_version(version), [])
            source_availability(
                name = "availability_of_" + info.source,
                sources = json.encode([sources[name] for name in names]),
            )
    return module_ctx.extension_metadata(reproducible = True)

python_sources = module_extension(
    implementation = _python_sources_impl,
    doc = "Declares `@availability_of_<source>` for every version of CPython but the default one.",
)
