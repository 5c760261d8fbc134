"""What rules of packed applications share: attributes, and the actions that compile and pack."""

load("@rules_cc//cc/common:cc_common.bzl", "cc_common")
load("//toolchains/python:bytecode.bzl", "compile_bytecode")
load("//toolchains/python:run_tool.bzl", "run_tool")
load("//toolchains/python:runfiles_path.bzl", "runfiles_path")
load("//toolchains/python:shown_label.bzl", "shown_label")
load(":import_roots.bzl", "own_import_roots")
load(":include_source.bzl", "INCLUDE_SOURCE_DOC", "INCLUDE_SOURCE_VALUES", "includes_source")
load(":interpreter_config_attributes.bzl", "check_interpreter_config_use")
load(":names.bzl", "is_entry_point", "is_importable")
load(":packed_library_aspect.bzl", "data_files", "packed_library_aspect")
load(":packed_library_info.bzl", "PackedLibraryInfo")
load(":py_info.bzl", "PY_INFO_PROVIDERS", "py_info_of")
load(":python_interpreter_config_info.bzl", "PythonInterpreterConfigInfo")
load(":toolchain.bzl", "PYTHON_TOOLCHAIN_ATTRIBUTES", "TOOLCHAIN_TYPE")

# Runfiles path under which a main script is compiled that no import statement can name.
_NAMELESS_MAIN = "{}/__main__.py"

def check_entry_point(ctx):
    """Fails if `entry_point` cannot be one.

    Args:
        ctx: the context of a rule with `APPLICATION_ATTRIBUTES`.
    """
    if ctx.attr.entry_point and not is_entry_point(ctx.attr.entry_point):
        fail("{}: entry_point = \"{}\" has to be of the form \"package.module:function\"".format(
            shown_label(ctx.label),
            ctx.attr.entry_point,
        ))

def _interpreter_config(ctx, distribution):
    """What `interpreter_config` says, as `KEY=VALUE` strings for the packed configuration.

    Args:
        ctx: the rule's context.
        distribution: PythonDistributionInfo.

    Returns:
        a list of strings.
    """
    if not ctx.attr.interpreter_config:
        return []
    info = ctx.attr.interpreter_config[PythonInterpreterConfigInfo]
    wrong = check_interpreter_config_use(
        info.fields,
        is_interpreter = ctx.attr.interpreter_mode == "always",
        python_version = distribution.python_version,
    )
    if wrong:
        fail("{}: `interpreter_config`, {}: {}".format(
            shown_label(ctx.label),
            shown_label(ctx.attr.interpreter_config.label),
            wrong,
        ))
    config = ["interpreter_config=" + field for field in info.fields]
    if info.certificates != "system":
        config.append("certificates=" + info.certificates)
    return config

def _compile_own_sources(ctx, exec_tools, own_roots, import_roots):
    """Declares the action that compiles `main` and `srcs`.

    Args:
        ctx: the rule's context.
        exec_tools: PythonExecToolsInfo.
        own_roots: list of strings: import roots by the executable's own `imports`.
        import_roots: depset of strings: those and the import roots of all dependencies.

    Returns:
        a list of the zip, or of nothing where there are no own sources.
    """
    main = ctx.file.main
    sources = [file for file in ctx.files.srcs if file != main]
    extra_sources = {}
    if main and is_importable(runfiles_path(main), own_roots):
        sources.append(main)
    elif main:
        # Such as `my-app.py`: no module of its own, only the main script.
        extra_sources[_NAMELESS_MAIN.format(ctx.label.repo_name or "_main")] = main
    if not sources and not extra_sources:
        return []
    output = ctx.actions.declare_file(ctx.label.name + ".bytecode.zip")
    compile_bytecode(
        ctx.actions,
        exec_tools,
        output = output,
        sources = depset(sources),
        optimize = ctx.attr.optimize,
        extra_sources = extra_sources,
        import_roots = import_roots,
        include_source = includes_source(ctx.attr.include_source, ctx.label),
        subject = ctx.label,
        toolchain = TOOLCHAIN_TYPE,
    )
    return [output]

