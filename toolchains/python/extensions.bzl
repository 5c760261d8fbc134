"""The module extension `python`: everything that a Python distribution is built from."""

load("//toolchains/python/private:source_repositories.bzl", "source_repositories")

def _python_impl(module_ctx):
    source_repositories(module_ctx)
    return module_ctx.extension_metadata(reproducible = True)

python = module_extension(
    implementation = _python_impl,
    doc = "Declares the repositories of CPython's source and of its C libraries.",
)
