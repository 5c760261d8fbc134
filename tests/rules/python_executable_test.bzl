"""Tests of what `python_executable` declares, on a distribution of empty files."""

load("@bazel_skylib//lib:unittest.bzl", "analysistest", "asserts")
load("@bazel_skylib//rules:write_file.bzl", "write_file")
load("@rules_python//python:py_info.bzl", "PyInfo")
load("@rules_python//python:py_library.bzl", "py_library")
load("//rules:defs.bzl", "python_executable", "python_executable_matrix")
load("//rules:providers.bzl", "PythonExecutableInfo")
load(":failure_test.bzl", "failure_test_rule")

_FAKE_DISTRIBUTION = {
    "//command_line_option:extra_toolchains": [
        str(Label("//tests/rules/fake_distribution:toolchain")),
    ],
}

def _action_of(env, mnemonic):
    """The only action with a mnemonic that the target under test itself declares."""
    actions = [
        action
        for action in analysistest.target_actions(env)
        if action.mnemonic == mnemonic
    ]
    asserts.equals(env, 1, len(actions), "actions of " + mnemonic)
    return actions[0]

def _python_mnemonics(env):
    """Mnemonics of the actions the target under test declares, without those Bazel adds itself."""
    return sorted([
        action.mnemonic
        for action in analysistest.target_actions(env)
        if action.mnemonic.startswith("Python")
    ])

def _base_names(files):
    """Names of files that tests have to do with, without the folders."""
    return [file.basename for file in files]

# Actions of a main script with two libraries, one of which depends on the other.

def _main_script_test_impl(ctx):
    env = analysistest.begin(ctx)
    asserts.equals(
        env,
        ["PythonAttach", "PythonBytecode", "PythonPack"],
        _python_mnemonics(env),
    )

    bytecode = _action_of(env, "PythonBytecode")
    inputs = _base_names(bytecode.inputs.to_list())
    asserts.true(env, "main.py" in inputs)
    asserts.true(env, "helper.py" in inputs)
    asserts.false(env, "upper.py" in inputs, "libraries have actions of their own")

    pack = _action_of(env, "PythonPack")
    asserts.true(env, "interpreter=children" in pack.argv, "by default")
    inputs = _base_names(pack.inputs.to_list())
    asserts.true(env, "upper.txt" in inputs, "data of libraries")
    asserts.true(env, "lower.txt" in inputs, "data of libraries' libraries")
    asserts.true(env, "own.txt" in inputs, "data of the executable")
    asserts.false(env, "main.py" in inputs, "sources are packed as bytecode only")
    asserts.equals(
        env,
        [
            "action_tools.zip",
            "exec_standard_library.zip",
            "loader_0.zip",
            "lower.optimize_0.bytecode.zip",
            "main_script.bytecode.zip",
            "platform_library_0.zip",
            "standard_library_0.zip",
            "upper.optimize_0.bytecode.zip",
        ],
        sorted([name for name in inputs if name.endswith(".zip")]),
    )

    attach = _action_of(env, "PythonAttach")
    asserts.equals(
        env,
        ["main_script"],
        _base_names(attach.outputs.to_list()),
    )
    asserts.true(env, "native_image.exe" in _base_names(attach.inputs.to_list()))
    return analysistest.end(env)

_main_script_test = analysistest.make(
    _main_script_test_impl,
    config_settings = _FAKE_DISTRIBUTION,
)

# The values that a key of the configuration has.

def _setting_test_impl(ctx):
    env = analysistest.begin(ctx)
    argv = _action_of(env, "PythonPack").argv
    start = ctx.attr.key + "="
    values = [text.removeprefix(start) for text in argv if text.startswith(start)]
    asserts.equals(env, ctx.attr.expected, values)
    return analysistest.end(env)

_setting_test = analysistest.make(
    _setting_test_impl,
    attrs = {
        "expected": attr.string_list(),
        "key": attr.string(),
    },
    config_settings = _FAKE_DISTRIBUTION,
)

# Whose sources are packed.

