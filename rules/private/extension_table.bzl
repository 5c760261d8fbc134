"""The table of the extension modules that are linked into a program."""

load("@rules_cc//cc/common:cc_common.bzl", "cc_common")
load("//toolchains/python:shown_label.bzl", "shown_label")

_TABLE = """\
/* The extension modules of {label}. */
#include <Python.h>

/* What the linker calls a function of C. */
#ifdef __APPLE__
#define SYMBOL(name) "_" name
#else
#define SYMBOL(name) name
#endif

{declarations}

/* Not for the libraries that the program loads. */
__attribute__((visibility("hidden"))) struct _inittab linked_extensions[] = {{
{rows}
    {{NULL, NULL}},
}};
"""

def _check(label, extensions):
    """Fails if two modules have the same name."""
    seen = {}
    for extension in extensions:
        if extension.module in seen:
            fail("{}: two extension modules are called {}".format(
                shown_label(label),
                extension.module,
            ))
        seen[extension.module] = None

def _table(label, extensions):
    """The source text of the table of extension modules, `loader/linked_extensions.h`."""
    numbered = list(enumerate(extensions))
    return _TABLE.format(
        declarations = "\n".join([
            "PyObject *init_{}(void) __asm__(SYMBOL(\"{}\"));".format(index, extension.init_symbol)
            for index, extension in numbered
        ]),
        label = shown_label(label),
        rows = "\n".join([
            "    {{\"{}\", init_{}}},".format(extension.module, index)
            for index, extension in numbered
        ]),
    )

def compile_extension_table(ctx, distribution, extensions, cc_toolchain, feature_configuration):
    """Declares the actions that make the table, `loader/linked_extensions.h`.

    Args:
        ctx: the rule's context.
        distribution: PythonDistributionInfo.
        extensions: list of structs, see `PackedLibraryInfo`; not empty.
        cc_toolchain: CcToolchainInfo.
        feature_configuration: FeatureConfiguration.

    Returns:
        CcCompilationOutputs.
    """
    _check(ctx.label, extensions)
    table = ctx.actions.declare_file(ctx.label.name + ".linked_extensions.c")
    ctx.actions.write(table, _table(ctx.label, extensions))
    _, outputs = cc_common.compile(
        name = ctx.label.name + "_linked_extensions",
        actions = ctx.actions,
        cc_toolchain = cc_toolchain,
        compilation_contexts = [distribution.headers.compilation_context],
        feature_configuration = feature_configuration,
        srcs = [table],
    )
    return outputs
