"""`pyconfig.h` of every target, from tables instead of a run of `configure`."""

load("//platforms:platforms.bzl", "PLATFORMS")
load(":pyconfig_3_11.bzl", "PYCONFIG_CHANGES_3_11")
load(":pyconfig_3_13.bzl", "PYCONFIG_3_13")
load(":pyconfig_3_14.bzl", "PYCONFIG_CHANGES_3_14")

# Minor version of CPython -> the tables of its macros, from layer to macro to value. A later table
# changes what the earlier ones say; None leaves a macro undefined.
_TABLES = {
    "3.11": [PYCONFIG_3_13, PYCONFIG_CHANGES_3_11],
    "3.13": [PYCONFIG_3_13],
    "3.14": [PYCONFIG_3_13, PYCONFIG_CHANGES_3_14],
}

# Feature test macros that code may well have defined before it includes `Python.h`.
_GUARDED = ["_GNU_SOURCE"]

def pyconfig_macros(minor_version, platform_name):
    """The macros of `pyconfig.h` for one target.

    Args:
        minor_version: version of CPython without its last part, e.g. `3.13`.
        platform_name: key of `PLATFORMS`.

    Returns:
        a dict from the name of a macro to its value, a string of C.
    """
    platform = PLATFORMS[platform_name]
    layers = [] if platform.os == "windows" else ["posix"]
    layers += [layer for layer in [platform.os, platform.libc, platform.cpu] if layer]
    layers.append(platform_name)

    macros = {}
    for layer in layers:
        for table in _TABLES[minor_version]:
            macros.update(table.get(layer, {}))
    return {name: value for name, value in macros.items() if value != None}

def pyconfig_header_lines(minor_version, platform_name):
    """The text of `pyconfig.h` for one target.

    Args:
        minor_version: version of CPython without its last part, e.g. `3.13`.
        platform_name: key of `PLATFORMS`.

    Returns:
        a list of lines.
    """
    lines = ["#ifndef Py_PYCONFIG_H", "#define Py_PYCONFIG_H"]
    for name, value in sorted(pyconfig_macros(minor_version, platform_name).items()):
        define = "#define {} {}".format(name, value)
        lines += ["#ifndef " + name, define, "#endif"] if name in _GUARDED else [define]
    return lines + ["#endif"]