def _include_source_test_impl(ctx):
    env = analysistest.begin(ctx)
    inputs = _base_names(_action_of(env, "PythonPack").inputs.to_list())
    distribution = [
        name
        for name in inputs
        if name.startswith("loader_") or "_library_" in name
    ]
    suffix = "_source" if ctx.attr.standard_library else ""
    asserts.equals(
        env,
        [
            name + "_0" + suffix + ".zip"
            for name in ["loader", "platform_library", "standard_library"]
        ],
        sorted(distribution),
    )
    library = ".optimize_0" + ctx.attr.suffix + ".bytecode.zip"
    asserts.true(env, "upper" + library in inputs)
    asserts.true(env, "lower" + library in inputs)
    argv = _action_of(env, "PythonBytecode").argv
    asserts.equals(env, ctx.attr.own, "--include-source" in argv)
    return analysistest.end(env)

_include_source_test = analysistest.make(
    _include_source_test_impl,
    attrs = {
        "own": attr.bool(),
        "standard_library": attr.bool(),
        "suffix": attr.string(),
    },
    config_settings = _FAKE_DISTRIBUTION,
)

# Folders of the file system.

def _extra_paths_test_impl(ctx):
    env = analysistest.begin(ctx)
    argv = _action_of(env, "PythonPack").argv
    settings = [text for text in argv if text.startswith("extra_path=")]
    asserts.equals(env, ["extra_path=" + path for path in ctx.attr.expected], settings)
    return analysistest.end(env)

_extra_paths_test = analysistest.make(
    _extra_paths_test_impl,
    attrs = {"expected": attr.string_list()},
    config_settings = _FAKE_DISTRIBUTION,
)

# Providers.

def _providers_test_impl(ctx):
    env = analysistest.begin(ctx)
    target = analysistest.target_under_test(env)
    info = target[PythonExecutableInfo]
    asserts.equals(env, "3.9.99", info.distribution.python_version)
    asserts.equals(env, target[DefaultInfo].files_to_run.executable, info.executable)
    asserts.equals(env, [info.executable], target[DefaultInfo].files.to_list())
    asserts.equals(
        env,
        [info.executable],
        target[DefaultInfo].default_runfiles.files.to_list(),
        "nothing is needed beside the executable",
    )
    asserts.equals(
        env,
        [info.packed_resources],
        target[OutputGroupInfo].packed_resources.to_list(),
    )
    asserts.equals(
        env,
        [
            "main_script.bytecode.zip",
            "upper.optimize_0.bytecode.zip",
            "lower.optimize_0.bytecode.zip",
        ],
        _base_names(target[OutputGroupInfo].bytecode.to_list()),
        "a library comes before what it depends on",
    )
    return analysistest.end(env)

_providers_test = analysistest.make(_providers_test_impl, config_settings = _FAKE_DISTRIBUTION)

# An entry point without sources of its own; optimised, with sources.

def _entry_point_test_impl(ctx):
    env = analysistest.begin(ctx)
    asserts.equals(
        env,
        ["PythonAttach", "PythonPack"],
        _python_mnemonics(env),
    )
    pack = _action_of(env, "PythonPack")
    asserts.true(env, "entry_point=upper:main" in pack.argv)
    asserts.false(env, "interpreter=children" in pack.argv, "interpreter_mode = \"never\"")
    inputs = _base_names(pack.inputs.to_list())
    asserts.true(env, "loader_2.zip" in inputs)
    asserts.true(env, "standard_library_2.zip" in inputs)
    asserts.true(env, "upper.optimize_2_source_libraries.bytecode.zip" in inputs)
    return analysistest.end(env)

_entry_point_test = analysistest.make(_entry_point_test_impl, config_settings = _FAKE_DISTRIBUTION)

# Libraries of a rule that names its sources otherwise than py_library.

def _generated_library_impl(ctx):
    sources = []
    for name in ctx.attr.modules:
        sources.append(ctx.actions.declare_file(name + ".py"))
        ctx.actions.write(sources[-1], "")
    transitive_sources = [dep[PyInfo].transitive_sources for dep in ctx.attr.deps]
    resource = ctx.actions.declare_file(ctx.label.name + ".schema")
    ctx.actions.write(resource, "")
    return [
        DefaultInfo(runfiles = ctx.runfiles([resource])),
        PyInfo(transitive_sources = depset(sources, transitive = transitive_sources)),
    ]

