"""What every executable for a platform promises: one contract per platform, as data."""

from __future__ import annotations

from dataclasses import dataclass

from tools.audit.manylinux import MANYLINUX_2_17, Policy

_STACK_SIZE = 0x1000000
"""16 MiB: what the linker is asked for."""


@dataclass(frozen=True)
class Contract:
    """What holds for every format.

    Attributes:
        architecture: as in `Executable.architecture`.
        libraries: names of the shared libraries that every system of this kind has.
        exports_api: whether Python's C API is offered to extension modules.
        feature_macros: which of CPython's macros are defined that parts of its stable ABI depend
            on; `Misc/stable_abi.toml` of its sources lists them.
        stack_size: of the main thread, in bytes.
        linker_exports: names of symbols that the linker exports from every program.
    """

    architecture: str
    libraries: frozenset[str]
    exports_api: bool
    feature_macros: frozenset[str]
    stack_size: int = _STACK_SIZE
    linker_exports: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ElfContract(Contract):
    """For Linux.

    Attributes:
        interpreter: path of the dynamic loader; None for a static executable.
        glibc: the oldest version of glibc that it runs with; None for a static executable.
        wheel_policy: what the wheels that it carries may need; None for a static executable.
    """

    interpreter: str | None = None
    glibc: tuple[int, int] | None = None
    wheel_policy: Policy | None = None


@dataclass(frozen=True)
class MachoContract(Contract):
    """For macOS.

    Attributes:
        minimum_version: the oldest version of macOS that it runs on.
    """

    minimum_version: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class PeContract(Contract):
    """For Windows.

    Attributes:
        subsystem_version: the newest Windows that it may ask for.
    """

    subsystem_version: tuple[int, int] = (0, 0)


_POSIX_MACROS = frozenset({"HAVE_FORK", "PY_HAVE_THREAD_NATIVE_ID"})
_WINDOWS_MACROS = frozenset({"MS_WINDOWS", "PY_HAVE_THREAD_NATIVE_ID"})

_GLIBC_LIBRARIES = frozenset(
    {"libc.so.6", "libdl.so.2", "libm.so.6", "libpthread.so.0", "librt.so.1"}
)
"""All of glibc that Python needs. The dynamic loader is one more, see `_gnu`."""

_APPLE_LIBRARIES = frozenset(
    {
        "/usr/lib/libSystem.B.dylib",
        # The two that `_scproxy` asks for the system's proxies.
        "/System/Library/Frameworks/CoreFoundation.framework/Versions/A/CoreFoundation",
        "/System/Library/Frameworks/SystemConfiguration.framework/Versions/A/SystemConfiguration",
    }
)

_WINDOWS_LIBRARIES = frozenset(
    {
        "advapi32.dll",
        "api-ms-win-core-path-l1-1-0.dll",
        "bcrypt.dll",
        "crypt32.dll",
        "gdi32.dll",
        "iphlpapi.dll",
        "kernel32.dll",
        "ntdll.dll",
        "ole32.dll",
        "oleaut32.dll",
        "propsys.dll",
        "rpcrt4.dll",
        "shell32.dll",
        "user32.dll",
        "version.dll",
        "winmm.dll",
        "ws2_32.dll",
    }
    | {
        # The Universal C Runtime, a part of the system since Windows 10.
        f"api-ms-win-crt-{part}-l1-1-0.dll"
        for part in (
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
        )
    }
)


def _gnu(architecture: str, interpreter: str) -> ElfContract:
    return ElfContract(
        architecture=architecture,
        libraries=_GLIBC_LIBRARIES | {interpreter.rpartition("/")[2]},
        exports_api=True,
        feature_macros=_POSIX_MACROS,
        interpreter=interpreter,
        glibc=(2, 17),
        wheel_policy=MANYLINUX_2_17[architecture],
    )


def _musl(architecture: str) -> ElfContract:
    return ElfContract(
        architecture=architecture,
        libraries=frozenset(),
        exports_api=False,
        feature_macros=_POSIX_MACROS,
    )


def _macos(architecture: str, minimum_version: tuple[int, int]) -> MachoContract:
    return MachoContract(
        architecture=architecture,
        libraries=_APPLE_LIBRARIES,
        exports_api=True,
        feature_macros=_POSIX_MACROS,
        linker_exports=frozenset({"_mh_execute_header", "__dso_handle"}),
        minimum_version=minimum_version,
    )


CONTRACTS: dict[str, Contract] = {
    "linux_aarch64_gnu": _gnu("aarch64", "/lib/ld-linux-aarch64.so.1"),
    "linux_aarch64_musl": _musl("aarch64"),
    "linux_x86_64_gnu": _gnu("x86_64", "/lib64/ld-linux-x86-64.so.2"),
    "linux_x86_64_musl": _musl("x86_64"),
    "macos_arm64": _macos("aarch64", (11, 0)),
    "macos_x86_64": _macos("x86_64", (10, 15)),
    "windows_x86_64": PeContract(
        architecture="x86_64",
        libraries=_WINDOWS_LIBRARIES,
        exports_api=True,
        feature_macros=_WINDOWS_MACROS,
        subsystem_version=(10, 0),
    ),
}
"""Name of the platform, as in `//platforms:platforms.bzl` -> its contract."""
