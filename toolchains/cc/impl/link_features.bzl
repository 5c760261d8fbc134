"""Features of the toolchain that make the command lines of link and archive actions."""

load("@rules_cc//cc:action_names.bzl", "ACTION_NAMES")
load(
    "@rules_cc//cc:cc_toolchain_config_lib.bzl",
    "feature",
    "flag_group",
    "flag_set",
    "variable_with_value",
    "with_feature_set",
)

_EXECUTABLE = [ACTION_NAMES.cpp_link_executable]

_SHARED = [
    ACTION_NAMES.cpp_link_dynamic_library,
    ACTION_NAMES.cpp_link_nodeps_dynamic_library,
]

LINK_ACTIONS = _EXECUTABLE + _SHARED

def _library(type, flags, whole_archive = None):
    """A flag_group for the libraries to link of one type."""
    return flag_group(
        flags = flags,
        expand_if_equal = variable_with_value(name = "libraries_to_link.type", value = type),
        expand_if_true = "libraries_to_link.is_whole_archive" if whole_archive else None,
    )

def _libraries_to_link():
    """The flag_group of what Bazel links: object files and libraries."""
    return flag_group(
        iterate_over = "libraries_to_link",
        expand_if_available = "libraries_to_link",
        flag_groups = [
            _library("object_file_group", ["-Wl,--start-lib"]),
            _library("static_library", ["-Wl,--whole-archive"], whole_archive = True),
            flag_group(
                flags = ["%{libraries_to_link.object_files}"],
                iterate_over = "libraries_to_link.object_files",
                expand_if_equal = variable_with_value(
                    name = "libraries_to_link.type",
                    value = "object_file_group",
                ),
            ),
            _library("object_file", ["%{libraries_to_link.name}"]),
            _library("interface_library", ["%{libraries_to_link.name}"]),
            _library("static_library", ["%{libraries_to_link.name}"]),
            _library("dynamic_library", ["-l%{libraries_to_link.name}"]),
            _library("versioned_dynamic_library", ["-l:%{libraries_to_link.name}"]),
            _library("static_library", ["-Wl,--no-whole-archive"], whole_archive = True),
            _library("object_file_group", ["-Wl,--end-lib"]),
        ],
    )

