"""The module extension `perl`: the machine's perl as a toolchain."""

load("//toolchains/perl:machine_perl.bzl", "machine_perl")

def _perl_impl(module_ctx):
    machine_perl(name = "machine_perl")
    return module_ctx.extension_metadata(reproducible = True)

perl = module_extension(
    implementation = _perl_impl,
    doc = "Declares `@machine_perl`, whose `//:toolchain` is the perl found on `PATH`.",
)
