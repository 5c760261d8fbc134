"""The rule that builds a source distribution for the target platform."""

load("@rules_cc//cc:action_names.bzl", "ACTION_NAMES")
load("@rules_cc//cc:find_cc_toolchain.bzl", "find_cc_toolchain", "use_cc_toolchain")
load("@rules_cc//cc/common:cc_common.bzl", "cc_common")
load("@rules_cc//cc/common:cc_info.bzl", "CcInfo")
load("@rules_python//python:py_info.bzl", "PyInfo")
load("//rules/private/pypi:environments.bzl", "marker_environments", "wheel_targets")
load("//toolchains/python:runfiles_path.bzl", "runfiles_path")
load("//toolchains/python:shown_label.bzl", "shown_label")
load(":py_info.bzl", "PY_INFO_PROVIDERS")
load(":source_distribution_info.bzl", "SourceDistributionInfo")
load(":static_files.bzl", "static_files")
load(":toolchain.bzl", "PYTHON_TOOLCHAIN", "PYTHON_TOOLCHAIN_ATTRIBUTES", "TOOLCHAIN_TYPE", "python_toolchain_of")
load(":unpacked_exec_tools.bzl", "WITHOUT_NATIVE_MODULES", "unpacked_library")

# What upstream's CPython compiles extension modules with by default (sysconfig's CFLAGS); and the
# warnings in other people's code are theirs.
_COPTS = ["-O3", "-DNDEBUG", "-fwrapv", "-w"]

# The libraries that are musl, in the toolchain for static programs.
_STATIC_MUSL = ["libc.a", "libzigc.a", "libcompiler_rt.a"]

# Backend -> the systems that it builds for, as names of platforms begin; in the order of the table in
# docs/native_code.md. setuptools builds for all.
_SYSTEMS = {
    "meson-python": ["linux", "macos"],
    "scikit-build-core": ["linux", "macos"],
}

# How messages call systems.
_SYSTEM_NAMES = {"linux": "Linux", "macos": "macOS", "windows": "Windows"}

def _command(action_name, feature_configuration, variables):
    """The beginning of a command line, for JSON: see `Command` in `tools/sdist/toolchain.py`."""
    return {
        "environment": cc_common.get_environment_variables(
            action_name = action_name,
            feature_configuration = feature_configuration,
            variables = variables,
        ),
        "words": [cc_common.get_tool_for_action(
            action_name = action_name,
            feature_configuration = feature_configuration,
        )] + cc_common.get_memory_inefficient_command_line(
            action_name = action_name,
            feature_configuration = feature_configuration,
            variables = variables,
        ),
    }

def _toolchain_facts(ctx, cc_toolchain, headers, platform):
    """What compiles and links, for JSON: see `read_toolchain` in `tools/sdist/toolchain.py`.

    Args:
        ctx: the rule's context.
        cc_toolchain: CcToolchainInfo.
        headers: CompilationContext: the headers of Python and of C libraries.
        platform: string: name of the target platform.

    Returns:
        a dict.
    """
    feature_configuration = cc_common.configure_features(
        ctx = ctx,
        cc_toolchain = cc_toolchain,
        requested_features = ctx.features,
        unsupported_features = ctx.disabled_features,
    )

    def compile(action_name):
        return _command(
            action_name,
            feature_configuration,
            cc_common.create_compile_variables(
                cc_toolchain = cc_toolchain,
                feature_configuration = feature_configuration,
                include_directories = headers.includes,
                framework_include_directories = headers.framework_includes,
                preprocessor_defines = headers.defines,
                quote_include_directories = headers.quote_includes,
                system_include_directories = depset(
                    transitive = [headers.system_includes, headers.external_includes],
                ),
                # For both kinds of output: shared modules, and executables.
                use_pic = True,
                user_compile_flags = _COPTS,
            ),
        )

    link = _command(
        ACTION_NAMES.cpp_link_dynamic_library,
        feature_configuration,
        cc_common.create_link_variables(
            cc_toolchain = cc_toolchain,
            feature_configuration = feature_configuration,
            is_linking_dynamic_library = True,
            # The interpreter that loads it has the C API. For Windows, `//tools/sdist` makes an
            # import library.
            user_link_flags = (
                ["-Wl,-undefined,dynamic_lookup"] if platform.startswith("macos_") else []
            ),
        ),
    )
    if platform.endswith("_musl"):
        # The toolchain's musl is static; the interpreter that loads the module has one already.
        link["words"] = [
            word
            for word in link["words"]
            if word.rpartition("/")[2] not in _STATIC_MUSL
        ]
    return {
        "c": compile(ACTION_NAMES.c_compile),
        "cxx": compile(ACTION_NAMES.cpp_compile),
        "link": link,
        "program": _command(
            ACTION_NAMES.cpp_link_executable,
            feature_configuration,
            cc_common.create_link_variables(
                cc_toolchain = cc_toolchain,
                feature_configuration = feature_configuration,
            ),
        ),
    }

