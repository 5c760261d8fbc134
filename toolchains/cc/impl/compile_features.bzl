"""Features of the toolchain that make the command lines of compile actions."""

load("@rules_cc//cc:action_names.bzl", "ACTION_NAMES")
load(
    "@rules_cc//cc:cc_toolchain_config_lib.bzl",
    "feature",
    "flag_group",
    "flag_set",
    "with_feature_set",
)

_PREPROCESSED_C = [
    ACTION_NAMES.c_compile,
    ACTION_NAMES.preprocess_assemble,
]

_PREPROCESSED_CXX = [
    ACTION_NAMES.linkstamp_compile,
    ACTION_NAMES.cpp_compile,
    ACTION_NAMES.cpp_header_parsing,
    ACTION_NAMES.cpp_module_compile,
    ACTION_NAMES.cpp_module_codegen,
]

_PREPROCESSED = _PREPROCESSED_C + _PREPROCESSED_CXX

# Actions that turn C or C++ into machine code.
_CODE = [ACTION_NAMES.c_compile] + _PREPROCESSED_CXX

COMPILE_ACTIONS = _PREPROCESSED + [ACTION_NAMES.assemble]

# How zig configures its libc++, which has no __config_site header.
_LIBCXX_DEFINES = [
    "_LIBCPP_ABI_VERSION=1",
    "_LIBCPP_ABI_NAMESPACE=__1",
    "_LIBCPP_HAS_THREADS=1",
    "_LIBCPP_HAS_MONOTONIC_CLOCK",
    "_LIBCPP_HAS_TERMINAL",
    "_LIBCXXABI_DISABLE_VISIBILITY_ANNOTATIONS",
    "_LIBCPP_DISABLE_VISIBILITY_ANNOTATIONS",
    "_LIBCPP_HAS_VENDOR_AVAILABILITY_ANNOTATIONS=0",
    "_LIBCPP_HAS_FILESYSTEM=1",
    "_LIBCPP_HAS_RANDOM_DEVICE",
    "_LIBCPP_HAS_LOCALIZATION",
    "_LIBCPP_HAS_UNICODE",
    "_LIBCPP_HAS_WIDE_CHARACTERS",
    "_LIBCPP_HAS_NO_STD_MODULES",
    "_LIBCPP_PSTL_BACKEND_SERIAL",
    "_LIBCPP_HARDENING_MODE=_LIBCPP_HARDENING_MODE_NONE",
    "_LIBCPP_ASSERTION_SEMANTIC_DEFAULT=_LIBCPP_ASSERTION_SEMANTIC_IGNORE",
]

def _flags(actions, flags, with_features = None, not_features = None):
    """A flag_set of fixed flags.

    Args:
        actions: list of action names.
        flags: list of strings; empty gives no flag_set.
        with_features: list of features that must be on.
        not_features: list of features that must be off.

    Returns:
        a list of at most one flag_set.
    """
    if not flags:
        return []
    return [flag_set(
        actions = actions,
        flag_groups = [flag_group(flags = flags)],
        with_features = [with_feature_set(
            features = with_features or [],
            not_features = not_features or [],
        )] if with_features or not_features else [],
    )]

def _each(actions, flags, variable):
    """A flag_set that repeats `flags` for every value of a variable of Bazel."""
    return flag_set(
        actions = actions,
        flag_groups = [flag_group(
            flags = flags,
            iterate_over = variable,
            expand_if_available = variable,
        )],
    )

def _if_available(actions, flags, variable):
    """A flag_set that stands only where Bazel sets a variable."""
    return flag_set(
        actions = actions,
        flag_groups = [flag_group(flags = flags, expand_if_available = variable)],
    )

