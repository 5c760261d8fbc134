"""The variables of Python's `sysconfig`, which upstream collects from its Makefile and `pyconfig.h`."""

load("//platforms:platforms.bzl", "PLATFORMS")
load(":build_facts.bzl", "build_facts")
load(":pyconfig.bzl", "pyconfig_macros")

# Upstream's default of `configure --with-tzpath`: where zoneinfo looks for time zones.
_TZPATH = "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo"

def _value(text):
    """The value of a macro as sysconfig gives it.

    Args:
        text: the macro's value as written in C.

    Returns:
        an int for a decimal number, else a string without the quotes of C.
    """
    digits = text.removeprefix("-")
    return int(text) if digits.isdigit() else text.strip("\"")

def sysconfig_lines(minor_version, platform_name):
    """The text of the module that `sysconfig` reads its variables from.

    It says what the interpreter is like, and with which commands extension modules are commonly
    compiled for it; it names no folder, because an executable has no installation.

    Args:
        minor_version: version of CPython without its last part, e.g. `3.13`.
        platform_name: key of `PLATFORMS`.

    Returns:
        a list of lines.
    """
    facts = build_facts(minor_version, platform_name)
    macos_version = PLATFORMS[platform_name].macos_version
    shared = "-bundle -undefined dynamic_lookup" if macos_version else "-shared"
    variables = {
        name: _value(value)
        for name, value in pyconfig_macros(minor_version, platform_name).items()
    }
    variables.update({
        "ABIFLAGS": "",
        "AR": "ar",
        "ARFLAGS": "rcs",
        "CC": "cc",
        "CCSHARED": "-fPIC",
        "CFLAGS": "-fwrapv -O3 -DNDEBUG",
        "CONFIG_ARGS": "",
        "CXX": "c++",
        "EXT_SUFFIX": facts.ext_suffix,
        "LDCXXSHARED": "c++ " + shared,
        "LDFLAGS": "",
        "LDSHARED": "cc " + shared,
        "LDVERSION": minor_version,
        "LIBRARY": "libpython{}.a".format(minor_version),
        "MACHDEP": facts.machdep,
        "MULTIARCH": facts.multiarch,
        "PLATLIBDIR": "lib",
        "Py_DEBUG": 0,
        "Py_ENABLE_SHARED": 0,
        "Py_GIL_DISABLED": 0,
        "SHLIB_SUFFIX": ".so",
        "SOABI": facts.soabi,
        "TZPATH": _TZPATH,
        "VERSION": minor_version,
    })
    if macos_version:
        variables["MACOSX_DEPLOYMENT_TARGET"] = macos_version

    # JSON of strings and numbers is Python as well.
    return ["build_time_vars = " + json.encode_indent(variables, indent = "    ")]
