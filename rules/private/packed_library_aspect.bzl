"""The aspect that compiles each Python library by an action of its own.

Whoever touches one source file compiles its library again, not the others.
"""

load("@rules_cc//cc/common:cc_common.bzl", "cc_common")
load("@rules_cc//cc/common:cc_info.bzl", "CcInfo")
load("//toolchains/python:bytecode.bzl", "compile_bytecode")
load(":include_source.bzl", "INCLUDE_SOURCE_DOC", "INCLUDE_SOURCE_VALUES", "includes_source")
load(":packed_library_info.bzl", "PackedLibraryInfo")
load(":py_info.bzl", "py_info_of")
load(":python_extension_info.bzl", "PythonExtensionInfo")
load(":toolchain.bzl", "PYTHON_TOOLCHAIN", "TOOLCHAIN_TYPE")

def _targets(attributes, name):
    """The targets of an attribute that may not exist or be of another type.

    Args:
        attributes: `ctx.rule.attr`.
        name: name of the attribute.

    Returns:
        a list of Targets, or None if there is no such list.
    """
    value = getattr(attributes, name, None)
    if type(value) != "list" or [item for item in value if type(item) != "Target"]:
        return None
    return value

def _has_python_sources(targets):
    """Whether files of targets are Python sources, or directories, which may hold some."""
    for target in targets:
        for file in target[DefaultInfo].files.to_list():
            if file.extension == "py" or file.is_directory:
                return True
    return False

def _own_sources(py_info, attributes):
    """The sources of a library without those of its dependencies.

    Args:
        py_info: its `PyInfo`.
        attributes: its `ctx.rule.attr`.

    Returns:
        a depset of Files, or None if it has none.
    """

    # Exists in newer releases of rules_python; other rule sets may leave it empty.
    direct = getattr(py_info, "direct_original_sources", None)
    if direct:
        return direct

    srcs = _targets(attributes, "srcs")
    if srcs == []:
        return None
    if srcs and _has_python_sources(srcs):
        return depset(transitive = [target[DefaultInfo].files for target in srcs])

    # A rule that makes its sources otherwise, such as from .proto files: only the difference tells.
    # This is the one place that has to look at the elements of a transitive depset.
    of_dependencies = {
        file: None
        for dependency in _targets(attributes, "deps") or []
        if py_info_of(dependency)
        for file in py_info_of(dependency).transitive_sources.to_list()
    }
    own = [file for file in py_info.transitive_sources.to_list() if file not in of_dependencies]
    return depset(own) if own else None

def data_files(targets):
    """The files that targets in an attribute `data` stand for.

    Args:
        targets: list of Targets.

    Returns:
        a list of depsets of Files.
    """
    return [target[DefaultInfo].files for target in targets] + [
        target[DefaultInfo].default_runfiles.files
        for target in targets
        if target[DefaultInfo].default_runfiles
    ]

def _packed_library_aspect_impl(target, ctx):
    py_info = py_info_of(target)
    toolchain = ctx.toolchains[TOOLCHAIN_TYPE]
    if not py_info or not toolchain:
        # If there is no toolchain, the executable says so.
        return []
    if PythonExtensionInfo in target:
        # Its file is for those who cannot link it in.
        return [PackedLibraryInfo(
            bytecode = depset(),
            extension_libraries = target[PythonExtensionInfo].cc_info,
            extensions = depset([target[PythonExtensionInfo].extension]),
            resources = depset(),
        )]

    bytecode = []
    sources = _own_sources(py_info, ctx.rule.attr)
    if sources:
        # One name for each combination of the aspect's attributes.
        bytecode.append(ctx.actions.declare_file("{}.optimize_{}{}.bytecode.zip".format(
            ctx.label.name,
            ctx.attr.optimize,
            "" if ctx.attr.include_source == "none" else "_source_" + ctx.attr.include_source,
        )))
        compile_bytecode(
            ctx.actions,
            toolchain.exec_tools,
            output = bytecode[0],
            sources = sources,
            optimize = ctx.attr.optimize,
            import_roots = py_info.imports,
            include_source = includes_source(ctx.attr.include_source, ctx.label),
            subject = ctx.label,
            third_party = ctx.label.repo_name != "",
            toolchain = TOOLCHAIN_TYPE,
        )

    data = _targets(ctx.rule.attr, "data")
    if data == None:
        # A rule that gets its files otherwise: only the runfiles tell which they are.
        resources = data_files([target])
    else:
        resources = data_files(data)
    dependencies = [
        dependency[PackedLibraryInfo]
        for dependency in _targets(ctx.rule.attr, "deps") or []
        if PackedLibraryInfo in dependency
    ]
    return [PackedLibraryInfo(
        bytecode = depset(
            bytecode,
            order = "preorder",
            transitive = [dependency.bytecode for dependency in dependencies],
        ),
        extension_libraries = cc_common.merge_cc_infos(
            cc_infos = [dependency.extension_libraries for dependency in dependencies],
        ) if dependencies else CcInfo(),
        extensions = depset(
            transitive = [dependency.extensions for dependency in dependencies],
        ),
        resources = depset(
            transitive = resources + [dependency.resources for dependency in dependencies],
        ),
    )]

packed_library_aspect = aspect(
    implementation = _packed_library_aspect_impl,
    doc = "Compiles Python libraries and collects their resources and extension modules.",
    attr_aspects = ["deps"],
    attrs = {
        "include_source": attr.string(
            doc = INCLUDE_SOURCE_DOC + " From the executable's attribute.",
            values = INCLUDE_SOURCE_VALUES,
        ),
        "optimize": attr.int(
            doc = "Optimisation level. From the executable's attribute.",
            values = [0, 1, 2],
        ),
    },
    toolchains = [PYTHON_TOOLCHAIN],
)
