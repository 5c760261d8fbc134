"""The rule behind the macro `python_extension`."""

load("@rules_cc//cc:find_cc_toolchain.bzl", "find_cc_toolchain", "use_cc_toolchain")
load("@rules_cc//cc/common:cc_common.bzl", "cc_common")
load("@rules_cc//cc/common:cc_info.bzl", "CcInfo")
load("@rules_python//python:py_info.bzl", "PyInfo")
load("//toolchains/python:exec_tools_info.bzl", "PythonExecToolsInfo")
load("//toolchains/python:run_tool.bzl", "run_tool")
load("//toolchains/python:shown_label.bzl", "shown_label")
load("//toolchains/python:versions.bzl", "version_key")
load(":cffi.bzl", "CFFI_LANGUAGES", "check_build_scripts", "generate_cffi_source", "is_build_script")
load(":cython.bzl", "CYTHON_SUFFIXES", "compile_cython", "is_cython_source")
load(":import_roots.bzl", "own_import_roots")
load(":names.bzl", "is_identifier")
load(":python_extension_info.bzl", "PythonExtensionInfo")
load(":static_files.bzl", "static_files")
load(":toolchain.bzl", "PYTHON_TOOLCHAIN", "PYTHON_TOOLCHAIN_ATTRIBUTES", "TOOLCHAIN_TYPE", "python_toolchain_of")

_SOURCES = [".c", ".cc", ".cpp", ".cxx", ".c++", ".S"]
_HEADERS = [".h", ".hh", ".hpp", ".hxx", ".inc"]

def _hexadecimal_digit(number):
    return "0123456789ABCDEF"[number]

