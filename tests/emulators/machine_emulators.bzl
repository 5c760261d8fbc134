"""The repository rule that finds the machine's emulators."""

# Where Debian's packages qemu-user, libc6-arm64-cross and libstdc++6-arm64-cross put what is needed
# of them. All are watched whether they exist or not, so that tests run again once they are installed.
_QEMU_AARCH64 = "/usr/bin/qemu-aarch64"
_AARCH64_SYSROOT = "/usr/aarch64-linux-gnu"
_AARCH64_LINKER = _AARCH64_SYSROOT + "/lib/ld-linux-aarch64.so.1"
_AARCH64_LIBSTDCXX = _AARCH64_SYSROOT + "/lib/libstdc++.so.6"

def _existing(repository_ctx, path, witness = None):
    """Gives `path` if `witness` (by default itself) exists, else `None`; watches the witness."""
    witness = repository_ctx.path(witness or path)
    repository_ctx.watch(witness)
    return path if witness.exists else None

def _wine(repository_ctx):
    """Gives the path of the Wine that `tests/emulators/install` has made, or `None`.

    The folder is that of bazelw's cache: tools/bazelw/settings.py.
    """
    cache = repository_ctx.getenv("BAZELW_CACHE")
    if not cache:
        base = repository_ctx.getenv("XDG_CACHE_HOME", "")
        if not base.startswith("/"):
            base = repository_ctx.getenv("HOME", "/nonexistent") + "/.cache"
        cache = base + "/rules_python_executable"
    wine = cache + "/wine/current"
    if not _existing(repository_ctx, wine, wine + "/.complete"):
        return None
    return str(repository_ctx.path(wine).realpath)

def _machine_emulators_impl(repository_ctx):
    repository_ctx.file("BUILD.bazel", """\
load("@rules_python//python:defs.bzl", "py_library")

py_library(
    name = "machine_emulators",
    srcs = ["machine_emulators.py"],
    imports = ["."],
    visibility = ["//visibility:public"],
)
""", executable = False)
    found = {
        "AARCH64_LIBSTDCXX": _existing(repository_ctx, _AARCH64_LIBSTDCXX),
        "AARCH64_SYSROOT": _existing(repository_ctx, _AARCH64_SYSROOT, _AARCH64_LINKER),
        "QEMU_AARCH64": _existing(repository_ctx, _QEMU_AARCH64),
        "WINE": _wine(repository_ctx),
    }
    repository_ctx.file("machine_emulators.py", "".join([
        '"""Absolute paths of the machine\'s emulators; None for what is not installed."""\n\n',
    ] + [
        "{} = {}\n".format(name, repr(path))
        for name, path in found.items()
    ]), executable = False)

machine_emulators = repository_rule(
    implementation = _machine_emulators_impl,
    doc = """A repository with one target, `//:machine_emulators`: a Python module that says where
the emulators of this machine are.

Making the repository never fails; a test that needs an emulator which is not there is skipped and
says so. What is found is part of the tests' inputs: installing an emulator runs them again.
""",
    configure = True,
    local = True,
)
