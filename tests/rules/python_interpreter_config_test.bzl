"""Tests of `python_interpreter_config`, and of executables that have one."""

load("@bazel_skylib//lib:unittest.bzl", "analysistest", "asserts")
load("@bazel_skylib//rules:write_file.bzl", "write_file")
load("//rules:defs.bzl", "python_executable", "python_executable_matrix", "python_interpreter_config")
load("//rules:providers.bzl", "PythonInterpreterConfigInfo")
load(":failure_test.bzl", "failure_test_rule")

_FAKE_DISTRIBUTION = {
    "//command_line_option:extra_toolchains": [
        str(Label("//tests/rules/fake_distribution:toolchain")),
    ],
}

# The provider.

def _provider_test_impl(ctx):
    env = analysistest.begin(ctx)
    info = analysistest.target_under_test(env)[PythonInterpreterConfigInfo]
    asserts.equals(env, ctx.attr.expected_certificates, info.certificates)
    asserts.equals(env, ctx.attr.expected_fields, info.fields)
    return analysistest.end(env)

_provider_test = analysistest.make(
    _provider_test_impl,
    attrs = {
        "expected_certificates": attr.string(default = "system"),
        "expected_fields": attr.string_list(),
    },
)

# Attributes -> the fields they set.
_FIELDS = {
    "nothing": ({}, []),
    "defaults": (
        {
            "allocator": "default",
            "buffered_stdio": True,
            "bytes_warning": 0,
            "code_debug_ranges": True,
            "configure_locale": True,
            "cpu_count": 0,
            "hash_seed": "default",
            "install_signal_handlers": True,
            "int_max_str_digits": -1,
            "utf8_mode": "default",
        },
        [],
    ),
    "numbers": (
        {
            "allocator": "pymalloc_debug",
            "bytes_warning": 1,
            "cpu_count": 2147483647,
            "int_max_str_digits": 0,
            "perf_profiling": 2,
            "tracemalloc": 65535,
            "verbose": 2,
        },
        [
            "allocator=6",
            "bytes_warning=1",
            "cpu_count=2147483647",
            "int_max_str_digits=0",
            "perf_profiling=2",
            "tracemalloc=65535",
            "verbose=2",
        ],
    ),
    "flags": (
        {
            "buffered_stdio": False,
            "coerce_c_locale": "on",
            "dev_mode": True,
            "install_signal_handlers": False,
            "use_environment": "on",
            "utf8_mode": "off",
            "write_bytecode": True,
        },
        [
            "buffered_stdio=0",
            "coerce_c_locale=1",
            "dev_mode=1",
            "faulthandler=1",
            "install_signal_handlers=0",
            "use_environment=1",
            "utf8_mode=0",
            "write_bytecode=1",
        ],
    ),
    "texts": (
        {
            "check_hash_pycs_mode": "never",
            "pycache_prefix": "/var/cache = here",
            "stdio_encoding": "iso8859-15",
            "stdio_errors": "replace",
            "warnoptions": [
                "ignore",
                "error::pkg.errors.OwnWarning:pkg:12",
                "ignore",
            ],
            "xoptions": [
                "name=a=b",
                "flag",
            ],
        },
        [
            "check_hash_pycs_mode=never",
            "pycache_prefix=/var/cache = here",
            "stdio_encoding=iso8859-15",
            "stdio_errors=replace",
            "warnoptions=ignore",
            "warnoptions=error::pkg.errors.OwnWarning:pkg:12",
            "warnoptions=ignore",
            "xoptions=name=a=b",
            "xoptions=flag",
        ],
    ),
    "fixed_seed": (
        {"hash_seed": "4294967295"},
        [
            "hash_seed=4294967295",
            "use_hash_seed=1",
        ],
    ),
    "random_seed": (
        {"hash_seed": "random"},
        ["use_hash_seed=0"],
    ),
}

# Attributes -> what the message has to hold.
_ERRORS = {
    "cpu_count": ({"cpu_count": -1}, ["cpu_count = -1", "1 or more"]),
    "digits": ({"int_max_str_digits": 639}, ["int_max_str_digits = 639", "640 or more"]),
    "encoding": ({"stdio_encoding": "utf 8"}, ["stdio_encoding = \"utf 8\"", "name of an encoding"]),
    "frames": ({"tracemalloc": 65536}, ["tracemalloc = 65536", "from 1 to 65535"]),
    "line_break": ({"pycache_prefix": "a\nb"}, ["`pycache_prefix`", "line breaks", "a\\nb"]),
    "locale": (
        {
            "coerce_c_locale": "on",
            "configure_locale": False,
        },
        ["`coerce_c_locale`", "leave `configure_locale = False` out"],
    ),
    "seed": ({"hash_seed": "4294967296"}, ["hash_seed = \"4294967296\"", "0 to 4294967295"]),
    "seed_sign": ({"hash_seed": "-1"}, ["hash_seed = \"-1\"", "0 to 4294967295"]),
    "warning_action": ({"warnoptions": ["eror"]}, ["\"eror\" in `warnoptions`", "always, default, error"]),
    "warning_category": ({"warnoptions": ["error::a b"]}, ["\"error::a b\" in `warnoptions`"]),
    "warning_line": ({"warnoptions": ["error::::x"]}, ["\"error::::x\" in `warnoptions`"]),
    "warning_parts": ({"warnoptions": ["error:::::"]}, ["\"error:::::\" in `warnoptions`"]),
    "xoption_effect": ({"xoptions": ["gil=0"]}, ["\"gil=0\" in `xoptions`", "leave it out"]),
    "xoption_name": ({"xoptions": ["=1"]}, ["\"=1\" in `xoptions`", "\"NAME=VALUE\""]),
    "xoption_own": ({"xoptions": ["utf8=0"]}, ["\"utf8=0\" in `xoptions`", "set `utf8_mode`"]),
}