def elf_link_features(target, linker, sysroot):
    """The features of link actions for Linux, in the order of their flags.

    clang's driver translates the flags and calls zig's ld.lld. It adds no file of its own: start
    files and libraries are given by path.

    Args:
        target: a row of the table of targets.
        linker: path of the linker.
        sysroot: SysrootInfo.

    Returns:
        a list of features.
    """
    folder = sysroot.libraries[0].dirname
    dynamic = "crt1.o" in sysroot.crt and "Scrt1.o" in sysroot.crt
    position_dependent = ["-no-pie", sysroot.crt["crt1.o"].path] if dynamic else []
    position_independent = ["-pie", sysroot.crt["Scrt1.o"].path] if dynamic else []
    return [
        feature(
            name = "link_target",
            enabled = True,
            flag_sets = [flag_set(
                actions = LINK_ACTIONS,
                flag_groups = [flag_group(flags = [
                    "--no-default-config",
                    "--target=" + target.triple,
                    "--sysroot=" + folder,
                    "--ld-path=" + linker,
                    "-nostdlib",
                    "-Wno-unused-command-line-argument",
                    "-Wl,--build-id=none",
                    "-Wl,--gc-sections",
                    "-Wl,-z,relro",
                    "-Wl,-z,now",
                ] + target.link_flags)],
            )],
        ),
        feature(
            name = "shared_flag",
            enabled = True,
            flag_sets = [flag_set(
                actions = _SHARED,
                flag_groups = [flag_group(flags = ["-shared"])],
            )],
        ),
        feature(
            name = "start_files",
            enabled = True,
            flag_sets = [
                flag_set(
                    actions = _EXECUTABLE,
                    flag_groups = [
                        flag_group(
                            flags = position_dependent,
                            expand_if_not_available = "force_pic",
                        ),
                        flag_group(
                            flags = position_independent,
                            expand_if_available = "force_pic",
                        ),
                    ],
                    with_features = [with_feature_set(not_features = ["pie"])],
                ),
                flag_set(
                    actions = _EXECUTABLE,
                    flag_groups = [flag_group(flags = position_independent)],
                    with_features = [with_feature_set(features = ["pie"])],
                ),
            ],
        ),
        feature(
            name = "output_execpath_flags",
            enabled = True,
            flag_sets = [flag_set(
                actions = LINK_ACTIONS,
                flag_groups = [flag_group(
                    flags = ["-o", "%{output_execpath}"],
                    expand_if_available = "output_execpath",
                )],
            )],
        ),
        feature(
            name = "runtime_library_search_directories",
            enabled = True,
            flag_sets = [flag_set(
                actions = LINK_ACTIONS,
                flag_groups = [flag_group(
                    flags = ["-Wl,-rpath,$ORIGIN/%{runtime_library_search_directories}"],
                    iterate_over = "runtime_library_search_directories",
                    expand_if_available = "runtime_library_search_directories",
                )],
            )],
        ),
        feature(
            name = "library_search_directories",
            enabled = True,
            flag_sets = [flag_set(
                actions = LINK_ACTIONS,
                flag_groups = [
                    flag_group(
                        flags = ["-L%{library_search_directories}"],
                        iterate_over = "library_search_directories",
                        expand_if_available = "library_search_directories",
                    ),
                    flag_group(flags = ["-L" + folder]),
                ],
            )],
        ),
        feature(
            name = "libraries_to_link",
            enabled = True,
            flag_sets = [flag_set(actions = LINK_ACTIONS, flag_groups = [_libraries_to_link()])],
        ),
        feature(
            name = "linkstamps",
            enabled = True,
            flag_sets = [flag_set(
                actions = LINK_ACTIONS,
                flag_groups = [flag_group(
                    flags = ["%{linkstamp_paths}"],
                    iterate_over = "linkstamp_paths",
                    expand_if_available = "linkstamp_paths",
                )],
            )],
        ),
        feature(
            name = "strip_debug_symbols",
            enabled = True,
            flag_sets = [flag_set(
                actions = LINK_ACTIONS,
                flag_groups = [flag_group(
                    flags = ["-Wl,-S"],
                    expand_if_available = "strip_debug_symbols",
                )],
            )],
        ),
        feature(
            name = "strip_symbols",
            flag_sets = [flag_set(
                actions = LINK_ACTIONS,
                flag_groups = [flag_group(flags = ["-Wl,-s"])],
            )],
        ),
        feature(
            name = "generate_linkmap",
            flag_sets = [flag_set(
                actions = _EXECUTABLE,
                flag_groups = [flag_group(
                    flags = ["-Wl,-Map=%{output_execpath}.map"],
                    expand_if_available = "output_execpath",
                )],
            )],
        ),
        feature(
            name = "user_link_flags",
            enabled = True,
            flag_sets = [flag_set(
                actions = LINK_ACTIONS,
                flag_groups = [flag_group(
                    flags = ["%{user_link_flags}"],
                    iterate_over = "user_link_flags",
                    expand_if_available = "user_link_flags",
                )],
            )],
        ),
        feature(
            name = "default_link_libraries",
            enabled = True,
            flag_sets = [flag_set(
                actions = LINK_ACTIONS,
                flag_groups = [flag_group(
                    # `--as-needed`: a program depends only on the libraries it uses.
                    flags = ["-Wl,--push-state,--as-needed"] +
                            [file.path for file in sysroot.libcxx + sysroot.libraries] +
                            ["-Wl,--pop-state"],
                )],
            )],
        ),
        feature(
            name = "linker_param_file",
            enabled = True,
            flag_sets = [flag_set(
                actions = LINK_ACTIONS,
                flag_groups = [flag_group(
                    flags = ["@%{linker_param_file}"],
                    expand_if_available = "linker_param_file",
                )],
            )],
        ),
    ]

def archive_features():
    """The features of archive and strip actions, in the order of their flags.

    Returns:
        a list of features.
    """
    archive = [ACTION_NAMES.cpp_link_static_library]
    return [feature(
        name = "strip_flags",
        enabled = True,
        flag_sets = [flag_set(
            actions = [ACTION_NAMES.strip],
            flag_groups = [flag_group(flags = ["-o", "%{output_file}", "%{input_file}"])],
        )],
    ), feature(
        name = "archiver_flags",
        enabled = True,
        flag_sets = [flag_set(
            actions = archive,
            flag_groups = [
                # D: no times, owners or modes in the archive.
                flag_group(
                    flags = ["rcsD", "%{output_execpath}"],
                    expand_if_available = "output_execpath",
                ),
                flag_group(
                    iterate_over = "libraries_to_link",
                    expand_if_available = "libraries_to_link",
                    flag_groups = [
                        _library("object_file", ["%{libraries_to_link.name}"]),
                        flag_group(
                            flags = ["%{libraries_to_link.object_files}"],
                            iterate_over = "libraries_to_link.object_files",
                            expand_if_equal = variable_with_value(
                                name = "libraries_to_link.type",
                                value = "object_file_group",
                            ),
                        ),
                    ],
                ),
                flag_group(
                    flags = ["@%{linker_param_file}"],
                    expand_if_available = "linker_param_file",
                ),
            ],
        )],
    )]