_generated_library = rule(
    implementation = _generated_library_impl,
    attrs = {
        "deps": attr.label_list(providers = [PyInfo]),
        "modules": attr.string_list(),
    },
)

def _generated_library_test_impl(ctx):
    env = analysistest.begin(ctx)
    inputs = _base_names(_action_of(env, "PythonPack").inputs.to_list())
    asserts.true(env, "generated.optimize_0.bytecode.zip" in inputs)
    asserts.true(env, "lower.optimize_0.bytecode.zip" in inputs)
    asserts.true(env, "generated.schema" in inputs, "runfiles of a rule without `data`")
    asserts.false(env, "only_deps.optimize_0.bytecode.zip" in inputs, "a library without sources")
    return analysistest.end(env)

_generated_library_test = analysistest.make(
    _generated_library_test_impl,
    config_settings = _FAKE_DISTRIBUTION,
)

# One executable per platform.

def _matrix_test_impl(ctx):
    env = analysistest.begin(ctx)
    target = analysistest.target_under_test(env)
    files = target[DefaultInfo].files.to_list()
    asserts.equals(
        env,
        ["matrix_linux_aarch64_musl", "matrix_linux_x86_64_gnu"],
        sorted(_base_names(files)),
    )
    (folder,) = {file.dirname: None for file in files}
    asserts.true(env, folder.endswith("/tests/rules/matrix"), folder)
    return analysistest.end(env)

_matrix_test = analysistest.make(_matrix_test_impl, config_settings = _FAKE_DISTRIBUTION)

# Executables for one platform, however it was asked for, share all they depend on.

def _bytecode_of_impl(ctx):
    return DefaultInfo(files = depset(transitive = [
        executable[PythonExecutableInfo].bytecode
        for executable in ctx.attr.executables
    ]))

_bytecode_of = rule(
    implementation = _bytecode_of_impl,
    attrs = {"executables": attr.label_list(providers = [PythonExecutableInfo])},
)

def _shared_configuration_test_impl(ctx):
    env = analysistest.begin(ctx)
    files = analysistest.target_under_test(env)[DefaultInfo].files.to_list()
    of_library = [file for file in files if file.basename == "upper.optimize_0.bytecode.zip"]
    asserts.equals(env, 2, len(of_library), "one per platform: {}".format(of_library))
    return analysistest.end(env)

_shared_configuration_test = analysistest.make(
    _shared_configuration_test_impl,
    config_settings = _FAKE_DISTRIBUTION | {
        "//command_line_option:platforms": [str(Label("//platforms:linux_x86_64_gnu"))],
    },
)

# Failures.

_failure_test = failure_test_rule(_FAKE_DISTRIBUTION)

# On the registered toolchains.
_unsupported_test = failure_test_rule({})
_unsupported_exec_platform_test = failure_test_rule({
    "//command_line_option:extra_execution_platforms": [str(Label("//tests/rules:linux_riscv64"))],
    "//command_line_option:host_platform": str(Label("//tests/rules:linux_riscv64")),
    "//command_line_option:platforms": [str(Label("//platforms:linux_x86_64_gnu"))],
})

def _expect_failure(name, message_parts, test = _failure_test, **attributes):
    """Declares a test that an executable with certain attributes fails.

    Args:
        name: name of the test.
        message_parts: list of strings that the message has to hold.
        test: the test rule.
        **attributes: of the executable.

    Returns:
        the name of the test.
    """
    python_executable(
        name = name + "_subject",
        tags = ["manual"],
        **attributes
    )
    test(
        name = name,
        message_parts = message_parts,
        target_under_test = ":" + name + "_subject",
    )
    return name

