"""The rule that stands for one extension module of a source distribution."""

load("@rules_cc//cc:find_cc_toolchain.bzl", "find_cc_toolchain", "use_cc_toolchain")
load("@rules_cc//cc/common:cc_common.bzl", "cc_common")
load("@rules_cc//cc/common:cc_info.bzl", "CcInfo")
load("@rules_python//python:py_info.bzl", "PyInfo")
load(":python_extension_info.bzl", "PythonExtensionInfo")
load(":source_distribution_info.bzl", "SourceDistributionInfo")
load(":toolchain.bzl", "PYTHON_TOOLCHAIN", "PYTHON_TOOLCHAIN_ATTRIBUTES", "python_toolchain_of")

def _source_extension_impl(ctx):
    distribution = python_toolchain_of(ctx).distribution
    cc_toolchain = find_cc_toolchain(ctx)
    module = ctx.attr.module
    built = ctx.attr.distribution[SourceDistributionInfo]
    library = built.archives[module]
    linker_input = cc_common.create_linker_input(
        owner = ctx.label,
        additional_inputs = depset(built.linker_inputs),
        libraries = depset([cc_common.create_library_to_link(
            actions = ctx.actions,
            alwayslink = built.alwayslink,
            cc_toolchain = cc_toolchain,
            feature_configuration = cc_common.configure_features(
                ctx = ctx,
                cc_toolchain = cc_toolchain,
                requested_features = ctx.features,
                unsupported_features = ctx.disabled_features,
            ),
            pic_static_library = library,
            static_library = library,
        )]),
        user_link_flags = depset(built.linker_flags),
    )
    return [
        # The shared module is among the files of the distribution, beside the modules in Python:
        # submodules are looked for in the folder of their package only.
        DefaultInfo(),
        PyInfo(transitive_sources = depset(), uses_shared_libraries = True),
        PythonExtensionInfo(
            cc_info = CcInfo(linking_context = cc_common.create_linking_context(
                linker_inputs = depset([linker_input]),
            )),
            extension = struct(
                file_name = module.replace(".", "/") + distribution.extension_suffix,
                init_symbol = "PyInit_{}.{}".format(module.split(".")[-1], module),
                module = module,
            ),
        ),
    ]

source_extension = rule(
    implementation = _source_extension_impl,
    doc = "One extension module of a source distribution, for executables to link in.",
    attrs = PYTHON_TOOLCHAIN_ATTRIBUTES | {
        "distribution": attr.label(
            doc = "The source distribution.",
            mandatory = True,
            providers = [SourceDistributionInfo],
        ),
        "module": attr.string(
            doc = "Its dotted name, one of the distribution's `extension_modules`.",
            mandatory = True,
        ),
    },
    fragments = ["cpp"],
    provides = [PyInfo, PythonExtensionInfo],
    toolchains = [PYTHON_TOOLCHAIN] + use_cc_toolchain(),
)
