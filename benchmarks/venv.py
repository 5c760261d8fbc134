"""A venv to compare with: the same CPython, the same packages, compiled bytecode."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path


def runfiles_site_packages() -> list[Path]:
    """The folders of the packages that this program itself depends on."""
    return [Path(entry) for entry in sys.path if ".runfiles/" in entry and "site-packages" in entry]


def create(installation: Path, packages: Iterable[Path], folder: Path) -> Path:
    """Make a venv.

    Args:
        installation: an ordinary installation of CPython, copied so that it can be compiled.
        packages: folders whose content goes to the venv's site-packages.
        folder: folder to make; gets `python` and `venv`.

    Returns:
        the venv's interpreter.
    """
    prefix = folder / "python"
    shutil.copytree(installation, prefix)
    python = prefix / "bin" / "python3.13"
    _compile(python, prefix / "lib")
    venv = folder / "venv"
    subprocess.run([python, "-m", "venv", "--without-pip", venv], check=True)
    site_packages = venv / "lib" / "python3.13" / "site-packages"
    for package in packages:
        shutil.copytree(package, site_packages, dirs_exist_ok=True)
    _compile(python, site_packages)
    return venv / "bin" / "python"


def _compile(python: Path, folder: Path) -> None:
    # Files that are no Python of this version, such as templates, are left to whoever uses them.
    subprocess.run([python, "-m", "compileall", "-qq", folder], check=False)