def _config(ctx, distribution, surroundings):
    """What the application does when it is started, as `KEY=VALUE` strings.

    The keys are described in docs/packed_resources.md.

    Args:
        ctx: the rule's context.
        distribution: PythonDistributionInfo.
        surroundings: list of such strings: what only one of the rules says.

    Returns:
        a list of strings.
    """
    if ctx.attr.interpreter_mode == "always":
        start = ["interpreter=1"]
    elif ctx.attr.entry_point:
        start = ["entry_point=" + ctx.attr.entry_point]
    else:
        start = ["run_module=__main__"] if ctx.attr.main else []
    children = ["interpreter=children"] if ctx.attr.interpreter_mode == "children" else []
    return start + children + [
        "optimize={}".format(ctx.attr.optimize),
        "packed_files=" + ctx.attr.packed_files,
        "python_version=" + distribution.python_version,
    ] + surroundings + _interpreter_config(ctx, distribution)

def _distribution_bytecode(ctx, distribution):
    """The zips of the loader's Python half and of the standard library.

    Args:
        ctx: the rule's context.
        distribution: PythonDistributionInfo.

    Returns:
        a list of Files.
    """
    optimize = ctx.attr.optimize
    if ctx.attr.include_source == "all":
        return list(distribution.bytecode_with_source[optimize])
    return [distribution.loader_bytecode[optimize]] + list(distribution.standard_library[optimize])

def _resource_argument(file):
    """A value of `--resource`."""
    return "{}={}".format(runfiles_path(file), file.path)

def _extension_argument(extension):
    """A value of `--linked-extension`."""
    return "{}={}".format(extension.module, extension.file_name)

def _extension_suffixes(distribution):
    """What names of extension modules' files end in, the longest first.

    Args:
        distribution: PythonDistributionInfo.

    Returns:
        a list of strings: `importlib.machinery.EXTENSION_SUFFIXES`.
    """
    if distribution.extension_suffix.endswith(".pyd"):
        return [distribution.extension_suffix, ".pyd"]
    return [distribution.extension_suffix, ".abi3.so", ".so"]

def _why_no_shared_libraries(distribution):
    """Why executables cannot load shared libraries.

    Args:
        distribution: PythonDistributionInfo.

    Returns:
        a string, empty if they can.
    """
    platform = distribution.platform
    if platform.endswith("_musl"):
        return ("executables for {} are static and cannot load shared libraries; those for {} can; " +
                "or drop them (pypi.package(..., without_native_modules = True))").format(
            platform,
            platform.replace("_musl", "_gnu"),
        )
    return ""

def _pack(
        ctx,
        toolchain,
        surroundings,
        own_bytecode,
        library_bytecode,
        own_roots,
        import_roots,
        extensions,
        resources,
        libraries_beside):
    """Declares the action that packs everything the executable consists of but native code.

    Args:
        ctx: the rule's context.
        toolchain: the ToolchainInfo of `//toolchains/python:toolchain_type`.
        surroundings: see `_config`.
        own_bytecode: list of Files: the zip of `main` and `srcs`.
        library_bytecode: depset of Files: the zips of dependencies.
        own_roots: list of strings: import roots by the executable's own `imports`.
        import_roots: depset of strings: folders relative to the runfiles root.
        extensions: depset of structs, see `PackedLibraryInfo`: what is linked in.
        resources: depset of Files: what the program reads.
        libraries_beside: bool: whether shared libraries lie beside the executable.

    Returns:
        the packed file, and the list of shared libraries, None if they are packed.
    """
    packed = ctx.actions.declare_file(ctx.label.name + ".packed")

    # The first module of a name is taken: as with an installed application, the script's own come
    # before the standard library, and other packages after it.
    before_libraries = own_bytecode + _distribution_bytecode(ctx, toolchain.distribution)
    arguments = ctx.actions.args()
    arguments.use_param_file("@%s", use_always = True)
    arguments.set_param_file_format("multiline")
    arguments.add("--output", packed)
    main = ctx.file.main
    if main and is_importable(runfiles_path(main), own_roots):
        arguments.add("--main", runfiles_path(main))
    arguments.add_all("--config", _config(ctx, toolchain.distribution, surroundings))
    arguments.add_all("--import-root", import_roots, uniquify = True)
    arguments.add_all("--bytecode", before_libraries)
    arguments.add_all("--bytecode", library_bytecode)
    arguments.add_all("--resource", resources, map_each = _resource_argument)
    arguments.add_all("--linked-extension", extensions, map_each = _extension_argument)
    arguments.add_all("--extension-suffix", _extension_suffixes(toolchain.distribution))
    library_list = None
    if libraries_beside:
        library_list = ctx.actions.declare_file(ctx.label.name + ".libraries.txt")
        arguments.add("--shared-libraries-beside", library_list)
    refusal = _why_no_shared_libraries(toolchain.distribution)
    if refusal:
        arguments.add("--refuse-shared-libraries", refusal)
    run_tool(
        ctx.actions,
        toolchain.exec_tools,
        module = "tools.pack",
        arguments = arguments,
        inputs = depset(before_libraries, transitive = [library_bytecode, resources]),
        outputs = [packed] + ([library_list] if library_list else []),
        mnemonic = "PythonPack",
        progress_message = "Packing Python resources of %{label}",
        toolchain = TOOLCHAIN_TYPE,
    )
    return packed, library_list

