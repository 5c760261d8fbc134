"""The contents of `@python_toolchains`."""

load("@bazel_skylib//lib:selects.bzl", "selects")
load("//platforms:platforms.bzl", "PLATFORMS")
load("//toolchains/python:declared_pythons.bzl", "declared_pythons")
load("//toolchains/python:versions.bzl", "VERSIONS", "find_version", "minor_version")

_TOOLCHAIN_TYPE = Label("//toolchains/python:toolchain_type")
_PYTHON_VERSION = Label("//toolchains/python:python_version")

def _spellings(version, versions):
    """The values of the build setting `python_version` that mean a version.

    Args:
        version: string: the full version.
        versions: list of strings: the declared versions, the default first.

    Returns:
        a list of strings.
    """
    spellings = [version]
    if find_version(minor_version(version), versions) == version:
        spellings.append(minor_version(version))
    if version == versions[0]:
        spellings.append("")
    return spellings

def declare_toolchains(name, versions):
    """One `toolchain()` per declared version, target platform and execution platform.

    And `:declared`, which tells what there is.

    Args:
        name: string: prefix of the names of the `toolchain()`s.
        versions: list of strings: the declared versions, the default first.
    """
    for version in versions:
        settings = []
        for spelling in _spellings(version, versions):
            settings.append("python_version_is_" + (spelling or "default_" + version))
            native.config_setting(
                name = settings[-1],
                flag_values = {_PYTHON_VERSION: spelling},
            )
        selects.config_setting_group(
            name = "is_" + version,
            match_any = settings,
        )
        for platform in VERSIONS[version].platforms:
            for exec_platform in VERSIONS[version].exec_platforms:
                native.toolchain(
                    name = "{}_{}_{}_on_{}".format(name, version, platform, exec_platform),
                    exec_compatible_with = PLATFORMS[exec_platform].constraints,
                    target_compatible_with = PLATFORMS[platform].constraints,
                    target_settings = [":is_" + version],
                    toolchain = Label("//toolchains/cpython/distributions:toolchain_" + version),
                    toolchain_type = _TOOLCHAIN_TYPE,
                )
    declared_pythons(
        name = "declared",
        exec_platforms = {version: VERSIONS[version].exec_platforms for version in versions},
        platform_name = select(
            {Label("//platforms:is_" + platform): platform for platform in PLATFORMS} |
            {"//conditions:default": ""},
        ),
        platforms = {version: VERSIONS[version].platforms for version in versions},
        visibility = ["//visibility:public"],
    )