def python_executable_test_suite(name):
    """Declares the tests.

    Args:
        name: name of the test suite.
    """
    for file in [
        "helper.py",
        "lower.py",
        "lower.txt",
        "main.py",
        "own.txt",
        "upper.py",
        "upper.txt",
    ]:
        write_file(
            name = file.replace(".", "_"),
            out = file,
            tags = ["manual"],
        )
    py_library(
        name = "lower",
        srcs = ["lower.py"],
        data = ["lower.txt"],
        tags = ["manual"],
    )
    py_library(
        name = "upper",
        srcs = ["upper.py"],
        data = ["upper.txt"],
        tags = ["manual"],
        deps = [":lower"],
    )
    python_executable(
        name = "main_script",
        srcs = ["helper.py"],
        data = ["own.txt"],
        main = "main.py",
        tags = ["manual"],
        deps = [":upper"],
    )
    _main_script_test(name = "main_script_test", target_under_test = ":main_script")
    _providers_test(name = "providers_test", target_under_test = ":main_script")
    _setting_test(
        name = "packed_files_test",
        expected = ["visible"],
        key = "packed_files",
        target_under_test = ":main_script",
    )
    _setting_test(
        name = "diagnostics_test",
        key = "diagnostics",
        target_under_test = ":main_script",
    )
    _include_source_test(
        name = "include_no_source_test",
        target_under_test = ":main_script",
    )
    for value in ["own", "libraries", "all"]:
        python_executable(
            name = "include_source_" + value,
            include_source = value,
            main = "main.py",
            tags = ["manual"],
            deps = [":upper"],
        )
        _include_source_test(
            name = "include_source_{}_test".format(value),
            own = True,
            standard_library = value == "all",
            suffix = "_source_" + value,
            target_under_test = ":include_source_" + value,
        )

    python_executable(
        name = "no_diagnostics",
        diagnostics = False,
        main = "main.py",
        tags = ["manual"],
    )
    _setting_test(
        name = "no_diagnostics_test",
        expected = ["off"],
        key = "diagnostics",
        target_under_test = ":no_diagnostics",
    )

    python_executable(
        name = "hidden_files",
        main = "main.py",
        packed_files = "hidden",
        tags = ["manual"],
    )
    _setting_test(
        name = "hidden_files_test",
        expected = ["hidden"],
        key = "packed_files",
        target_under_test = ":hidden_files",
    )

    _extra_paths_test(name = "no_extra_paths_test", target_under_test = ":main_script")
    python_executable(
        name = "with_extra_paths",
        extra_paths = [
            "/opt/plugins",
            "$ORIGIN/plugins",
        ],
        main = "main.py",
        tags = ["manual"],
    )
    _extra_paths_test(
        name = "with_extra_paths_test",
        expected = [
            "/opt/plugins",
            "$ORIGIN/plugins",
        ],
        target_under_test = ":with_extra_paths",
    )

    python_executable(
        name = "entry_point",
        entry_point = "upper:main",
        include_source = True,
        interpreter_mode = "never",
        optimize = 2,
        tags = ["manual"],
        deps = [":upper"],
    )
    _entry_point_test(name = "entry_point_test", target_under_test = ":entry_point")

    _generated_library(
        name = "generated",
        modules = ["generated_1", "generated_2"],
        tags = ["manual"],
        deps = [":lower"],
    )
    py_library(
        name = "only_deps",
        tags = ["manual"],
        deps = [":generated"],
    )
    python_executable(
        name = "with_generated_library",
        entry_point = "generated_1:main",
        tags = ["manual"],
        deps = [":only_deps"],
    )
    _generated_library_test(
        name = "generated_library_test",
        target_under_test = ":with_generated_library",
    )

    python_executable_matrix(
        name = "matrix",
        main = "main.py",
        platforms = [
            "linux_aarch64_musl",
            "linux_x86_64_gnu",
        ],
        tags = ["manual"],
        deps = [":upper"],
    )
    _matrix_test(name = "matrix_test", target_under_test = ":matrix")

    python_executable(
        name = "main_script_for_platform",
        main = "main.py",
        platform = "//platforms:linux_x86_64_gnu",
        tags = ["manual"],
        deps = [":upper"],
    )
    _bytecode_of(
        name = "bytecode_of_executables",
        executables = [
            ":main_script",
            ":main_script_for_platform",
            ":matrix_linux_aarch64_musl",
            ":matrix_linux_x86_64_gnu",
        ],
        tags = ["manual"],
    )
    _shared_configuration_test(
        name = "shared_configuration_test",
        target_under_test = ":bytecode_of_executables",
    )

    native.platform(
        name = "linux_riscv64",
        constraint_values = [
            "@platforms//cpu:riscv64",
            "@platforms//os:linux",
        ],
    )

    tests = [
        "main_script_test",
        "packed_files_test",
        "hidden_files_test",
        "no_extra_paths_test",
        "with_extra_paths_test",
        "diagnostics_test",
        "no_diagnostics_test",
        "include_no_source_test",
        "include_source_own_test",
        "include_source_libraries_test",
        "include_source_all_test",
        "providers_test",
        "entry_point_test",
        "generated_library_test",
        "matrix_test",
        "shared_configuration_test",
    ]
    tests += [
        _expect_failure(
            name = "no_start_test",
            message_parts = ["no_start_test_subject", "either `main`", "or `entry_point`"],
        ),
        _expect_failure(
            name = "two_starts_test",
            entry_point = "upper:main",
            main = "main.py",
            message_parts = ["two_starts_test_subject", "either `main`", "or `entry_point`"],
        ),
        _expect_failure(
            name = "interpreter_with_start_test",
            interpreter_mode = "always",
            main = "main.py",
            message_parts = ["interpreter_mode", "leave `main` and `entry_point` out"],
        ),
        _expect_failure(
            name = "bad_import_root_test",
            imports = ["../../.."],
            main = "main.py",
            message_parts = ["../../..", "`imports`", "relative to the package"],
        ),
        _expect_failure(
            name = "bad_environment_test",
            env = {"A=B": "c"},
            main = "main.py",
            message_parts = ["A=B", "`env`"],
        ),
        _expect_failure(
            name = "bad_extra_path_test",
            extra_paths = ["plugins"],
            main = "main.py",
            message_parts = [
                "\"plugins\" in `extra_paths` has to be an absolute path",
                "$ORIGIN/FOLDER",
            ],
        ),
        _expect_failure(
            name = "line_break_test",
            args = ["one\ntwo"],
            main = "main.py",
            message_parts = ["line breaks", "one\\ntwo"],
        ),
        _expect_failure(
            name = "not_a_library_test",
            main = "main.py",
            message_parts = ["mandatory providers", "PyInfo"],
            deps = [":upper_txt"],
        ),
        _expect_failure(
            name = "unsupported_platform_test",
            main = "main.py",
            message_parts = [
                "there is no Python 3.13.5 for the target platform //tests/rules:linux_riscv64",
                "there are: Python 3.13.5 for ",
                "linux_x86_64_gnu",
            ],
            platform = ":linux_riscv64",
            test = _unsupported_test,
        ),
        _expect_failure(
            name = "unsupported_platform_of_version_test",
            main = "main.py",
            message_parts = [
                "there is no Python 3.14.",
                " for the target platform //platforms:windows_x86_64; there are: ",
                "Python 3.14.",
            ],
            platform = "//platforms:windows_x86_64",
            python_version = "3.14",
            test = _unsupported_test,
        ),
        _expect_failure(
            name = "unsupported_version_test",
            main = "main.py",
            message_parts = ["there is no Python 2.7", "there are: Python 3."],
            python_version = "2.7",
            test = _unsupported_test,
        ),
        _expect_failure(
            name = "unsupported_exec_platform_test",
            main = "main.py",
            message_parts = [
                "Python 3.13.5 cannot be built on the execution platform " +
                "//tests/rules:linux_riscv64; it can be on: linux_x86_64_gnu",
            ],
            test = _unsupported_exec_platform_test,
            deps = [":upper"],
        ),
    ]
    for number, entry_point in enumerate([
        "pkg.mod",
        "pkg.mod:",
        ":main",
        "pkg/mod:main",
        "pkg..mod:main",
        "mod:main()",
    ]):
        tests.append(_expect_failure(
            name = "bad_entry_point_{}_test".format(number),
            entry_point = entry_point,
            message_parts = [entry_point, "package.module:function"],
            deps = [":upper"],
        ))

    native.test_suite(name = name, tests = tests)