def pack_application(ctx, toolchain, surroundings, libraries_beside = False):
    """Declares the actions that compile and pack an application.

    Args:
        ctx: the context of a rule with `APPLICATION_ATTRIBUTES`.
        toolchain: the ToolchainInfo of `//toolchains/python:toolchain_type`.
        surroundings: list of `KEY=VALUE` strings: what the packed configuration says that is no
            attribute of all rules.
        libraries_beside: bool: whether shared libraries lie beside the executable, instead of being
            packed.

    Returns:
        a struct with the fields `packed`, a File; `bytecode`, a depset of the zips of bytecode of
        the application and the libraries it depends on; `extensions`, a depset of structs, see
        `PackedLibraryInfo`: what has to be linked in; `extension_libraries`, a CcInfo: what that is
        linked from; `library_list`, a File, None without `libraries_beside`; and `resources`, a
        depset of Files: what the program reads, and shared libraries.
    """
    own_roots = own_import_roots(ctx)
    import_roots = depset(
        own_roots,
        transitive = [py_info_of(dep).imports for dep in ctx.attr.deps],
    )
    own_bytecode = _compile_own_sources(ctx, toolchain.exec_tools, own_roots, import_roots)
    libraries = [dep[PackedLibraryInfo] for dep in ctx.attr.deps if PackedLibraryInfo in dep]
    library_bytecode = depset(
        order = "preorder",
        transitive = [library.bytecode for library in libraries],
    )
    extensions = depset(transitive = [library.extensions for library in libraries])
    resources = depset(
        transitive = [library.resources for library in libraries] + data_files(ctx.attr.data),
    )
    packed, library_list = _pack(
        ctx,
        toolchain,
        surroundings,
        own_bytecode,
        library_bytecode,
        own_roots,
        import_roots,
        extensions,
        resources,
        libraries_beside,
    )
    return struct(
        bytecode = depset(own_bytecode, transitive = [library_bytecode], order = "preorder"),
        extension_libraries = cc_common.merge_cc_infos(
            cc_infos = [library.extension_libraries for library in libraries],
        ),
        extensions = extensions,
        library_list = library_list,
        packed = packed,
        resources = resources,
    )

# Of rules that call `pack_application`, which also have `interpreter_mode`.
APPLICATION_ATTRIBUTES = PYTHON_TOOLCHAIN_ATTRIBUTES | {
    "data": attr.label_list(
        doc = "Files to pack for the program to read.",
        allow_files = True,
    ),
    "deps": attr.label_list(
        doc = "Python libraries.",
        aspects = [packed_library_aspect],
        providers = PY_INFO_PROVIDERS,
    ),
    "entry_point": attr.string(
        doc = "The function to call: `package.module:function`.",
    ),
    "imports": attr.string_list(
        doc = "Folders, relative to the package, that names of modules in `srcs` start from.",
    ),
    "include_source": attr.string(
        doc = INCLUDE_SOURCE_DOC,
        default = "none",
        values = INCLUDE_SOURCE_VALUES,
    ),
    "interpreter_config": attr.label(
        doc = "How the interpreter is configured.",
        providers = [PythonInterpreterConfigInfo],
    ),
    "main": attr.label(
        doc = "The script to run.",
        allow_single_file = [".py"],
    ),
    "optimize": attr.int(
        doc = "0, 1 (no asserts) or 2 (no asserts, no docstrings).",
        values = [0, 1, 2],
    ),
    "packed_files": attr.string(
        doc = "`visible`: `os` and `open` know packed files by their paths; or `hidden`.",
        default = "visible",
        values = ["hidden", "visible"],
    ),
    "python_version": attr.string(
        doc = "The Python version; empty for the one that the build setting says.",
    ),
    "srcs": attr.label_list(
        doc = "Further Python sources.",
        allow_files = [".py"],
    ),
}
