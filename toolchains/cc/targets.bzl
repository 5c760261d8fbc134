"""What the toolchain must know about every target platform of `//platforms:platforms.bzl`."""

def _target(
        triple,
        zig_target,
        libc_headers,
        linker,
        crt = {},
        crt_variants = [],
        libraries = {},
        defines = [],
        compile_flags = [],
        link_flags = [],
        libcxx_musl = 0,
        builtins = True):
    """One row of the table.

    Args:
        triple: clang's name of the target.
        zig_target: zig's name of it, with the oldest version of the C library or of macOS.
        libc_headers: folders of zig's `lib/libc/include`, in search order.
        linker: `elf`, `coff` or `macho`: which linker is called, and how.
        crt: start files. Name of the file that zig links -> name it gets in the sysroot.
        crt_variants: lists of flags; zig links once more with each, for further start files.
        libraries: the same for the libraries of C, in link order.
        defines: preprocessor definitions that select the version of the C library.
        compile_flags: flags of every compilation.
        link_flags: flags of every link.
        libcxx_musl: value of libc++'s `_LIBCPP_HAS_MUSL_LIBC`.
        builtins: whether compiler_rt is linked without the functions of the C library, because
            that has them all. Otherwise `libraries` names zig's own.

    Returns:
        a struct with these fields.
    """
    return struct(
        triple = triple,
        zig_target = zig_target,
        libc_headers = libc_headers,
        linker = linker,
        crt = crt,
        crt_variants = crt_variants,
        libraries = libraries,
        defines = defines,
        compile_flags = compile_flags,
        link_flags = link_flags,
        libcxx_musl = libcxx_musl,
        builtins = builtins,
    )

# Stubs of glibc's libraries: what the linker needs to know of them, without their code.
def _glibc_stubs(loader):
    return {
        "libm.so.6": "libm.so",
        "libc.so.6": "libc.so",
        loader: "libld.so",
        "libresolv.so.2": "libresolv.so",
        "libpthread.so.0": "libpthread.so",
        "libdl.so.2": "libdl.so",
        "librt.so.1": "librt.so",
        "libutil.so.1": "libutil.so",
        "libc_nonshared.a": "libc_nonshared.a",
    }

_GLIBC_CRT = {"crt1.o": "crt1.o", "Scrt1.o": "Scrt1.o"}

# The size of the stack that an executable asks for, as zig does: musl gives new threads this much
# instead of its 128 KiB.
_STACK_SIZE = "-Wl,-z,stack-size=16777216"

# Name of the platform -> what the toolchain must know.
TARGETS = {
    "linux_aarch64_gnu": _target(
        triple = "aarch64-unknown-linux-gnu",
        zig_target = "aarch64-linux-gnu.2.17",
        libc_headers = ["aarch64-linux-gnu", "generic-glibc", "aarch64-linux-any", "any-linux-any"],
        linker = "elf",
        crt = _GLIBC_CRT,
        crt_variants = [["-fPIE", "-pie"]],
        libraries = _glibc_stubs("libld.so.1"),
        defines = ["__GLIBC_MINOR__=17"],
    ),
    "linux_x86_64_gnu": _target(
        triple = "x86_64-unknown-linux-gnu",
        zig_target = "x86_64-linux-gnu.2.17",
        libc_headers = ["x86-linux-gnu", "generic-glibc", "x86-linux-any", "any-linux-any"],
        linker = "elf",
        crt = _GLIBC_CRT,
        crt_variants = [["-fPIE", "-pie"]],
        libraries = _glibc_stubs("libld.so.2"),
        defines = ["__GLIBC_MINOR__=17"],
    ),
}
