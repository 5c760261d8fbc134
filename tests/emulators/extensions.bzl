"""The module extension `emulators`: what runs programs of other platforms here."""

load(":machine_emulators.bzl", "machine_emulators")

def _emulators_impl(module_ctx):
    machine_emulators(name = "machine_emulators")
    return module_ctx.extension_metadata(reproducible = True)

emulators = module_extension(
    implementation = _emulators_impl,
    doc = "Declares `@machine_emulators`, whose one target says where the emulators are.",
)
