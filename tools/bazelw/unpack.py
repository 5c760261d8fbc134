"""Unpacks packages of Debian below a folder, without the parts that nothing there uses."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.bazelw import process

SUPERFLUOUS = (
    "etc",
    "usr/include",
    "usr/share/bash-completion",
    "usr/share/bug",
    "usr/share/doc",
    "usr/share/javascript",
    "usr/share/lintian",
    "usr/share/locale",
    "usr/share/man",
    "usr/share/maven-repo",
    "usr/share/nodejs",
    "usr/share/zsh",
    "usr/src",
    "var",
)
"""Folders that no program unpacked here opens."""


def unpack(debs: Iterable[Path], root: Path) -> None:
    """Unpacks `debs` below `root`, whose absolute links then point into `root`."""
    root.mkdir(parents=True)
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        list(pool.map(lambda deb: process.run(["dpkg-deb", "-x", deb, root]), debs))
    for name in SUPERFLUOUS:
        shutil.rmtree(root / name, ignore_errors=True)
    for converters in root.glob("usr/lib/*/gconv"):
        shutil.rmtree(converters)
    _relocate_links(root)


def _relocate_links(root: Path) -> None:
    for base, folders, files in os.walk(root):
        for name in folders + files:
            link = Path(base) / name
            if link.is_symlink():
                target = str(link.readlink())
                if target.startswith("/"):
                    link.unlink()
                    link.symlink_to(os.path.relpath(f"{root}{target}", base))
