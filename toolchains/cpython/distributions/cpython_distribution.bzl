"""From a compiled CPython to a toolchain of the rules."""

load("//platforms:platforms.bzl", "PLATFORMS")
load("//toolchains/cpython/cpython:compressed_modules.bzl", "COMPRESSED_MODULES")
load("//toolchains/python:bytecode.bzl", "python_bytecode")
load("//toolchains/python:canonical_configuration.bzl", "canonical_target")
load("//toolchains/python:python_distribution.bzl", "python_distribution")
load("//toolchains/python:python_exec_tools.bzl", "python_exec_tools")
load("//toolchains/python:python_toolchain.bzl", "python_toolchain")
load("//toolchains/python:versions.bzl", "minor_version")

_OPTIMIZATION_LEVELS = [0, 1, 2]

# Each with its sources and without. Those with sources are built for executables that pack these.
_BYTECODES = [
    (optimize, include_source)
    for optimize in _OPTIMIZATION_LEVELS
    for include_source in [False, True]
]

# For targets that everybody depends on through a `canonical_target`: a pattern such as `//...` would
# compile everything once more in the configuration of the command line.
_NOT_BY_PATTERN = ["manual"]

# What the names of the loader's bytecode begin with -> its sources.
_LOADERS = {
    "loader_": Label("//loader:python_sources"),
    "windows_loader_": Label("//loader:windows_python_sources"),
}

# What CPython's `configure` calls the platforms in names of extension modules (`SOABI`).
_SOABI_PLATFORMS = {
    "linux_aarch64_gnu": "aarch64-linux-gnu",
    "linux_aarch64_musl": "aarch64-linux-musl",
    "linux_x86_64_gnu": "x86_64-linux-gnu",
    "linux_x86_64_musl": "x86_64-linux-musl",
    "macos_arm64": "darwin",
    "macos_x86_64": "darwin",
    "windows_x86_64": "win_amd64",
}

def _by_platform(value_of):
    """Chooses an attribute's value by the platform.

    Args:
        value_of: function from the name of a platform to the value.

    Returns:
        a `select()`.
    """
    return select({
        Label("//platforms:is_" + platform): value_of(platform)
        for platform in PLATFORMS
    })

def _extension_suffix(version_digits, platform):
    """What names of extension modules' files end in (`importlib.machinery.EXTENSION_SUFFIXES[0]`).

    Args:
        version_digits: string: `313`.
        platform: name of a platform.

    Returns:
        a string.
    """
    if platform.startswith("windows_"):
        return ".cp{}-{}.pyd".format(version_digits, _SOABI_PLATFORMS[platform])
    return ".cpython-{}-{}.so".format(version_digits, _SOABI_PLATFORMS[platform])

def _zips(name, suffix = ""):
    """Labels of the bytecode called `name`, for all optimisation levels."""
    return [":{}_{}{}".format(name, optimize, suffix) for optimize in _OPTIMIZATION_LEVELS]

def _exec_tools(name, interpreter, tags, **kwargs):
    """Declares `<name>`, the tools in the canonical configuration of the execution platform."""
    python_exec_tools(
        name = name + "_of_this_configuration",
        interpreter = interpreter,
        tags = _NOT_BY_PATTERN,
        **kwargs
    )
    canonical_target(
        name = name,
        actual = ":" + name + "_of_this_configuration",
        tags = tags,
        visibility = ["//visibility:public"],
    )