def _libraries(ctx):
    """The C libraries that the package is given.

    Args:
        ctx: the rule's context.

    Returns:
        a dict from the name that `-l` has to what `static_files` returns.
    """
    libraries = {}
    for dep in ctx.attr.cc_deps:
        name = dep.label.name.rpartition("/")[2].removeprefix("lib")
        if name in libraries:
            fail("{}: two of the cc_deps of {} are called {}".format(
                shown_label(ctx.label),
                ctx.attr.package,
                name,
            ))
        libraries[name] = static_files(ctx, [dep[CcInfo].linking_context], pic = True)
    return libraries

def _source_distribution_impl(ctx):
    toolchain = python_toolchain_of(ctx)
    distribution = toolchain.distribution
    cc_toolchain = find_cc_toolchain(ctx, mandatory = False)
    if not cc_toolchain:
        fail(("{}: no C toolchain for the target platform: register " +
              "@rules_python_executable//toolchains/cc:all").format(shown_label(ctx.label)))
    systems = _SYSTEMS.get(ctx.attr.backend, _SYSTEM_NAMES.keys())
    if distribution.platform.partition("_")[0] not in systems:
        fail(("{}: {} is built by {}, which is supported for {} only, and not for {}: take a " +
              "wheel, without build_from_source").format(
            shown_label(ctx.label),
            ctx.attr.package,
            ctx.attr.backend,
            " and ".join([_SYSTEM_NAMES[system] for system in systems]),
            distribution.platform,
        ))
    headers = distribution.headers.compilation_context
    libraries = _libraries(ctx)
    all_headers = cc_common.merge_compilation_contexts(
        compilation_contexts = [headers] + [
            dep[CcInfo].compilation_context
            for dep in ctx.attr.cc_deps
        ],
    )
    linked = static_files(ctx, [dep[CcInfo].linking_context for dep in ctx.attr.cc_deps], pic = True)
    environment = marker_environments(distribution.python_version)[distribution.platform]
    facts = _toolchain_facts(ctx, cc_toolchain, all_headers, distribution.platform) | {
        "libraries": {
            name: {
                "files": [file.path for file in library.files],
                "options": library.flags,
            }
            for name, library in libraries.items()
        },
        "target": {
            "extension_suffix": distribution.extension_suffix,
            "headers": depset(transitive = [
                headers.includes,
                headers.system_includes,
                headers.external_includes,
            ]).to_list(),
            "machine": environment["platform_machine"],
            "python_version": distribution.python_version,
            "standard_library": [file.path for file in distribution.standard_library[0]],
            "sys_platform": environment["sys_platform"],
            "system": environment["platform_system"],
            "wheel_platform": wheel_targets(
                distribution.python_version,
            )[distribution.platform]["platforms"][0],
        },
    }
    target = ctx.actions.declare_file(ctx.label.name + ".target.json")
    ctx.actions.write(target, json.encode_indent(facts))

    wheels = ctx.actions.declare_directory(ctx.label.name + ".wheels")
    site_packages = ctx.actions.declare_directory(ctx.label.name + "/site-packages")
    archives = {
        module: ctx.actions.declare_file("{}.{}.a".format(ctx.label.name, module))
        for module in ctx.attr.extension_modules
    }
    arguments = ctx.actions.args()
    arguments.add("--package", ctx.attr.package)
    arguments.add("--sdist", ctx.file.sdist)
    arguments.add("--target", target)
    arguments.add_all("--wheels", [wheels], expand_directories = False)
    arguments.add_all("--site-packages", [site_packages], expand_directories = False)
    arguments.add("--backend", ctx.attr.backend)
    arguments.add_all("--program", ctx.files.programs)
    arguments.add_all("--module", [
        "{}={}".format(module, archive.path)
        for module, archive in archives.items()
    ])
    if ctx.attr.without_native_modules:
        arguments.add("--without-native-modules")
    exec_tools = unpacked_library(toolchain.exec_tools, ctx.attr.builder)

    # Not by `run_tool`: paths of outputs are in a file, and so cannot be mapped.
    start = ctx.actions.args()
    start.add_all(exec_tools.search_path, before_each = "--path")
    start.add("-m", WITHOUT_NATIVE_MODULES)
    start.add("tools.sdist")
    ctx.actions.run(
        executable = exec_tools.interpreter,
        arguments = [start, arguments],
        inputs = depset(
            [ctx.file.sdist, target] + ctx.files.programs +
            list(distribution.standard_library[0]) + linked.files + linked.inputs,
            transitive = [cc_toolchain.all_files, exec_tools.inputs, all_headers.headers],
        ),
        outputs = [wheels, site_packages] + archives.values(),
        mnemonic = "SourceDistribution",
        progress_message = "Building {} from source".format(ctx.attr.package),
        toolchain = TOOLCHAIN_TYPE,
    )
    return [
        DefaultInfo(
            files = depset([site_packages]),
            runfiles = ctx.runfiles([site_packages]),
        ),
        OutputGroupInfo(wheel = depset([wheels])),
        PyInfo(
            imports = depset([runfiles_path(site_packages)]),
            transitive_sources = depset([site_packages]),
            uses_shared_libraries = bool(archives),
        ),
        SourceDistributionInfo(
            alwayslink = linked.alwayslink,
            archives = archives,
            linker_flags = linked.flags,
            linker_inputs = linked.inputs,
        ),
    ]

