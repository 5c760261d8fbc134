"""The rule behind the macro `python_embedded_library`."""

load("@rules_cc//cc:find_cc_toolchain.bzl", "find_cc_toolchain", "use_cc_toolchain")
load("@rules_cc//cc/common:cc_common.bzl", "cc_common")
load("@rules_cc//cc/common:cc_info.bzl", "CcInfo")
load("//toolchains/python:shown_label.bzl", "shown_label")
load(":extension_table.bzl", "compile_extension_table")
load(":packed_application.bzl", "APPLICATION_ATTRIBUTES", "check_entry_point", "pack_application")
load(":python_version_transition.bzl", "python_version_transition")
load(":toolchain.bzl", "PYTHON_TOOLCHAIN", "python_toolchain_of")

def _check(ctx):
    """Fails if attributes contradict each other."""
    if ctx.file.main and ctx.attr.entry_point:
        fail(("{}: takes either `main`, the script to run, or `entry_point`, the function to call, " +
              "or neither").format(shown_label(ctx.label)))
    check_entry_point(ctx)

def _compile_resources(ctx, distribution, packed, extensions):
    """Declares the actions that make a library of the packed file and the table of extension modules.

    Args:
        ctx: the rule's context.
        distribution: PythonDistributionInfo.
        packed: File: the packed file.
        extensions: list of structs, see `PackedLibraryInfo`.

    Returns:
        CcInfo with the library, and a list of its files.
    """
    cc_toolchain = find_cc_toolchain(ctx)
    feature_configuration = cc_common.configure_features(
        ctx = ctx,
        cc_toolchain = cc_toolchain,
        requested_features = ctx.features,
        unsupported_features = ctx.disabled_features,
    )
    _, outputs = cc_common.compile(
        name = ctx.label.name,
        actions = ctx.actions,
        additional_inputs = [packed],
        cc_toolchain = cc_toolchain,
        feature_configuration = feature_configuration,
        local_defines = ["PACKED_RESOURCES=\"{}\"".format(packed.path)],
        srcs = [ctx.file._resources_source],
    )
    if extensions:
        outputs = cc_common.merge_compilation_outputs(compilation_outputs = [
            outputs,
            compile_extension_table(
                ctx,
                distribution,
                extensions,
                cc_toolchain,
                feature_configuration,
            ),
        ])
    linking_context, linking_outputs = cc_common.create_linking_context_from_compilation_outputs(
        name = ctx.label.name,
        actions = ctx.actions,
        # The loader, which comes after it, looks for it.
        alwayslink = True,
        cc_toolchain = cc_toolchain,
        compilation_outputs = outputs,
        disallow_dynamic_library = True,
        feature_configuration = feature_configuration,
    )
    library = linking_outputs.library_to_link
    return CcInfo(linking_context = linking_context), [
        file
        for file in [library.static_library, library.pic_static_library]
        if file
    ]

def _defines(distribution):
    """CcInfo with what CPython's headers have to be told in whatever includes them.

    Args:
        distribution: PythonDistributionInfo.

    Returns:
        CcInfo.
    """

    # Otherwise they take Python for a DLL.
    defines = ["Py_NO_ENABLE_SHARED"] if distribution.platform.startswith("windows_") else []
    return CcInfo(
        compilation_context = cc_common.create_compilation_context(defines = depset(defines)),
    )

def _python_embedded_library_impl(ctx):
    _check(ctx)
    toolchain = python_toolchain_of(ctx)
    distribution = toolchain.distribution
    if not distribution.embeddable:
        fail("{}: this distribution of Python {} has no libraries to link; choose another".format(
            shown_label(ctx.label),
            distribution.python_version,
        ))

    # Environment variables are the host's.
    application = pack_application(ctx, toolchain, ["embedded=1", "diagnostics=off"])
    resources, files = _compile_resources(
        ctx,
        distribution,
        application.packed,
        application.extensions.to_list(),
    )
    return [
        DefaultInfo(files = depset(files)),
        OutputGroupInfo(
            bytecode = application.bytecode,
            packed_resources = depset([application.packed]),
        ),
        # Of what CPython is compiled of, only the public headers.
        cc_common.merge_cc_infos(cc_infos = [
            distribution.headers,
            _defines(distribution),
            ctx.attr._header[CcInfo],
            resources,
            application.extension_libraries,
            CcInfo(linking_context = distribution.embeddable.linking_context),
        ]),
    ]

python_embedded_library = rule(
    implementation = _python_embedded_library_impl,
    doc = """A C library that carries an interpreter and a Python application.

Made by the macro of the same name, which describes the attributes at length. The output group
`packed_resources` is the packed file alone, `bytecode` the zips it was packed from.
""",
    attrs = APPLICATION_ATTRIBUTES | {
        "interpreter_mode": attr.string(
            doc = "`children`: processes that the application starts by itself run what their " +
                  "command line says, as the command `python` does; `never`.",
            default = "children",
            values = ["children", "never"],
        ),
        "_allowlist_function_transition": attr.label(
            default = "@bazel_tools//tools/allowlists/function_transition_allowlist",
        ),
        "_header": attr.label(
            default = "//loader:embedded_header",
            providers = [CcInfo],
        ),
        "_resources_source": attr.label(
            allow_single_file = True,
            default = "//loader:embedded_resources.S",
        ),
    },
    cfg = python_version_transition,
    fragments = ["cpp"],
    provides = [CcInfo],
    toolchains = [PYTHON_TOOLCHAIN] + use_cc_toolchain(mandatory = True),
)
