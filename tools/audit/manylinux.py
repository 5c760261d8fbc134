"""What wheels for Linux may take from the system: the manylinux policy of our platforms, as data.

PEP 600 says what such a policy is, PEP 599 which libraries; the versions of symbols, and two
libraries more, are those of auditwheel, which tests/audit compares with these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    """What every system has that a wheel of a manylinux tag is for.

    Attributes:
        name: the tag, without the processor.
        libraries: file names of shared libraries.
        versions: kind of symbol versions (`GLIBC`) -> the versions that there are (`2.17`).
    """

    name: str
    libraries: frozenset[str]
    versions: Mapping[str, frozenset[str]]

    def has_version(self, version: str) -> bool:
        """Tells whether every such system has a version of symbols, such as `GLIBC_2.17`."""
        kind, _, number = version.partition("_")
        return number in self.versions.get(kind, ())


_LIBRARIES = frozenset(
    {
        "libGL.so.1",
        "libICE.so.6",
        "libSM.so.6",
        "libX11.so.6",
        "libXext.so.6",
        "libXrender.so.1",
        "libanl.so.1",
        "libatomic.so.1",
        "libc.so.6",
        "libdl.so.2",
        "libexpat.so.1",
        "libgcc_s.so.1",
        "libglib-2.0.so.0",
        "libgobject-2.0.so.0",
        "libgthread-2.0.so.0",
        "libm.so.6",
        "libnsl.so.1",
        "libpthread.so.0",
        "libresolv.so.2",
        "librt.so.1",
        "libstdc++.so.6",
        "libutil.so.1",
        "libz.so.1",
    }
)


def _versions(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CXXABI = _versions("1.3 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.3.6 1.3.7 TM_1")
_GLIBCXX = frozenset({"3.4", *(f"3.4.{number}" for number in range(1, 20))})
_ZLIB = _versions(
    "1.2.0 1.2.0.2 1.2.0.8 1.2.2 1.2.2.3 1.2.2.4 1.2.3.3 1.2.3.4 1.2.3.5 1.2.5.1 1.2.5.2"
)

MANYLINUX_2_17: dict[str, Policy] = {
    "aarch64": Policy(
        name="manylinux_2_17",
        libraries=_LIBRARIES,
        versions={
            "CXXABI": _CXXABI,
            "GCC": _versions("3.0 3.3 3.3.1 3.4 3.4.2 3.4.4 4.0.0 4.2.0 4.3.0 4.5.0 4.7.0"),
            "GLIBC": _versions("2.0 2.17 2.18"),
            "GLIBCXX": _GLIBCXX,
            "LIBATOMIC": _versions("1.0"),
            "ZLIB": _ZLIB,
        },
    ),
    "x86_64": Policy(
        name="manylinux_2_17",
        libraries=_LIBRARIES,
        versions={
            "CXXABI": _CXXABI,
            "GCC": _versions("3.0 3.3 3.3.1 3.4 3.4.2 3.4.4 4.0.0 4.2.0 4.3.0 4.7.0 4.8.0"),
            "GLIBC": _versions(
                "2.2.5 2.2.6 2.3 2.3.2 2.3.3 2.3.4 2.4 2.5 2.6 2.7 2.8 2.9 "
                "2.10 2.11 2.12 2.13 2.14 2.15 2.16 2.17"
            ),
            "GLIBCXX": _GLIBCXX,
            "LIBATOMIC": frozenset(),
            "ZLIB": _ZLIB,
        },
    ),
}
"""Name of the processor -> its policy."""
