"""The modules that the interpreter needs before it can import from anywhere: frozen into C."""

load("@rules_cc//cc:cc_binary.bzl", "cc_binary")
load("@rules_cc//cc:cc_library.bzl", "cc_library")
load("//toolchains/python:canonical_configuration.bzl", "canonical_target")
load(":core_sources.bzl", "FROZEN_MODULES")
load(":cpython_copts.bzl", "CPYTHON_COPTS")

def _frozen_module_impl(ctx):
    arguments = ctx.actions.args()
    arguments.add_all([ctx.attr.module, ctx.file.src, ctx.outputs.out])
    ctx.actions.run(
        executable = ctx.file.freeze_module,
        arguments = [arguments],
        inputs = [ctx.file.src],
        outputs = [ctx.outputs.out],
        # The same for every platform, from a cache (`--experimental_output_paths=strip`).
        execution_requirements = {"supports-path-mapping": ""},
        mnemonic = "PythonFreeze",
        progress_message = "Freezing Python module %{label}",
    )
    return DefaultInfo(files = depset([ctx.outputs.out]))

_frozen_module = rule(
    implementation = _frozen_module_impl,
    doc = "A C header with the marshalled code of a module, the same for every target.",
    attrs = {
        "freeze_module": attr.label(
            doc = "Upstream's `_freeze_module`, for the execution platform.",
            allow_single_file = True,
            cfg = "exec",
            mandatory = True,
        ),
        "module": attr.string(
            doc = "Dotted name of the module.",
            mandatory = True,
        ),
        "out": attr.output(
            doc = "The header.",
            mandatory = True,
        ),
        "src": attr.label(
            doc = "The module's source.",
            allow_single_file = [".py"],
            mandatory = True,
        ),
    },
)

# buildifier: disable=unnamed-macro
def cpython_frozen_modules():
    """Declares `:freeze_module` and `:frozen_headers`, what it makes of the frozen modules."""
    cc_binary(
        name = "freeze_module",
        srcs = ["Modules/getpath_noop.c", "Programs/_freeze_module.c"],
        copts = CPYTHON_COPTS,
        local_defines = ["Py_BUILD_CORE"],
        deps = [
            ":core_without_frozen_modules",
            ":inittab_bootstrap",
            ":internal_headers",
        ],
    )

    # In the configuration that the distribution is compiled in, so that what it is linked from is
    # not compiled a second time for the execution platform.
    canonical_target(
        name = "freeze_module_tool",
        actual = ":freeze_module",
    )

    headers = []
    for module, source in FROZEN_MODULES.items():
        header = "Python/frozen_modules/{}.h".format(module)
        _frozen_module(
            name = "frozen_" + module,
            src = source,
            out = header,
            freeze_module = ":freeze_module_tool",
            module = module,
        )
        headers.append(header)

    cc_library(
        name = "frozen_headers",
        hdrs = headers,
        # `getpath.c` and `frozen.c` name them from different folders.
        includes = [".", "Python"],
    )
