"""Tests of what `python_embedded_library` declares, on a distribution of empty files."""

load("@bazel_skylib//lib:unittest.bzl", "analysistest", "asserts")
load("@bazel_skylib//rules:write_file.bzl", "write_file")
load("@rules_cc//cc/common:cc_info.bzl", "CcInfo")
load("//rules:defs.bzl", "python_embedded_library", "python_extension")
load(":failure_test.bzl", "failure_test_rule")

_FAKE_DISTRIBUTION = {
    "//command_line_option:extra_toolchains": [
        str(Label("//tests/rules/fake_distribution:toolchain")),
    ],
    "//command_line_option:platforms": [str(Label("//platforms:linux_x86_64_gnu"))],
}

# Its distribution has no libraries to link.
_FINISHED_IMAGE = {
    "//command_line_option:extra_toolchains": [
        str(Label("//tests/rules/fake_distribution:toolchain_for_windows")),
    ],
    "//command_line_option:platforms": [str(Label("//platforms:windows_x86_64"))],
}

def _actions_of(env, mnemonic):
    """The actions with a mnemonic that the target under test itself declares."""
    return [
        action
        for action in analysistest.target_actions(env)
        if action.mnemonic == mnemonic
    ]

def _packed_test_impl(ctx):
    env = analysistest.begin(ctx)
    (pack,) = _actions_of(env, "PythonPack")
    start = pack.argv.index("--config") + 1
    asserts.equals(env, ctx.attr.expected, pack.argv[start:start + len(ctx.attr.expected)])
    asserts.equals(env, [], _actions_of(env, "PythonAttach"), "there is nothing to attach to")
    return analysistest.end(env)

_packed_test = analysistest.make(
    _packed_test_impl,
    attrs = {"expected": attr.string_list()},
    config_settings = _FAKE_DISTRIBUTION,
)

def _library_test_impl(ctx):
    env = analysistest.begin(ctx)
    target = analysistest.target_under_test(env)
    (packed,) = target[OutputGroupInfo].packed_resources.to_list()

    for compilation in _actions_of(env, "CppCompile"):
        asserts.true(env, packed in compilation.inputs.to_list(), "the compiler reads the file")
        asserts.true(
            env,
            "-DPACKED_RESOURCES=\"{}\"".format(packed.path) in compilation.argv,
            "and knows its path",
        )

    libraries = [
        library
        for linker_input in target[CcInfo].linking_context.linker_inputs.to_list()
        if linker_input.owner == target.label
        for library in linker_input.libraries
    ]
    asserts.equals(env, [True], [library.alwayslink for library in libraries])
    asserts.equals(
        env,
        target[DefaultInfo].files.to_list(),
        [
            file
            for library in libraries
            for file in [library.static_library, library.pic_static_library]
            if file
        ],
    )
    owners = [
        linker_input.owner.name
        for linker_input in target[CcInfo].linking_context.linker_inputs.to_list()
    ]
    asserts.true(env, "embeddable" in owners, "linker inputs of {}".format(owners))

    headers = target[CcInfo].compilation_context.headers.to_list()
    asserts.true(
        env,
        [file for file in headers if file.path.endswith("/rules_python_executable/embedded.h")],
        "the header is among {}".format(headers),
    )
    asserts.equals(
        env,
        [],
        [file for file in headers if file.basename == "private.h"],
        "headers of what is linked",
    )
    return analysistest.end(env)

_library_test = analysistest.make(_library_test_impl, config_settings = _FAKE_DISTRIBUTION)

def _extension_test_impl(ctx):
    env = analysistest.begin(ctx)
    linker_inputs = analysistest.target_under_test(env)[CcInfo].linking_context.linker_inputs
    owners = [linker_input.owner.name for linker_input in linker_inputs.to_list()]
    needed_by_order = ["embedded_extension", "embedded_extension_module", "embeddable"]
    asserts.equals(env, needed_by_order, [name for name in owners if name in needed_by_order])
    sources = [
        action.outputs.to_list()[0].basename
        for action in _actions_of(env, "FileWrite")
    ]
    asserts.true(env, "embedded_extension.linked_extensions.c" in sources, str(sources))
    return analysistest.end(env)

_extension_test = analysistest.make(_extension_test_impl, config_settings = _FAKE_DISTRIBUTION)

_failure_test = failure_test_rule(_FAKE_DISTRIBUTION)
_finished_image_test = failure_test_rule(_FINISHED_IMAGE)

def python_embedded_library_test_suite(name):
    """Declares the tests.

    Args:
        name: name of the test suite.
    """
    write_file(name = "embedded_py", out = "embedded.py", tags = ["manual"])
    write_file(name = "embedded_extension_c", out = "embedded_extension.c", tags = ["manual"])
    for extension in ["embedded_extension_again", "embedded_extension_module"]:
        python_extension(
            name = extension,
            srcs = ["embedded_extension.c"],
            imports = ["."],
            limited_api = "3.8" if extension == "embedded_extension_again" else "",
            module = "embedded_extension",
            tags = ["manual"],
        )
    libraries = {
        "embedded_both": {"entry_point": "embedded:main", "main": "embedded.py"},
        "embedded_entry_point": {"entry_point": "embedded:main", "srcs": ["embedded.py"]},
        "embedded_extension": {"deps": [":embedded_extension_module"]},
        "embedded_extension_twice": {
            "deps": [":embedded_extension_module", ":embedded_extension_again"],
        },
        "embedded_functions": {"interpreter_mode": "never", "srcs": ["embedded.py"]},
        "embedded_script": {"main": "embedded.py"},
        "embedded_wrong": {"entry_point": "embedded"},
    }
    for library, attributes in libraries.items():
        python_embedded_library(name = library, tags = ["manual"], **attributes)

    _library_test(name = "embedded_library_test", target_under_test = ":embedded_script")
    _extension_test(name = "embedded_extension_test", target_under_test = ":embedded_extension")
    tests = ["embedded_extension_test", "embedded_library_test"]

    children = ["interpreter=children"]
    always = [
        "optimize=0",
        "packed_files=visible",
        "python_version=3.9.99",
        "embedded=1",
        "diagnostics=off",
    ]
    for library, expected in {
        "embedded_entry_point": ["entry_point=embedded:main"] + children + always,
        "embedded_functions": always,
        "embedded_script": ["run_module=__main__"] + children + always,
    }.items():
        _packed_test(
            name = library + "_test",
            expected = expected,
            target_under_test = ":" + library,
        )
        tests.append(library + "_test")

    for library, message_parts in {
        "embedded_both": ["//tests/rules:embedded_both", "either `main`", "or neither"],
        "embedded_extension_twice": [
            "//tests/rules:embedded_extension_twice",
            "two extension modules are called embedded_extension",
        ],
        "embedded_wrong": ["//tests/rules:embedded_wrong", "package.module:function"],
    }.items():
        _failure_test(
            name = library + "_test",
            message_parts = message_parts,
            target_under_test = ":" + library,
        )
        tests.append(library + "_test")
    _finished_image_test(
        name = "embedded_finished_image_test",
        message_parts = ["//tests/rules:embedded_script", "no libraries to link"],
        target_under_test = ":embedded_script",
    )
    tests.append("embedded_finished_image_test")

    native.test_suite(
        name = name,
        tests = tests,
    )
