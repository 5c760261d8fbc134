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

def _library(type, flags):
    """A flag_group for the libraries to link of one type."""
    return flag_group(
        flags = flags,
        expand_if_equal = variable_with_value(name = "libraries_to_link.type", value = type),
    )

# A static library, all of whose members are linked.
_GNU_WHOLE_ARCHIVE = ["-Wl,--whole-archive", "%{libraries_to_link.name}", "-Wl,--no-whole-archive"]
_MACHO_WHOLE_ARCHIVE = ["-Wl,-force_load,%{libraries_to_link.name}"]

def _libraries_to_link(whole_archive):
    """The flag_group of what Bazel links: object files and libraries."""
    return flag_group(
        iterate_over = "libraries_to_link",
        expand_if_available = "libraries_to_link",
        flag_groups = [
            _library("object_file_group", ["-Wl,--start-lib"]),
            flag_group(
                flags = ["%{libraries_to_link.object_files}"],
                iterate_over = "libraries_to_link.object_files",
                expand_if_equal = variable_with_value(
                    name = "libraries_to_link.type",
                    value = "object_file_group",
                ),
            ),
            _library("object_file_group", ["-Wl,--end-lib"]),
            _library("object_file", ["%{libraries_to_link.name}"]),
            _library("interface_library", ["%{libraries_to_link.name}"]),
            flag_group(
                expand_if_equal = variable_with_value(
                    name = "libraries_to_link.type",
                    value = "static_library",
                ),
                flag_groups = [
                    flag_group(
                        flags = whole_archive,
                        expand_if_true = "libraries_to_link.is_whole_archive",
                    ),
                    flag_group(
                        flags = ["%{libraries_to_link.name}"],
                        expand_if_false = "libraries_to_link.is_whole_archive",
                    ),
                ],
            ),
            _library("dynamic_library", ["-l%{libraries_to_link.name}"]),
            _library("versioned_dynamic_library", ["-l:%{libraries_to_link.name}"]),
        ],
    )

def _elf_flags(target, linker, sysroot):
    """clang's driver translates the flags and calls zig's ld.lld.

    It adds no file of its own: start files and libraries are given by path.
    """
    return [
        "--no-default-config",
        "--target=" + target.triple,
        "--sysroot=" + sysroot.folder,
        "--ld-path=" + linker,
        "-nostdlib",
        "-Wno-unused-command-line-argument",
        "-Wl,--build-id=none",
        "-Wl,--gc-sections",
        "-Wl,-z,relro",
        "-Wl,-z,now",
        # As zig does. musl gives new threads this much, but at most 8 MiB, instead of its 128 KiB.
        "-Wl,-z,stack-size=16777216",
    ]

def _elf_start_files(sysroot):
    """Start file and kind of an executable: static, or position independent if asked for."""
    if "Scrt1.o" not in sysroot.crt:
        return [_flag_set(_EXECUTABLE, ["-static", sysroot.crt["crt1.o"].path])]
    position_dependent = ["-no-pie", sysroot.crt["crt1.o"].path]
    position_independent = ["-pie", sysroot.crt["Scrt1.o"].path]
    return [
        flag_set(
            actions = _EXECUTABLE,
            flag_groups = [
                flag_group(flags = position_dependent, expand_if_not_available = "force_pic"),
                flag_group(flags = position_independent, expand_if_available = "force_pic"),
            ],
            with_features = [with_feature_set(not_features = ["pie"])],
        ),
        flag_set(
            actions = _EXECUTABLE,
            flag_groups = [flag_group(flags = position_independent)],
            with_features = [with_feature_set(features = ["pie"])],
        ),
    ]

def _macho_flags(target):
    """zig's compiler driver links, and has nothing to make first."""
    return [
        "-target",
        target.zig_target,
        "-g0",
        "-fno-sanitize=undefined",
        "-nostdlib",
        "-lSystem",
        "-Wl,-dead_strip",
    ]

def _coff_start_files(sysroot):
    """Start files, of which the tool `link-coff` takes the one that fits."""
    return [
        "--crt={}={}".format(name.removesuffix(".obj"), file.path)
        for name, file in sysroot.crt.items()
    ]

def _flag_set(actions, flags):
    """A flag_set of fixed flags."""
    return flag_set(actions = actions, flag_groups = [flag_group(flags = flags)] if flags else [])

def link_features(target, elf_linker, sysroot, libraries):
    """The features of link actions, in the order of their flags.

    Args:
        target: a row of the table of targets.
        elf_linker: path of ld.lld.
        sysroot: SysrootInfo.
        libraries: list of Files that every program is linked with, in link order.

    Returns:
        a list of features.
    """
    elf = target.linker == "elf"
    if elf:
        target_flags = [_flag_set(LINK_ACTIONS, _elf_flags(target, elf_linker, sysroot))]
        start_files = _elf_start_files(sysroot)
    elif target.linker == "macho":
        target_flags = [_flag_set(LINK_ACTIONS, _macho_flags(target))]
        start_files = []
    else:
        target_flags = []
        start_files = [_flag_set(LINK_ACTIONS, _coff_start_files(sysroot))]
    default_libraries = [file.path for file in libraries]
    if elf:
        # A program depends only on the libraries it uses.
        default_libraries = (
            ["-Wl,--push-state,--as-needed"] + default_libraries + ["-Wl,--pop-state"]
        )
    whole_archive = _MACHO_WHOLE_ARCHIVE if target.linker == "macho" else _GNU_WHOLE_ARCHIVE

    return [
        feature(name = "link_target", enabled = True, flag_sets = target_flags),
        feature(
            name = "shared_flag",
            enabled = True,
            flag_sets = [flag_set(
                actions = _SHARED,
                flag_groups = [flag_group(flags = ["-shared"])],
            )],
        ),
        feature(name = "start_files", enabled = True, flag_sets = start_files),
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
                    flags = [
                        "-Wl,-rpath,{}/%{{runtime_library_search_directories}}".format(
                            "@loader_path" if target.linker == "macho" else "$ORIGIN",
                        ),
                    ],
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
                    flag_group(flags = ["-L" + sysroot.folder]),
                ],
            )],
        ),
        feature(
            name = "libraries_to_link",
            enabled = True,
            flag_sets = [flag_set(
                actions = LINK_ACTIONS,
                flag_groups = [_libraries_to_link(whole_archive)],
            )],
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
                flag_groups = [flag_group(flags = default_libraries)],
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