def _limited_api_define(version):
    """The macro that restricts the C API to the stable ABI of a version.

    Args:
        version: string: `3.N`.

    Returns:
        a string.
    """
    minor = int(version.split(".")[1])
    return "Py_LIMITED_API=0x03{}{}0000".format(
        _hexadecimal_digit(minor // 16),
        _hexadecimal_digit(minor % 16),
    )

def _check(ctx, distribution):
    """Fails if attributes are wrong."""
    where = shown_label(ctx.label)
    if not all([is_identifier(part) for part in ctx.attr.module.split(".")]):
        fail("{}: module = \"{}\" has to be a dotted name, such as \"package._module\"".format(
            where,
            ctx.attr.module,
        ))
    version = ctx.attr.limited_api
    if version:
        parts = version.split(".")
        if len(parts) != 2 or parts[0] != "3" or not parts[1].isdigit():
            fail("{}: limited_api = \"{}\" has to be a version such as \"3.11\"".format(
                where,
                version,
            ))
        if version_key(version) > version_key(distribution.python_version):
            fail("{}: limited_api = \"{}\" is newer than Python {}, which it is built for".format(
                where,
                version,
                distribution.python_version,
            ))
    cython_sources = [file for file in ctx.files.srcs if is_cython_source(file)]
    if cython_sources and not ctx.attr.cython:
        fail(("{}: {} is Cython: say which Cython compiles it, such as " +
              "cython = \"@pypi//cython\"").format(where, cython_sources[0].short_path))
    wrong = check_build_scripts(ctx.files.srcs, ctx.attr.cffi != None)
    if wrong:
        fail("{}: {}".format(where, wrong))

def _file_name(ctx, distribution):
    """Where the module lies as a file, relative to its import root.

    Args:
        ctx: the rule's context.
        distribution: PythonDistributionInfo.

    Returns:
        a string.
    """
    suffix = distribution.extension_suffix
    if ctx.attr.limited_api:
        suffix = ".pyd" if suffix.endswith(".pyd") else ".abi3.so"
    return ctx.attr.module.replace(".", "/") + suffix

def _path_in_package(ctx, file_name, import_roots):
    """The path of the module's file, relative to the package of the target.

    Args:
        ctx: the rule's context.
        file_name: string: the path relative to the import root.
        import_roots: list of strings: the import roots.

    Returns:
        a string.
    """
    repository = ctx.label.repo_name or "_main"
    package = "/".join([part for part in [repository, ctx.label.package] if part])
    for root in import_roots or [repository]:
        path = "{}/{}".format(root, file_name)
        if path.startswith(package + "/"):
            return path.removeprefix(package + "/")
    fail(("{}: module = \"{}\" does not lie in the package's folder: name the folder that its " +
          "name starts from, such as imports = [\".\"]").format(
        shown_label(ctx.label),
        ctx.attr.module,
    ))

def _extension_info(ctx, toolchain, cc_toolchain, feature_configuration, outputs, file_name):
    """Declares the static library that executables link in.

    Args:
        ctx: the rule's context.
        toolchain: the ToolchainInfo of `//toolchains/python:toolchain_type`.
        cc_toolchain: CcToolchainInfo.
        feature_configuration: FeatureConfiguration.
        outputs: CcCompilationOutputs of the module itself.
        file_name: string: see `PythonExtensionInfo`.

    Returns:
        PythonExtensionInfo.
    """
    module = ctx.attr.module
    init_function = "PyInit_" + module.split(".")[-1]
    suffix = "." + module
    dependencies = static_files(
        ctx,
        [dep[CcInfo].linking_context for dep in ctx.attr.deps],
    )
    files = (outputs.objects or outputs.pic_objects) + dependencies.files
    library = ctx.actions.declare_file(ctx.label.name + ".linked.a")
    arguments = ctx.actions.args()
    arguments.use_param_file("@%s")
    arguments.set_param_file_format("multiline")
    arguments.add("--output", library)
    arguments.add("--suffix", suffix)
    arguments.add("--require", init_function)
    arguments.add(
        "--require-hint",
        "{}: `module` = \"{}\" has to end in the name that the sources define the module by".format(
            shown_label(ctx.label),
            module,
        ),
    )
    arguments.add_all("--input", files)
    run_tool(
        ctx.actions,
        toolchain.exec_tools,
        module = "tools.isolate",
        arguments = arguments,
        inputs = depset(files),
        outputs = [library],
        mnemonic = "PythonExtension",
        progress_message = "Making extension module %{label}",
        toolchain = TOOLCHAIN_TYPE,
    )
    linker_input = cc_common.create_linker_input(
        owner = ctx.label,
        additional_inputs = depset(ctx.files.additional_linker_inputs + dependencies.inputs),
        libraries = depset([cc_common.create_library_to_link(
            actions = ctx.actions,
            alwayslink = dependencies.alwayslink,
            cc_toolchain = cc_toolchain,
            feature_configuration = feature_configuration,
            # For an executable that is position independent as well.
            pic_static_library = library,
            static_library = library,
        ) if outputs.pic_objects and not outputs.objects else cc_common.create_library_to_link(
            actions = ctx.actions,
            alwayslink = dependencies.alwayslink,
            cc_toolchain = cc_toolchain,
            feature_configuration = feature_configuration,
            static_library = library,
        )]),
        user_link_flags = depset(ctx.attr.linkopts + dependencies.flags),
    )
    return PythonExtensionInfo(
        cc_info = CcInfo(
            linking_context = cc_common.create_linking_context(
                linker_inputs = depset([linker_input]),
            ),
        ),
        extension = struct(
            file_name = file_name,
            init_symbol = init_function + suffix,
            module = module,
        ),
    )

def _interpreter_library(ctx, toolchain):
    """Declares the library by which a module for Windows finds the C API.

    Args:
        ctx: the rule's context.
        toolchain: the ToolchainInfo of `//toolchains/python:toolchain_type`.

    Returns:
        a File: an import library.
    """
    library = ctx.actions.declare_file(ctx.label.name + ".interpreter.lib")
    digits = "".join(toolchain.distribution.python_version.split(".")[:2])
    arguments = ctx.actions.args()
    arguments.add("--image", toolchain.distribution.native_image)
    arguments.add("--library", "python{}.dll".format("3" if ctx.attr.limited_api else digits))
    arguments.add("--output", library)
    run_tool(
        ctx.actions,
        toolchain.exec_tools,
        module = "tools.import_library",
        arguments = arguments,
        inputs = depset([toolchain.distribution.native_image]),
        outputs = [library],
        mnemonic = "PythonImportLibrary",
        progress_message = "Making the import library for %{label}",
        toolchain = TOOLCHAIN_TYPE,
    )
    return library

def _shared_module(ctx, toolchain, cc_toolchain, feature_configuration, outputs, path):
    """Declares the module as a file of its own, which is linked only if somebody needs it.

    Args:
        ctx: the rule's context.
        toolchain: the ToolchainInfo of `//toolchains/python:toolchain_type`.
        cc_toolchain: CcToolchainInfo.
        feature_configuration: FeatureConfiguration.
        outputs: CcCompilationOutputs of the module itself.
        path: string: the file's path relative to the package.

    Returns:
        the File.
    """
    platform = toolchain.distribution.platform
    flags = []
    inputs = []
    if platform.startswith("windows_"):
        inputs = [_interpreter_library(ctx, toolchain)]
        flags = [inputs[0].path, "-Wl,-s"]
    elif platform.startswith("macos_"):
        flags = ["-Wl,-undefined,dynamic_lookup"]
    linked = cc_common.link(
        name = ctx.label.name,
        actions = ctx.actions,
        cc_toolchain = cc_toolchain,
        compilation_outputs = outputs,
        feature_configuration = feature_configuration,
        linking_contexts = [dep[CcInfo].linking_context for dep in ctx.attr.deps],
        output_type = "dynamic_library",
        additional_inputs = inputs,
        # The interpreter that loads it has the C API.
        user_link_flags = ctx.attr.linkopts + flags,
    ).library_to_link
    library = linked.resolved_symlink_dynamic_library or linked.dynamic_library
    module = ctx.actions.declare_file(path)
    ctx.actions.symlink(output = module, target_file = library)
    return module

def _python_extension_impl(ctx):
    toolchain = python_toolchain_of(ctx)
    distribution = toolchain.distribution
    _check(ctx, distribution)
    cc_toolchain = find_cc_toolchain(ctx, mandatory = False)
    if not cc_toolchain:
        fail(("{}: no C toolchain for the target platform: register " +
              "@rules_python_executable//toolchains/cc:all").format(shown_label(ctx.label)))
    feature_configuration = cc_common.configure_features(
        ctx = ctx,
        cc_toolchain = cc_toolchain,
        requested_features = ctx.features,
        unsupported_features = ctx.disabled_features,
    )

    cython_inputs = [
        file
        for file in ctx.files.srcs + ctx.files.hdrs
        if is_cython_source(file)
    ]
    sources = [
        file
        for file in ctx.files.srcs
        if not is_cython_source(file) and not is_build_script(file)
    ]
    if ctx.attr.cython:
        sources += compile_cython(
            ctx,
            exec_tools = ctx.attr.cython[PythonExecToolsInfo],
            inputs = cython_inputs,
            module = ctx.attr.module,
            options = ctx.attr.cython_options,
        )
    if ctx.attr.cffi:
        sources.append(generate_cffi_source(
            ctx,
            exec_tools = ctx.attr.cffi[PythonExecToolsInfo],
            script = [file for file in ctx.files.srcs if is_build_script(file)][0],
            inputs = ctx.files.hdrs,
            module = ctx.attr.module,
            builder = ctx.attr.cffi_builder,
            language = ctx.attr.cffi_language,
        ))
    _, outputs = cc_common.compile(
        name = ctx.label.name,
        actions = ctx.actions,
        cc_toolchain = cc_toolchain,
        compilation_contexts = [distribution.headers.compilation_context] +
                               [dep[CcInfo].compilation_context for dep in ctx.attr.deps],
        defines = ctx.attr.defines,
        feature_configuration = feature_configuration,
        includes = ctx.attr.includes,
        local_defines = [_limited_api_define(ctx.attr.limited_api)] if ctx.attr.limited_api else [],
        private_hdrs = [
            file
            for file in ctx.files.hdrs
            if not is_cython_source(file) and not is_build_script(file)
        ],
        srcs = sources,
        user_compile_flags = ctx.attr.copts,
    )

    file_name = _file_name(ctx, distribution)
    import_roots = own_import_roots(ctx)
    shared = _shared_module(
        ctx,
        toolchain,
        cc_toolchain,
        feature_configuration,
        outputs,
        _path_in_package(ctx, file_name, import_roots),
    )
    return [
        DefaultInfo(files = depset([shared]), runfiles = ctx.runfiles([shared])),
        PyInfo(
            imports = depset(import_roots),
            transitive_sources = depset(),
            uses_shared_libraries = True,
        ),
        _extension_info(
            ctx,
            toolchain,
            cc_toolchain,
            feature_configuration,
            outputs,
            file_name,
        ),
    ]

python_extension = rule(
    implementation = _python_extension_impl,
    doc = """An extension module.

Made by the macro of the same name, which describes the attributes at length.
""",
    attrs = PYTHON_TOOLCHAIN_ATTRIBUTES | {
        "additional_linker_inputs": attr.label_list(
            doc = "Files that `linkopts` name.",
            allow_files = True,
        ),
        "cffi": attr.label(
            doc = "What runs a cffi build script.",
            cfg = "exec",
            providers = [PythonExecToolsInfo],
        ),
        "cffi_builder": attr.string(
            doc = "What the build script calls its `cffi.FFI`, or a function that returns it.",
            default = "ffibuilder",
        ),
        "cffi_language": attr.string(
            doc = "What cffi writes.",
            default = "c",
            values = CFFI_LANGUAGES,
        ),
        "copts": attr.string_list(
            doc = "Options of the compiler.",
        ),
        "cython": attr.label(
            doc = "What compiles Cython sources.",
            cfg = "exec",
            providers = [PythonExecToolsInfo],
        ),
        "cython_options": attr.string_list(
            doc = "Options of Cython.",
        ),
        "defines": attr.string_list(
            doc = "Macros.",
        ),
        "deps": attr.label_list(
            doc = "C and C++ libraries.",
            providers = [CcInfo],
        ),
        "hdrs": attr.label_list(
            doc = "Headers, Cython's `.pxd` and `.pxi` files, and what a build script imports.",
            allow_files = _HEADERS + CYTHON_SUFFIXES + [".py"],
        ),
        "imports": attr.string_list(
            doc = "Folders, relative to the package, that the name of the module starts from.",
        ),
        "includes": attr.string_list(
            doc = "Folders that headers are looked for in.",
        ),
        "limited_api": attr.string(
            doc = "The version whose stable ABI is enough.",
        ),
        "linkopts": attr.string_list(
            doc = "Options of the linker.",
        ),
        "module": attr.string(
            doc = "Its dotted name.",
            mandatory = True,
        ),
        "srcs": attr.label_list(
            doc = "Sources in C, C++, assembly or Cython, or a cffi build script.",
            allow_files = _SOURCES + CYTHON_SUFFIXES + [".py"],
            mandatory = True,
        ),
    },
    fragments = ["cpp"],
    provides = [PyInfo, PythonExtensionInfo],
    toolchains = [PYTHON_TOOLCHAIN] + use_cc_toolchain(),
)