def cpython_distribution(name, platforms, repository, tags = []):
    """Declares `:toolchain_<name>`, a `python_toolchain` of a CPython compiled from source.

    Args:
        name: string: full version, e.g. `3.13.5`.
        platforms: list of strings: names of the target platforms.
        repository: string: apparent name of the repository with the overlay `cpython_overlay`.
        tags: list of strings: tags of all targets.
    """
    version = name

    # The bytecode of the standard library and the tools is made by the same tools, run from source.
    bootstrap_exec_tools = "bootstrap_exec_tools_" + version
    _exec_tools(
        name = bootstrap_exec_tools,
        action_tools = Label("//tools:action_tools_sources"),
        action_tools_landmark = Label("//tools:__init__.py"),
        interpreter = repository + "//:interpreter",
        standard_library = repository + "//:stdlib_sources",
        standard_library_landmark = repository + "//:Lib/os.py",
        tags = tags,
    )
    for optimize, include_source in _BYTECODES:
        suffix = "{}_{}{}".format(version, optimize, "_source" if include_source else "")
        bytecode_tags = _NOT_BY_PATTERN if include_source else tags
        python_bytecode(
            name = "standard_library_" + suffix,
            srcs = [repository + "//:stdlib_common_sources"],
            compress = COMPRESSED_MODULES,
            exec_tools = ":" + bootstrap_exec_tools,
            include_source = include_source,
            optimize = optimize,
            strip_prefix = "Lib",
            tags = bytecode_tags,
            third_party = True,
        )
        python_bytecode(
            name = "platform_library_" + suffix,
            srcs = [repository + "//:stdlib_platform_sources"],
            exec_tools = ":" + bootstrap_exec_tools,
            include_source = include_source,
            optimize = optimize,
            strip_prefix = "Lib",
            tags = _NOT_BY_PATTERN,
            third_party = True,
        )
        for loader, sources in _LOADERS.items():
            python_bytecode(
                name = loader + suffix,
                srcs = [sources],
                exec_tools = ":" + bootstrap_exec_tools,
                include_source = include_source,
                optimize = optimize,
                strip_prefix = "loader/python",
                tags = bytecode_tags,
            )
    python_bytecode(
        name = "exec_standard_library_" + version,
        srcs = [repository + "//:stdlib_sources"],
        exec_tools = ":" + bootstrap_exec_tools,
        strip_prefix = "Lib",
        tags = tags,
        third_party = True,
    )
    python_bytecode(
        name = "action_tools_" + version,
        srcs = [Label("//tools:action_tools_sources")],
        exec_tools = ":" + bootstrap_exec_tools,
        tags = tags,
    )

    exec_tools = "exec_tools_" + version
    _exec_tools(
        name = exec_tools,
        action_tools = ":action_tools_" + version,
        interpreter = repository + "//:interpreter",
        standard_library = ":exec_standard_library_" + version,
        tags = tags,
    )

    digits = minor_version(version).replace(".", "")
    python_distribution(
        name = "distribution_" + version,
        tags = _NOT_BY_PATTERN,
        abi_tag = "cp" + digits,
        embeddable = repository + "//:embeddable",
        executable_suffix = select({
            Label("@platforms//os:windows"): ".exe",
            "//conditions:default": "",
        }),
        extension_suffix = _by_platform(lambda platform: _extension_suffix(digits, platform)),
        headers = repository + "//:installed_headers",
        libpython = repository + "//:libpython",
        loader_bytecode = select({
            Label("@platforms//os:windows"): _zips("windows_loader_" + version),
            "//conditions:default": _zips("loader_" + version),
        }),
        loader_bytecode_with_source = select({
            Label("@platforms//os:windows"): _zips("windows_loader_" + version, "_source"),
            "//conditions:default": _zips("loader_" + version, "_source"),
        }),
        native_image = repository + "//:native_image",
        platform = _by_platform(lambda platform: platform),
        # Windows has no such modules.
        platform_library = select({
            Label("@platforms//os:windows"): [],
            "//conditions:default": _zips("platform_library_" + version),
        }),
        platform_library_with_source = select({
            Label("@platforms//os:windows"): [],
            "//conditions:default": _zips("platform_library_" + version, "_source"),
        }),
        python_version = version,
        stable_abi = repository + "//:Misc/stable_abi.toml",
        standard_library = _zips("standard_library_" + version),
        standard_library_with_source = _zips("standard_library_" + version, "_source"),
    )
    canonical_target(
        name = "canonical_distribution_" + version,
        actual = ":distribution_" + version,
        platforms = platforms,
        tags = tags,
    )
    python_toolchain(
        name = "toolchain_" + version,
        distribution = ":canonical_distribution_" + version,
        exec_tools = ":" + exec_tools,
        tags = tags,
        visibility = ["//visibility:public"],
    )
