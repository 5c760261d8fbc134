"""The extension modules of the standard library, and the tables of built-in modules."""

load("@bazel_skylib//rules:expand_template.bzl", "expand_template")
load("@rules_cc//cc:cc_library.bzl", "cc_library")
load(":by_platform.bzl", "by_platform")
load(":cpython_copts.bzl", "CPYTHON_COPTS")
load(":modules.bzl", "MODULES")
load(":pyconfig.bzl", "pyconfig_macros")

def _extension_module(name, module):
    """Declares `:module_<name>`.

    Args:
        name: name of the extension module.
        module: its row of `MODULES`.
    """
    cc_library(
        name = "module_" + name,
        srcs = _attribute(
            module,
            "srcs",
            lambda srcs: ["{}/{}".format(module.folder, source) for source in srcs],
        ),
        copts = CPYTHON_COPTS + _attribute(module, "copts"),
        linkopts = _attribute(module, "linkopts"),
        linkstatic = True,
        local_defines = ["Py_BUILD_CORE_BUILTIN"] + _attribute(module, "local_defines"),
        target_compatible_with = _compatible_with(module),
        textual_hdrs = native.glob(
            ["{}/{}".format(module.folder, header) for header in _headers(module)],
            allow_empty = True,
        ),
        visibility = ["//visibility:public"],
        deps = _attribute(module, "deps") + [":internal_headers"] +
               [":hacl_" + source for source in module.hacl],
    )

def _hacl_library(source, minor_version):
    """Declares `:hacl_<source>`, one C file of HACL*, which several modules may use.

    Args:
        source: name of the file without its ending.
        minor_version: version of CPython without its last part, e.g. `3.13`.
    """
    cc_library(
        name = "hacl_" + source,
        srcs = ["Modules/_hacl/{}.c".format(source)],
        copts = CPYTHON_COPTS,
        linkstatic = True,
        # It takes for granted that Linux has the function; glibc 2.17 does not.
        local_defines = by_platform(lambda name: [
            "LINUX_NO_EXPLICIT_BZERO",
        ] if "HAVE_EXPLICIT_BZERO" not in pyconfig_macros(minor_version, name) else []),
        deps = [":hacl_headers", ":headers"],
    )

def _attribute(module, field, value_of = lambda values: values):
    """A field of a module's row as an attribute, with what its variants have instead.

    Args:
        module: a row of `MODULES`.
        field: name of a field that a list may be in.
        value_of: a function from the field to the attribute's value.

    Returns:
        a list, or a `select()` of lists.
    """
    cases = {
        str(Label("@platforms//os:" + os)): value_of(getattr(variant, field))
        for os, variant in module.variants.items()
        if getattr(variant, field) != None
    }
    default = value_of(getattr(module, field))
    return select(cases | {"//conditions:default": default}) if cases else default

def _headers(module):
    """The patterns of all headers that a module includes, whatever the operating system.

    Args:
        module: a row of `MODULES`.

    Returns:
        a list of strings, relative to the module's folder.
    """
    headers = {}
    for row in [module] + module.variants.values():
        headers.update({header: None for header in row.hdrs or []})
        for source in row.srcs or []:
            folder, _, base = source.rpartition("/")
            headers["{0}clinic/{1}.h".format(folder + "/" if folder else "", base)] = None
    return headers.keys()

def _compatible_with(module):
    """Where a module exists, as a value of `target_compatible_with`.

    Args:
        module: a row of `MODULES`.

    Returns:
        a `select()`.
    """
    cases = {str(Label("@platforms//os:" + os)): [] for os in module.oses}
    cases["//conditions:default"] = [str(Label("@platforms//:incompatible"))]
    return select(cases)

def _by_os(modules, value_of):
    """Chooses an attribute's value by the names of the modules that exist on the target.

    Args:
        modules: a dict from the name of a module to its row of `MODULES`.
        value_of: a function from a list of names of modules to the value.

    Returns:
        a `select()`.
    """
    oses = {os: None for module in modules.values() for os in module.oses}
    return select({
        str(Label("@platforms//os:" + os)): value_of([
            name
            for name, module in sorted(modules.items())
            if os in module.oses
        ])
        for os in oses
    })

def _builtin_modules(suffix, modules, visibility):
    """Declares `:modules<suffix>`, a set of modules, and `:inittab<suffix>`, the table of them.

    The table `_PyImport_Inittab` is what makes a linked module importable: a program links one.

    Args:
        suffix: ending of the targets' names.
        modules: a dict from the name of a module to its row of `MODULES`.
        visibility: of the targets.
    """
    cc_library(
        name = "modules" + suffix,
        visibility = visibility,
        deps = _by_os(modules, lambda names: [":module_" + name for name in names]),
    )

    expand_template(
        name = "inittab{}_source".format(suffix),
        out = "inittab{}/config.c".format(suffix),
        # Upstream's own template, filled in as `Modules/makesetup` does.
        substitutions = _by_os(modules, lambda names: {
            "/* -- ADDMODULE MARKER 1 -- */": "\n".join([
                "extern PyObject* PyInit_{}(void);".format(name)
                for name in names
            ]),
            "/* -- ADDMODULE MARKER 2 -- */": "\n".join([
                "    {{\"{0}\", PyInit_{0}}},".format(name)
                for name in names
            ]),
        }),
        template = "Modules/config.c.in",
    )

    cc_library(
        name = "inittab" + suffix,
        srcs = [":inittab{}_source".format(suffix)],
        alwayslink = True,
        copts = CPYTHON_COPTS,
        linkstatic = True,
        local_defines = ["Py_BUILD_CORE"],
        visibility = visibility,
        deps = [":headers", ":modules" + suffix],
    )

def cpython_extension_modules(minor_version):
    """Declares `:module_<name>` for every extension module, and three sets of built-in modules.

    `:modules` and `:inittab` hold all of them, `:modules_exec` and `:inittab_exec` those of the
    interpreter that runs the build's tools, `:modules_bootstrap` and `:inittab_bootstrap` those
    that the frozen modules are made with.

    Args:
        minor_version: version of CPython without its last part, e.g. `3.13`.
    """
    modules = MODULES[minor_version]
    for name, module in modules.items():
        _extension_module(name, module)
    for source in {source: None for module in modules.values() for source in module.hacl}:
        _hacl_library(source, minor_version)

    public = ["//visibility:public"]
    private = ["//visibility:private"]
    _builtin_modules("", modules, public)
    _builtin_modules("_exec", {k: m for k, m in modules.items() if m.exec_tool}, private)
    _builtin_modules("_bootstrap", {k: m for k, m in modules.items() if m.bootstrap}, private)
