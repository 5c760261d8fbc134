"""Native images with further extension modules."""

load("@rules_cc//cc:find_cc_toolchain.bzl", "find_cc_toolchain")
load("@rules_cc//cc/common:cc_common.bzl", "cc_common")
load("//toolchains/python:shown_label.bzl", "shown_label")
load(":extension_table.bzl", "compile_extension_table")

# `tools/attach` takes stripped images. Not on macOS, where it drops the symbols itself.
_STRIP = ["-Wl,-s"]

def _check(label, distribution, extensions, cc_toolchain):
    """Fails if the modules cannot be linked."""
    if not distribution.libpython:
        fail(("{}: {} cannot be linked into an executable of this Python distribution, which " +
              "has only a finished image").format(shown_label(label), extensions[0].module))
    if not cc_toolchain:
        fail(("{}: no C toolchain for the target platform, to link {} in: register " +
              "@rules_python_executable//toolchains/cc:all").format(
            shown_label(label),
            extensions[0].module,
        ))

def linked_image(ctx, distribution, extensions, libraries):
    """Links a distribution's image once more, with further extension modules in it.

    Args:
        ctx: the context of a rule with `use_cc_toolchain()` and the fragment `cpp`.
        distribution: PythonDistributionInfo.
        extensions: list of structs, see `PackedLibraryInfo`; not empty.
        libraries: CcInfo: what the modules are linked from.

    Returns:
        a File: an executable without packed resources, like `distribution.native_image`.
    """
    cc_toolchain = find_cc_toolchain(ctx, mandatory = False)
    _check(ctx.label, distribution, extensions, cc_toolchain)
    feature_configuration = cc_common.configure_features(
        ctx = ctx,
        cc_toolchain = cc_toolchain,
        requested_features = ctx.features,
        unsupported_features = ctx.disabled_features,
    )
    compiled_table = compile_extension_table(
        ctx,
        distribution,
        extensions,
        cc_toolchain,
        feature_configuration,
    )
    linked = cc_common.link(
        name = ctx.label.name + "_image",
        actions = ctx.actions,
        cc_toolchain = cc_toolchain,
        compilation_outputs = compiled_table,
        feature_configuration = feature_configuration,
        linking_contexts = [
            libraries.linking_context,
            distribution.libpython.linking_context,
        ],
        user_link_flags = [] if distribution.platform.startswith("macos_") else _STRIP,
    )
    return linked.executable