def compile_features(target, c_headers, cxx_headers, sysroot):
    """The features of compile actions, in the order of their flags.

    What a user asks for (`copts`, `--copt`) comes after what the toolchain sets, so that it wins;
    only the folders of system headers come later still, because a compiler searches them last.

    Args:
        target: a row of the table of targets.
        c_headers: list of paths, the folders of C's headers in search order.
        cxx_headers: list of paths, the folders of C++'s headers in search order.
        sysroot: path of the folder in which clang looks for an installation of gcc (there is
            none) instead of on the machine.

    Returns:
        a list of features.
    """
    return [
        feature(
            name = "target",
            enabled = True,
            flag_sets = _flags(
                COMPILE_ACTIONS,
                ["--no-default-config", "--target=" + target.triple, "--sysroot=" + sysroot] +
                target.compile_flags,
            ) + _flags(
                _PREPROCESSED,
                ["-D" + define for define in target.defines],
            ) + _flags(
                _PREPROCESSED_CXX,
                ["-D" + define for define in _LIBCXX_DEFINES + target.libcxx_defines],
            ),
        ),
        feature(
            name = "default_compile_flags",
            enabled = True,
            flag_sets =
                _flags(COMPILE_ACTIONS, ["-g0"], not_features = ["dbg"]) +
                _flags(COMPILE_ACTIONS, ["-g"], with_features = ["dbg"]) +
                _flags(_CODE, ["-Wall", "-fcolor-diagnostics"]) +
                _flags(_CODE, ["-O0"], not_features = ["opt"]) +
                _flags(
                    _CODE,
                    ["-O2", "-ffunction-sections", "-fdata-sections"],
                    with_features = ["opt"],
                ) +
                _flags(_PREPROCESSED, ["-DNDEBUG"], with_features = ["opt"]),
        ),
        feature(
            name = "ubsan",
            flag_sets = _flags(_CODE, ["-fsanitize=undefined", "-fsanitize-trap=undefined"]),
        ),
        feature(
            name = "dependency_file",
            enabled = True,
            flag_sets = [_if_available(
                COMPILE_ACTIONS,
                ["-MD", "-MF", "%{dependency_file}"],
                "dependency_file",
            )],
        ),
        feature(
            name = "serialized_diagnostics_file",
            flag_sets = [_if_available(
                COMPILE_ACTIONS,
                ["--serialize-diagnostics", "%{serialized_diagnostics_file}"],
                "serialized_diagnostics_file",
            )],
        ),
        feature(
            name = "random_seed",
            enabled = True,
            flag_sets = [_if_available(
                _PREPROCESSED_CXX,
                ["-frandom-seed=%{output_file}"],
                "output_file",
            )],
        ),
        feature(
            name = "pic",
            enabled = True,
            # Position dependent code is a little faster; Bazel sets `pic` where it must not be.
            # Variables of other libraries still go through the GOT, so that the program has no
            # copies of them: zig's stub of libc gives `environ` and `__environ` two addresses, and
            # a copy of the one, without the other, would stay empty.
            flag_sets = (
                _flags(
                    _CODE,
                    ["-fno-PIE", "-fno-direct-access-external-data"],
                    not_features = ["pie"],
                ) +
                _flags(_CODE, ["-fPIE"], with_features = ["pie"]) +
                [_if_available(_CODE + [ACTION_NAMES.preprocess_assemble], ["-fPIC"], "pic")]
            ) if target.linker == "elf" else [],
        ),
        feature(
            name = "preprocessor_defines",
            enabled = True,
            flag_sets = [_each(
                _PREPROCESSED,
                ["-D%{preprocessor_defines}"],
                "preprocessor_defines",
            )],
        ),
        feature(
            name = "includes",
            enabled = True,
            flag_sets = [_each(_PREPROCESSED, ["-include", "%{includes}"], "includes")],
        ),
        feature(
            name = "include_paths",
            enabled = True,
            flag_sets = [
                _each(_PREPROCESSED, ["-iquote", "%{quote_include_paths}"], "quote_include_paths"),
                _each(_PREPROCESSED, ["-I%{include_paths}"], "include_paths"),
                _each(
                    _PREPROCESSED,
                    ["-isystem", "%{system_include_paths}"],
                    "system_include_paths",
                ),
            ],
        ),
        feature(
            name = "external_include_paths",
            flag_sets = [_each(
                _PREPROCESSED,
                ["-isystem", "%{external_include_paths}"],
                "external_include_paths",
            )],
        ),
        feature(
            name = "user_compile_flags",
            enabled = True,
            flag_sets = [_each(COMPILE_ACTIONS, ["%{user_compile_flags}"], "user_compile_flags")],
        ),
        feature(
            name = "treat_warnings_as_errors",
            flag_sets = _flags(_CODE, ["-Werror"]),
        ),
        feature(
            name = "deterministic",
            enabled = True,
            flag_sets =
                _flags(COMPILE_ACTIONS, ["-ffile-compilation-dir=."]) +
                _flags(_PREPROCESSED, [
                    "-Wno-builtin-macro-redefined",
                    "-D__DATE__=\"redacted\"",
                    "-D__TIMESTAMP__=\"redacted\"",
                    "-D__TIME__=\"redacted\"",
                ]),
        ),
        feature(
            name = "system_headers",
            enabled = True,
            flag_sets =
                _flags(_PREPROCESSED, ["-nostdinc"]) +
                _flags(
                    _PREPROCESSED_CXX,
                    ["-nostdinc++"] + _system_headers(cxx_headers),
                ) +
                _flags(_PREPROCESSED, _system_headers(c_headers)),
        ),
        feature(
            name = "compiler_input_flags",
            enabled = True,
            flag_sets = [_if_available(COMPILE_ACTIONS, ["-c", "%{source_file}"], "source_file")],
        ),
        feature(
            name = "compiler_output_flags",
            enabled = True,
            flag_sets = [flag_set(
                actions = COMPILE_ACTIONS,
                flag_groups = [
                    flag_group(flags = ["-S"], expand_if_available = "output_assembly_file"),
                    flag_group(flags = ["-E"], expand_if_available = "output_preprocess_file"),
                    flag_group(
                        flags = ["-o", "%{output_file}"],
                        expand_if_available = "output_file",
                    ),
                ],
            )],
        ),
    ]

def _system_headers(folders):
    """Flags that search `folders` for system headers, in this order."""
    flags = []
    for folder in folders:
        flags += ["-isystem", folder]
    return flags
