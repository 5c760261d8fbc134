"""The rule `python_extension`."""

load("//rules/private:python_extension_rule.bzl", _python_extension = "python_extension")
load("//rules/private:unpacked_exec_tools.bzl", "unpacked_exec_tools")

def python_extension(
        name,
        module,
        srcs,
        hdrs = [],
        deps = [],
        imports = [],
        includes = [],
        copts = [],
        defines = [],
        linkopts = [],
        additional_linker_inputs = [],
        limited_api = "",
        cython = None,
        cython_options = [],
        cffi = None,
        cffi_builder = "ffibuilder",
        cffi_language = "c",
        **kwargs):
    """An extension module in C, C++ or Cython, or one that cffi writes.

    Python libraries and executables name it in `deps`. Executables link it in: nothing is loaded at
    run time. For `py_library`, `py_binary` and `py_test` it is a shared module; that file is made
    only where something needs it.

    Either way a module has the C and C++ libraries of its `deps` to itself, as the shared modules of
    an ordinary Python have: two modules can use different versions of a library, and do not share
    variables of one.

    Args:
        name: name of the target.
        module: the module's full name, such as `package._module`. Its last part is what the sources
            define the module by (`PyInit__module`).
        srcs: sources in C, C++, assembly or Cython (`.pyx`), and with `cffi` one build script
            (`.py`).
        hdrs: headers of these sources, Cython's `.pxd` and `.pxi` files, and what a build script
            imports or reads.
        deps: C and C++ libraries (targets with `CcInfo`, such as `cc_library`), linked statically.
            Python's headers are there without being named.
        imports: folders, relative to the package, that the name of the module starts from, as with
            `py_library`. The top folder of the repository always counts.
        includes: folders, relative to the execution root, that headers are looked for in.
        copts: options of the compiler.
        defines: macros, `NAME` or `NAME=VALUE`.
        linkopts: options of the linker.
        additional_linker_inputs: files that `linkopts` name.
        limited_api: `3.11`, for example: restrict the C API to the stable ABI as of that version
            (`Py_LIMITED_API`). The shared module is then one for all later versions (`.abi3.so`).
        cython: label of the Python library that is Cython, such as `@pypi//cython`. Needed for
            `.pyx` sources.
        cython_options: options of Cython, such as `--cplus` for sources that need C++, or
            `--directive=boundscheck=False`.
        cffi: label of the Python library that is cffi, such as `@pypi//cffi`. The build script says
            by `set_source()` and `cdef()` what the module is; it is run in an action. A Python
            library that imports the module needs cffi in its own `deps`, for `_cffi_backend`.
        cffi_builder: what the build script calls its `cffi.FFI`, or a function that returns it.
        cffi_language: `c`, or `c++` for a script with `source_extension=".cpp"`.
        **kwargs: attributes that all rules have, such as `visibility` and `tags`.
    """
    tools = {}
    for tool, library in [("cffi", cffi), ("cython", cython)]:
        if library:
            tools[tool] = "{}_{}".format(name, tool)
            unpacked_exec_tools(
                name = tools[tool],
                library = library,
                tags = ["manual"],
                testonly = kwargs.get("testonly"),
                visibility = ["//visibility:private"],
            )
    _python_extension(
        name = name,
        additional_linker_inputs = additional_linker_inputs,
        cffi = tools.get("cffi"),
        cffi_builder = cffi_builder,
        cffi_language = cffi_language,
        copts = copts,
        cython = tools.get("cython"),
        cython_options = cython_options,
        defines = defines,
        deps = deps,
        hdrs = hdrs,
        imports = imports,
        includes = includes,
        limited_api = limited_api,
        linkopts = linkopts,
        module = module,
        srcs = srcs,
        **kwargs
    )
