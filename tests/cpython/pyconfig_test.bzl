"""Unit tests of the tables that `pyconfig.h` and sysconfig's variables are made from."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("//platforms:platforms.bzl", "PLATFORMS")
load("//toolchains/cpython/cpython:build_facts.bzl", "build_facts")
load("//toolchains/cpython/cpython:pyconfig.bzl", "pyconfig_header_lines", "pyconfig_macros")
load("//toolchains/cpython/cpython:sysconfig_variables.bzl", "sysconfig_lines")
load("//toolchains/python:versions.bzl", "VERSIONS", "minor_version")

_POSIX = [name for name, platform in PLATFORMS.items() if platform.os != "windows"]

# Whatever the platform, these are a working interpreter.
_EVERYWHERE = {
    "HAVE_DYNAMIC_LOADING": "1",
    "HAVE_FORK": "1",
    "HAVE_WORKING_TZSET": "1",
    "SIZEOF_VOID_P": "8",
    "WITH_PYMALLOC": "1",
}

def _every_platform_test_impl(ctx):
    env = unittest.begin(ctx)
    for platform_name in _POSIX:
        macros = pyconfig_macros("3.13", platform_name)
        for name, value in _EVERYWHERE.items():
            asserts.equals(env, value, macros.get(name), "{} on {}".format(name, platform_name))
        asserts.equals(
            env,
            "macos" in platform_name,
            "HAVE_BROKEN_SEM_GETVALUE" in macros,
            "HAVE_BROKEN_SEM_GETVALUE on " + platform_name,
        )
        asserts.false(env, "WITH_MIMALLOC" in macros)
    return unittest.end(env)

_every_platform_test = unittest.make(_every_platform_test_impl)

def _every_version_test_impl(ctx):
    env = unittest.begin(ctx)
    for version in VERSIONS:
        macros = pyconfig_macros(minor_version(version), "linux_x86_64_gnu")
        for name, value in _EVERYWHERE.items():
            asserts.equals(env, value, macros.get(name), "{} of {}".format(name, version))
        asserts.false(env, None in macros.values(), "an undefined macro has been left in")

    # What only the older and only the newer ones ask for.
    for name, versions in {
        "PY_FORMAT_SIZE_T": ["3.11"],
        "PY_HAVE_PERF_TRAMPOLINE": ["3.13", "3.14"],
        "WITH_FREELISTS": ["3.11", "3.13"],
        "_Py_STACK_GROWS_DOWN": ["3.14"],
    }.items():
        asserts.equals(env, versions, [
            minor_version(version)
            for version in VERSIONS
            if name in pyconfig_macros(minor_version(version), "linux_x86_64_gnu")
        ], name)
    return unittest.end(env)

_every_version_test = unittest.make(_every_version_test_impl)

def _differences(one, other):
    """The names of the macros in which two platforms differ.

    Args:
        one: name of a platform.
        other: name of a platform.

    Returns:
        a sorted list of strings.
    """
    left = pyconfig_macros("3.13", one)
    right = pyconfig_macros("3.13", other)
    return sorted([name for name in left | right if left.get(name) != right.get(name)])

def _differences_test_impl(ctx):
    env = unittest.begin(ctx)
    asserts.equals(
        env,
        ["HAVE_GCC_ASM_FOR_X64", "HAVE_GCC_ASM_FOR_X87"],
        _differences("linux_x86_64_gnu", "linux_aarch64_gnu"),
    )
    asserts.equals(
        env,
        [
            "ALIGNOF_MAX_ALIGN_T",
            "HAVE_GCC_ASM_FOR_X64",
            "HAVE_GCC_ASM_FOR_X87",
            "SIZEOF_LONG_DOUBLE",
        ],
        _differences("macos_x86_64", "macos_arm64"),
    )

    # What glibc 2.17 does not have.
    for name in ["HAVE_GETENTROPY", "HAVE_GETRANDOM", "HAVE_MEMFD_CREATE", "HAVE_PREADV2"]:
        asserts.true(env, name in _differences("linux_x86_64_gnu", "linux_x86_64_musl"), name)
    return unittest.end(env)

_differences_test = unittest.make(_differences_test_impl)

def _header_test_impl(ctx):
    env = unittest.begin(ctx)
    lines = pyconfig_header_lines("3.13", "linux_x86_64_gnu")
    asserts.equals(env, ["#ifndef Py_PYCONFIG_H", "#define Py_PYCONFIG_H"], lines[:2])
    asserts.equals(env, "#endif", lines[-1])
    asserts.true(env, "#define SIZEOF_WCHAR_T 4" in lines)
    position = lines.index("#define _GNU_SOURCE 1")
    asserts.equals(env, "#ifndef _GNU_SOURCE", lines[position - 1])
    return unittest.end(env)

_header_test = unittest.make(_header_test_impl)

def _names_test_impl(ctx):
    env = unittest.begin(ctx)
    facts = build_facts("3.13", "linux_aarch64_musl")
    asserts.equals(env, "linux", facts.machdep)
    asserts.equals(env, "aarch64-linux-musl", facts.multiarch)
    asserts.equals(env, ".cpython-313-aarch64-linux-musl.so", facts.ext_suffix)
    asserts.equals(env, "_sysconfigdata__linux_aarch64-linux-musl", facts.sysconfigdata)
    asserts.equals(env, ".cpython-313-darwin.so", build_facts("3.13", "macos_arm64").ext_suffix)
    asserts.equals(
        env,
        "_sysconfigdata__darwin_darwin",
        build_facts("3.13", "macos_arm64").sysconfigdata,
    )
    facts = build_facts("3.13", "windows_x86_64")
    asserts.equals(env, "win32", facts.machdep)
    asserts.equals(env, ".cp313-win_amd64.pyd", facts.ext_suffix)
    asserts.equals(env, None, facts.sysconfigdata)
    return unittest.end(env)

_names_test = unittest.make(_names_test_impl)

def _sysconfig_test_impl(ctx):
    env = unittest.begin(ctx)
    text = "\n".join(sysconfig_lines("3.13", "linux_x86_64_gnu"))
    asserts.true(env, text.startswith("build_time_vars = {"))
    asserts.true(env, "\"SIZEOF_LONG\": 8" in text, "a number is not quoted")
    asserts.true(env, "\"_POSIX_C_SOURCE\": \"200809L\"" in text, "other values are strings")
    asserts.true(env, "\"_PYTHONFRAMEWORK\": \"\"" in text, "a string of C has lost its quotes")
    asserts.true(env, "/usr/share/zoneinfo:" in text)
    asserts.false(env, "MACOSX_DEPLOYMENT_TARGET" in text)

    text = "\n".join(sysconfig_lines("3.13", "macos_x86_64"))
    asserts.true(env, "\"MACOSX_DEPLOYMENT_TARGET\": \"10.15\"" in text)
    return unittest.end(env)

_sysconfig_test = unittest.make(_sysconfig_test_impl)

def pyconfig_test_suite(name):
    """Declares the tests.

    Args:
        name: name of the test suite.
    """
    unittest.suite(
        name,
        _every_platform_test,
        _every_version_test,
        _differences_test,
        _header_test,
        _names_test,
        _sysconfig_test,
    )
