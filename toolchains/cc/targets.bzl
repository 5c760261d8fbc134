"""What the toolchain must know about every target platform of `//platforms:platforms.bzl`."""

load("//platforms:platforms.bzl", "PLATFORMS")

def _target(
        *,
        linker,
        triple,
        zig_target,
        libc,
        libc_headers,
        libcxx_libraries,
        builtins,
        without_compiler_rt = [],
        crt = [],
        libraries = {},
        system_libraries = [],
        empty_libraries = [],
        defines = [],
        libcxx_defines = [],
        compile_flags = []):
    """One row of the table.

    Args:
        linker: `elf`, `coff` or `macho`: which linker is called, and how.
        triple: clang's name of the target.
        zig_target: zig's name of it, with the oldest version of the C library or of macOS.
        libc: folder of zig's `lib/libc` that the C library is made from.
        libc_headers: folders of zig's `lib/libc/include`, in search order.
        libcxx_libraries: the libraries of C++ in link order. Name of the file that zig links ->
            name it gets in the sysroot.
        builtins: whether compiler_rt is linked without the functions of the C library, because that
            has them all. Otherwise `libraries` names zig's own.
        without_compiler_rt: flags that save zig the making of its compiler_rt, where an empty
            program links without it.
        crt: start files: list of pairs (like `libcxx_libraries`, flags with which zig links them).
        libraries: like `libcxx_libraries`, for the libraries of C.
        system_libraries: names of further libraries of the system, linked where a program names
            them (`-lNAME`).
        empty_libraries: names of libraries that programs may name but that have nothing in them,
            because the C library is in one piece.
        defines: preprocessor definitions that select the version of the C library.
        libcxx_defines: definitions that configure libc++ for this target.
        compile_flags: flags of every compilation.

    Returns:
        a struct with these fields.
    """
    return struct(
        linker = linker,
        triple = triple,
        zig_target = zig_target,
        libc = libc,
        libc_headers = libc_headers,
        libcxx_libraries = libcxx_libraries,
        builtins = builtins,
        without_compiler_rt = without_compiler_rt,
        crt = crt,
        libraries = libraries,
        system_libraries = system_libraries,
        empty_libraries = empty_libraries,
        defines = defines,
        libcxx_defines = libcxx_defines,
        compile_flags = compile_flags,
    )

_LIBCXX = {name: name for name in ["libc++.a", "libc++abi.a", "libunwind.a"]}

def _linux_gnu(cpu, header_cpu):
    """Linux with glibc: programs link its shared libraries, at least version 2.17."""
    return _target(
        linker = "elf",
        triple = cpu + "-unknown-linux-gnu",
        zig_target = cpu + "-linux-gnu.2.17",
        libc = "glibc",
        libc_headers = [
            header_cpu + "-linux-gnu",
            "generic-glibc",
            header_cpu + "-linux-any",
            "any-linux-any",
        ],
        libcxx_libraries = _LIBCXX,
        builtins = True,
        without_compiler_rt = ["-rtlib=none"],
        crt = [
            ({"crt1.o": "crt1.o"}, []),
            ({"Scrt1.o": "Scrt1.o"}, ["-fPIE", "-pie"]),
        ],
        # Stubs: what a linker must know of glibc's libraries, without their code.
        libraries = {
            "libm.so.6": "libm.so",
            "libc.so.6": "libc.so",
            "libld.so.2": "libld.so",
            "libresolv.so.2": "libresolv.so",
            "libpthread.so.0": "libpthread.so",
            "libdl.so.2": "libdl.so",
            "librt.so.1": "librt.so",
            "libutil.so.1": "libutil.so",
            "libc_nonshared.a": "libc_nonshared.a",
        },
        defines = ["__GLIBC_MINOR__=17"],
        libcxx_defines = ["_LIBCPP_HAS_MUSL_LIBC=0", "_LIBCPP_HAS_TIME_ZONE_DATABASE"],
    )

def _linux_musl(cpu, header_cpu):
    """Linux with musl: programs are static."""
    return _target(
        linker = "elf",
        triple = cpu + "-unknown-linux-musl",
        zig_target = cpu + "-linux-musl",
        libc = "musl",
        libc_headers = [
            cpu + "-linux-musl",
            "generic-musl",
            header_cpu + "-linux-any",
            "any-linux-any",
        ],
        libcxx_libraries = _LIBCXX,
        builtins = False,
        crt = [({"crt1.o": "crt1.o"}, [])],
        libraries = {
            "libc.a": "libc.a",
            # A part of the C library that zig has in its own language.
            "libzigc.a": "libzigc.a",
            "libcompiler_rt.a": "libcompiler_rt.a",
        },
        empty_libraries = ["crypt", "dl", "m", "pthread", "resolv", "rt", "util"],
        libcxx_defines = ["_LIBCPP_HAS_MUSL_LIBC=1", "_LIBCPP_HAS_TIME_ZONE_DATABASE"],
    )

