"""Tests that the distributions of all platforms share what does not depend on the platform."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("//toolchains/python:versions.bzl", "DEFAULT_VERSION", "VERSIONS")

_TOOLCHAIN_TYPE = str(Label("//toolchains/python:toolchain_type"))
_PLATFORMS = "//command_line_option:platforms"

_ResolvedPythonInfo = provider(
    doc = "What toolchain resolution finds.",
    fields = {"toolchain": "the `ToolchainInfo` of the Python toolchain type."},
)

def _resolved_python_impl(ctx):
    return _ResolvedPythonInfo(toolchain = ctx.toolchains[_TOOLCHAIN_TYPE])

_resolved_python = rule(
    implementation = _resolved_python_impl,
    toolchains = [_TOOLCHAIN_TYPE],
)

def _each_platform_impl(_settings, _attr):
    return {
        name: {_PLATFORMS: [str(Label("//platforms:" + name))]}
        for name in VERSIONS[DEFAULT_VERSION].platforms
    }

_each_platform = transition(
    implementation = _each_platform_impl,
    inputs = [],
    outputs = [_PLATFORMS],
)

def _shared_by_platforms_test_impl(ctx):
    env = unittest.begin(ctx)
    toolchains = {
        name: target[_ResolvedPythonInfo].toolchain
        for name, target in ctx.split_attr.python.items()
    }
    asserts.equals(env, sorted(VERSIONS[DEFAULT_VERSION].platforms), sorted(toolchains))
    first = toolchains.values()[0]
    native_images = {}
    loaders = {}
    for name, toolchain in toolchains.items():
        # Files are equal if they are made by the same action.
        asserts.equals(env, first.exec_tools.interpreter, toolchain.exec_tools.interpreter, name)
        asserts.equals(env, first.exec_tools.search_path, toolchain.exec_tools.search_path, name)

        # Windows has modules of its own in it.
        loader = toolchain.distribution.loader_bytecode
        is_windows = name.startswith("windows_")
        asserts.equals(env, loaders.setdefault(is_windows, loader), loader, name)
        for optimize, files in toolchain.distribution.standard_library.items():
            asserts.equals(
                env,
                first.distribution.standard_library[optimize][0],
                files[0],
                name,
            )
        native_images[toolchain.distribution.native_image] = None
    asserts.true(env, loaders[False] != loaders[True], "Windows has its own loader")
    asserts.equals(env, len(toolchains), len(native_images), "each platform has its own image")
    return unittest.end(env)

_shared_by_platforms_test = unittest.make(
    _shared_by_platforms_test_impl,
    attrs = {
        "python": attr.label(cfg = _each_platform),
        "_allowlist_function_transition": attr.label(
            default = "@bazel_tools//tools/allowlists/function_transition_allowlist",
        ),
    },
)

def shared_by_platforms_test(name):
    """Declares the test.

    Args:
        name: name of the test.
    """
    _resolved_python(
        name = name + "_python",
        tags = ["manual"],
    )
    _shared_by_platforms_test(
        name = name,
        size = "small",
        python = ":{}_python".format(name),
    )