_failure_test = failure_test_rule(_FAKE_DISTRIBUTION)

# Executables.

def _configuration_of(env):
    """The packed configuration of the executable under test."""
    (pack,) = [
        action
        for action in analysistest.target_actions(env)
        if action.mnemonic == "PythonPack"
    ]
    start = pack.argv.index("--config")
    return [
        argument
        for argument in pack.argv[start + 1:pack.argv.index("--bytecode")]
        if "=" in argument
    ]

def _packed_test_impl(ctx):
    env = analysistest.begin(ctx)
    asserts.equals(
        env,
        [
            "run_module=__main__",
            "interpreter=children",
            "optimize=0",
            "packed_files=visible",
            "python_version=3.9.99",
        ] + ctx.attr.expected,
        _configuration_of(env),
    )
    return analysistest.end(env)

_packed_test = analysistest.make(
    _packed_test_impl,
    attrs = {"expected": attr.string_list()},
    config_settings = _FAKE_DISTRIBUTION,
)

_on_windows_test = analysistest.make(
    _packed_test_impl,
    attrs = {"expected": attr.string_list()},
    config_settings = {
        "//command_line_option:extra_toolchains": [
            str(Label("//tests/rules/fake_distribution:toolchain_for_windows")),
        ],
        "//command_line_option:platforms": [str(Label("//platforms:windows_x86_64"))],
    },
)

def _expect_use_failure(name, message_parts, config, **attributes):
    """Declares a test that an executable cannot have a configuration. Returns the test's name."""
    python_interpreter_config(
        name = name + "_config",
        tags = ["manual"],
        **config
    )
    python_executable(
        name = name + "_subject",
        interpreter_config = ":{}_config".format(name),
        tags = ["manual"],
        **attributes
    )
    _failure_test(
        name = name,
        message_parts = [
            "//tests/rules:{0}_subject: `interpreter_config`, //tests/rules:{0}_config: ".format(name),
        ] + message_parts,
        target_under_test = ":{}_subject".format(name),
    )
    return name

def python_interpreter_config_test_suite(name):
    """Declares the tests.

    Args:
        name: name of the test suite.
    """
    tests = []
    for case, (attributes, fields) in _FIELDS.items():
        config = "interpreter_config_{}".format(case)
        python_interpreter_config(name = config, tags = ["manual"], **attributes)
        _provider_test(
            name = config + "_test",
            expected_fields = fields,
            target_under_test = ":" + config,
        )
        tests.append(config + "_test")
    for case, (attributes, message_parts) in _ERRORS.items():
        config = "interpreter_config_bad_{}".format(case)
        python_interpreter_config(name = config, tags = ["manual"], **attributes)
        _failure_test(
            name = config + "_test",
            message_parts = ["//tests/rules:" + config] + message_parts,
            target_under_test = ":" + config,
        )
        tests.append(config + "_test")

    write_file(name = "configured_py", out = "configured.py", tags = ["manual"])
    python_interpreter_config(
        name = "certifi_config",
        certificates = "certifi",
        tags = ["manual"],
        utf8_mode = select({
            "@platforms//os:windows": "off",
            "//conditions:default": "on",
        }),
        warnoptions = ["error"],
    )
    _provider_test(
        name = "certifi_config_test",
        expected_certificates = "certifi",
        expected_fields = [
            "utf8_mode=1",
            "warnoptions=error",
        ],
        target_under_test = ":certifi_config",
    )
    for executable, config in {
        "configured": "certifi_config",
        "configured_by_defaults": "interpreter_config_defaults",
        "not_configured": None,
    }.items():
        python_executable(
            name = executable,
            interpreter_config = config,
            main = "configured.py",
            tags = ["manual"],
        )
    python_executable_matrix(
        name = "configured_matrix",
        interpreter_config = "certifi_config",
        main = "configured.py",
        platforms = ["windows_x86_64"],
        tags = ["manual"],
    )
    _packed_test(
        name = "configured_test",
        expected = [
            "interpreter_config=utf8_mode=1",
            "interpreter_config=warnoptions=error",
            "certificates=certifi",
        ],
        target_under_test = ":configured",
    )
    _packed_test(name = "configured_by_defaults_test", target_under_test = ":configured_by_defaults")
    _packed_test(name = "not_configured_test", target_under_test = ":not_configured")
    _on_windows_test(
        name = "configured_matrix_test",
        expected = [
            "interpreter_config=utf8_mode=0",
            "interpreter_config=warnoptions=error",
            "certificates=certifi",
        ],
        target_under_test = ":configured_matrix_windows_x86_64",
    )
    tests += [
        "certifi_config_test",
        "configured_test",
        "configured_by_defaults_test",
        "not_configured_test",
        "configured_matrix_test",
        _expect_use_failure(
            name = "configured_version_test",
            config = {"cpu_count": 1},
            main = "configured.py",
            message_parts = ["`cpu_count` needs Python 3.13 or later", "Python 3.9.99"],
        ),
        _expect_use_failure(
            name = "configured_prompt_test",
            config = {"inspect": True},
            main = "configured.py",
            message_parts = ["`inspect`", "prompt", "interpreter_mode = \"always\""],
        ),
    ]
    native.test_suite(name = name, tests = tests)
