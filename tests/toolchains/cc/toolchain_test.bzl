"""Analysis tests: which toolchain is found, and what command lines it makes."""

load("@bazel_skylib//lib:unittest.bzl", "analysistest", "asserts")
load("@rules_cc//cc:defs.bzl", "cc_binary")
load("//platforms:platforms.bzl", "PLATFORMS")

_CC_TOOLCHAIN_TYPE = "@bazel_tools//tools/cpp:toolchain_type"

_ResolvedInfo = provider(
    doc = "The C toolchain that was found.",
    fields = {"identifier": "string: its identifier, empty if none was found."},
)

def _resolved_toolchain_impl(ctx):
    toolchain = ctx.toolchains[_CC_TOOLCHAIN_TYPE]
    return [_ResolvedInfo(identifier = toolchain.cc.toolchain_id if toolchain else "")]

_resolved_toolchain = rule(
    doc = "Says which C toolchain is found, if any.",
    implementation = _resolved_toolchain_impl,
    toolchains = [config_common.toolchain_type(_CC_TOOLCHAIN_TYPE, mandatory = False)],
)

def _resolution_test_impl(ctx):
    env = analysistest.begin(ctx)
    identifier = analysistest.target_under_test(env)[_ResolvedInfo].identifier
    expected = ctx.attr.identifier_prefix
    asserts.true(
        env,
        identifier.startswith(expected) if expected else not identifier.startswith("zig_"),
        "found `{}`, expected `{}...`".format(identifier, expected or "none of ours"),
    )
    return analysistest.end(env)

def _resolution_test(platform):
    return analysistest.make(
        _resolution_test_impl,
        attrs = {
            "identifier_prefix": attr.string(doc = "Beginning of the identifier; empty: not ours."),
        },
        config_settings = {"//command_line_option:platforms": [str(Label(platform))]},
    )

# Rules must be global variables.
_linux_aarch64_gnu_test = _resolution_test("//platforms:linux_aarch64_gnu")
_linux_aarch64_musl_test = _resolution_test("//platforms:linux_aarch64_musl")
_linux_x86_64_gnu_test = _resolution_test("//platforms:linux_x86_64_gnu")
_linux_x86_64_musl_test = _resolution_test("//platforms:linux_x86_64_musl")
_macos_arm64_test = _resolution_test("//platforms:macos_arm64")
_macos_x86_64_test = _resolution_test("//platforms:macos_x86_64")
_windows_x86_64_test = _resolution_test("//platforms:windows_x86_64")
_unsupported_test = _resolution_test("//tests/toolchains/cc:unsupported_platform")

_RESOLUTION_TESTS = {
    "linux_aarch64_gnu": _linux_aarch64_gnu_test,
    "linux_aarch64_musl": _linux_aarch64_musl_test,
    "linux_x86_64_gnu": _linux_x86_64_gnu_test,
    "linux_x86_64_musl": _linux_x86_64_musl_test,
    "macos_arm64": _macos_arm64_test,
    "macos_x86_64": _macos_x86_64_test,
    "windows_x86_64": _windows_x86_64_test,
}

def _compile_argv(env):
    """Arguments of the action that compiles the program's own source."""
    actions = [
        action
        for action in analysistest.target_actions(env)
        if action.mnemonic == "CppCompile" and action.argv[-3].endswith("/hello.c")
    ]
    if not actions:
        fail("no action compiles hello.c")

    # Optimized code is compiled twice; the executable is made of what is not `.pic.o`.
    by_output = {action.argv[-1].removesuffix(".pic.o"): action.argv for action in actions}
    for output, argv in by_output.items():
        if output.endswith(".o"):
            return argv
    return actions[0].argv