def _macos(platform_name):
    """macOS: programs link libSystem, of which zig has a description."""
    cpu = PLATFORMS[platform_name].cpu
    version = PLATFORMS[platform_name].macos_version
    return _target(
        linker = "macho",
        triple = "{}-apple-macosx{}".format(cpu, version),
        zig_target = "{}-macos.{}".format(cpu, version),
        libc = "darwin",
        libc_headers = ["any-darwin-any"],
        # libunwind is in libSystem.
        libcxx_libraries = {name: name for name in ["libc++.a", "libc++abi.a"]},
        builtins = True,
        without_compiler_rt = ["-rtlib=none"],
        libcxx_defines = ["_LIBCPP_HAS_MUSL_LIBC=0"],
    )

# Parts of the Universal C Runtime, as zig links them.
_UCRT = [
    "conio",
    "convert",
    "environment",
    "filesystem",
    "heap",
    "locale",
    "math",
    "multibyte",
    "private",
    "process",
    "runtime",
    "stdio",
    "string",
    "time",
    "utility",
]

_WINDOWS_LIBRARIES = [
    "api-ms-win-core-path-l1-1-0",
    "bcrypt",
    "cfgmgr32",
    "comctl32",
    "comdlg32",
    "crypt32",
    "dbghelp",
    "dnsapi",
    "gdi32",
    "iphlpapi",
    "mswsock",
    "ncrypt",
    "netapi32",
    "ole32",
    "oleaut32",
    "pdh",
    "powrprof",
    "propsys",
    "psapi",
    "rpcrt4",
    "secur32",
    "setupapi",
    "shlwapi",
    "userenv",
    "version",
    "winhttp",
    "wininet",
    "winmm",
    "winspool",
    "ws2_32",
    "wsock32",
    "wtsapi32",
]

def zig_lib(zig, target):
    """What zig reads of its `lib` folder to make things for a target.

    Args:
        zig: label of the root package of a zig repository, with the colon.
        target: a row of the table of targets.

    Returns:
        a list of labels.
    """
    return [zig + "lib_common", zig + "lib_" + target.libc] + [
        zig + "headers_" + folder
        for folder in target.libc_headers
    ]

# Name of the platform -> what the toolchain must know.
TARGETS = {
    "linux_aarch64_gnu": _linux_gnu("aarch64", "aarch64"),
    "linux_aarch64_musl": _linux_musl("aarch64", "aarch64"),
    "linux_x86_64_gnu": _linux_gnu("x86_64", "x86"),
    "linux_x86_64_musl": _linux_musl("x86_64", "x86"),
    "macos_arm64": _macos("macos_arm64"),
    "macos_x86_64": _macos("macos_x86_64"),
    "windows_x86_64": _target(
        linker = "coff",
        triple = "x86_64-unknown-windows-gnu",
        zig_target = "x86_64-windows-gnu",
        libc = "mingw",
        libc_headers = ["any-windows-any"],
        libcxx_libraries = {
            "c++.lib": "libc++.a",
            "c++abi.lib": "libc++abi.a",
            "unwind.lib": "libunwind.a",
        },
        builtins = True,
        crt = [
            ({"crt2.obj": "crt2.obj"}, []),
            ({"crt2.obj": "crt2u.obj"}, ["-municode"]),
            ({"dllcrt2.obj": "dllcrt2.obj"}, ["-shared", "-fvisibility=hidden"]),
        ],
        libraries = {
            name: name
            for name in ["libmingw32.lib", "zigc.lib"] +
                        ["api-ms-win-crt-{}-l1-1-0.lib".format(part) for part in _UCRT] +
                        [
                            "advapi32.lib",
                            "kernel32.lib",
                            "ntdll.lib",
                            "shell32.lib",
                            "user32.lib",
                        ]
        },
        system_libraries = _WINDOWS_LIBRARIES,
        empty_libraries = ["pthread"],
        defines = [
            "__MSVCRT_VERSION__=0xE00",
            "_WIN32_WINNT=0x0a00",
            "__CRT__NO_INLINE",
        ],
        libcxx_defines = ["_LIBCPP_HAS_MUSL_LIBC=0"],
        compile_flags = ["-Wno-pragma-pack"],
    ),
}