source_distribution = rule(
    implementation = _source_distribution_impl,
    doc = """Builds a source distribution for the target platform with its own backend.

The output is the unpacked wheel, a folder with modules, metadata and shared modules; the output group
`wheel` is the wheel itself. Executables link its extension modules in (`source_extension`), and pack
the other files.
""",
    attrs = PYTHON_TOOLCHAIN_ATTRIBUTES | {
        "backend": attr.string(
            doc = "What builds it; see `BACKENDS` in `tools/wheel/backends.py`.",
            default = "setuptools",
        ),
        "builder": attr.label(
            doc = "The Python library with `//tools/sdist` and everything the build requires.",
            cfg = "exec",
            mandatory = True,
            providers = PY_INFO_PROVIDERS,
        ),
        "cc_deps": attr.label_list(
            doc = "C and C++ libraries that it needs and does not bring along.",
            providers = [CcInfo],
        ),
        "extension_modules": attr.string_list(
            doc = "Dotted names of the extension modules that are built.",
        ),
        "package": attr.string(
            doc = "Name and version, for messages.",
            mandatory = True,
        ),
        "programs": attr.label_list(
            doc = "Programs that the build starts.",
            allow_files = True,
            cfg = "exec",
        ),
        "sdist": attr.label(
            doc = "The source distribution.",
            allow_single_file = True,
            mandatory = True,
        ),
        "without_native_modules": attr.bool(
            doc = "Leave shared modules, and other shared libraries, out of the folder.",
        ),
    },
    fragments = ["cpp"],
    provides = [PyInfo, SourceDistributionInfo],
    toolchains = [PYTHON_TOOLCHAIN] + use_cc_toolchain(mandatory = False),
)
