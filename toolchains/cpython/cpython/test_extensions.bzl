"""Extension modules that upstream's tests load, and nothing else needs."""

load("@rules_cc//cc:cc_binary.bzl", "cc_binary")
load(":cpython_copts.bzl", "CPYTHON_COPTS")

# Name of a module -> its C files. Tests that need others are skipped.
_MODULES = {
    "_ctypes_test": ["Modules/_ctypes/_ctypes_test.c"],
    "_testbuffer": ["Modules/_testbuffer.c"],
    "_testcapi": ["Modules/_testcapimodule.c", "Modules/_testcapi/*.c"],
    "_testimportmultiple": ["Modules/_testimportmultiple.c"],
    "_testinternalcapi": ["Modules/_testinternalcapi.c", "Modules/_testinternalcapi/*.c"],
    "_testmultiphase": ["Modules/_testmultiphase.c"],
    "_testsinglephase": ["Modules/_testsinglephase.c"],
}

_HEADERS = [
    "Modules/_testcapi/**/*.h",
    "Modules/_testcapi_feature_macros.inc",
    "Modules/_testinternalcapi/**/*.h",
    "Modules/clinic/_test*.h",
]

# buildifier: disable=unnamed-macro
def cpython_test_extensions():
    """Declares `:test_extensions`, shared libraries that an interpreter on Linux finds on its path."""
    for name, sources in _MODULES.items():
        cc_binary(
            name = name + ".so",
            srcs = native.glob(sources) + native.glob(_HEADERS),
            copts = CPYTHON_COPTS,
            # Where the C API is, is known when it is loaded.
            linkopts = ["-Wl,-z,undefs"],
            linkshared = True,
            target_compatible_with = select({
                str(Label("@platforms//os:linux")): [],
                "//conditions:default": [str(Label("@platforms//:incompatible"))],
            }),
            deps = [":internal_headers"],
        )
    native.filegroup(
        name = "test_extensions",
        srcs = [name + ".so" for name in _MODULES],
        visibility = ["//visibility:public"],
    )