def _flags_test_impl(ctx):
    env = analysistest.begin(ctx)
    argv = _compile_argv(env)
    for flag in ctx.attr.present:
        asserts.true(env, flag in argv, "{} is missing in {}".format(flag, argv))
    for flag in ctx.attr.absent:
        asserts.false(env, flag in argv, "{} is in {}".format(flag, argv))
    levels = [flag for flag in argv if flag.startswith("-O")]
    if ctx.attr.optimization:
        asserts.equals(env, ctx.attr.optimization, levels[-1] if levels else None)
    for argument in argv:
        asserts.false(env, argument.startswith("/"), "absolute path: " + argument)
    return analysistest.end(env)

_FLAGS_ATTRS = {
    "absent": attr.string_list(doc = "Flags that must not be there."),
    "optimization": attr.string(doc = "The last, and so the effective, -O flag."),
    "present": attr.string_list(doc = "Flags that must be there."),
}

def _make_flags_test(compilation_mode, features = []):
    return analysistest.make(
        _flags_test_impl,
        attrs = _FLAGS_ATTRS,
        config_settings = {
            "//command_line_option:compilation_mode": compilation_mode,
            "//command_line_option:features": features,
            "//command_line_option:platforms": [str(Label("//platforms:linux_x86_64_gnu"))],
        },
    )

_fastbuild_test = _make_flags_test("fastbuild")
_opt_test = _make_flags_test("opt")
_dbg_test = _make_flags_test("dbg")
_pie_test = _make_flags_test("opt", features = ["pie"])
_ubsan_test = _make_flags_test("opt", features = ["ubsan"])

def toolchain_test_suite(name):
    """Makes the tests and a test_suite of them.

    Args:
        name: of the test_suite.
    """
    tests = []

    _resolved_toolchain(
        name = name + "_resolved",
        tags = ["manual"],
    )
    for platform in PLATFORMS:
        test = "{}_{}_is_found".format(name, platform)
        _RESOLUTION_TESTS[platform](
            name = test,
            identifier_prefix = "zig_{}_on_".format(platform),
            target_under_test = name + "_resolved",
        )
        tests.append(test)
    _unsupported_test(
        name = name + "_unsupported_platform",
        target_under_test = name + "_resolved",
    )
    tests.append(name + "_unsupported_platform")

    cc_binary(
        name = name + "_program",
        srcs = ["hello.c"],
        tags = ["manual"],
    )

    cc_binary(
        name = name + "_program_o3",
        srcs = ["hello.c"],
        copts = ["-O3"],
        tags = ["manual"],
    )

    determinism = ["-ffile-compilation-dir=.", "-D__DATE__=\"redacted\""]
    for test, rule, kwargs in [
        ("fastbuild", _fastbuild_test, dict(
            absent = ["-DNDEBUG", "-g"],
            optimization = "-O0",
            present = determinism,
            target_under_test = name + "_program",
        )),
        ("dbg", _dbg_test, dict(
            absent = ["-DNDEBUG", "-g0"],
            optimization = "-O0",
            present = determinism + ["-g"],
            target_under_test = name + "_program",
        )),
        ("opt", _opt_test, dict(
            absent = ["-g", "-fPIC", "-fPIE"],
            optimization = "-O2",
            present = determinism + ["-DNDEBUG", "-g0", "-fno-PIE", "-ffunction-sections"],
            target_under_test = name + "_program",
        )),
        ("o3", _opt_test, dict(
            optimization = "-O3",
            target_under_test = name + "_program_o3",
        )),
        ("no_sanitizer", _opt_test, dict(
            absent = ["-fsanitize=undefined", "-fsanitize=address"],
            target_under_test = name + "_program",
        )),
        ("ubsan", _ubsan_test, dict(
            present = ["-fsanitize=undefined", "-fsanitize-trap=undefined"],
            target_under_test = name + "_program",
        )),
        ("pie", _pie_test, dict(
            absent = ["-fno-PIE"],
            present = ["-fPIE"],
            target_under_test = name + "_program",
        )),
    ]:
        rule(name = "{}_{}_flags".format(name, test), **kwargs)
        tests.append("{}_{}_flags".format(name, test))

    native.test_suite(
        name = name,
        tests = tests,
    )
