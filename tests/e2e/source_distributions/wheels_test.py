"""Tests the wheels of one platform that were built from source: their tags, and what is in them.

Arguments are the folders that the wheels lie in.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import os
import sys
import unittest
import zipfile
from email.parser import HeaderParser
from pathlib import Path

from tools.executable.read import read_executables
from tools.wheel.tags import tags_of

_FOLDERS = [Path(argument) for argument in sys.argv[1:]]
_PLATFORM_TAG = os.environ["PLATFORM_TAG"]
_SUFFIX = os.environ["EXTENSION_SUFFIX"]

# Packages that keep to the stable ABI -> the tags of that.
_STABLE_ABI = {"scoring_matrices": "cp311-abi3"}

# Packages with more than one extension module -> their number.
_MODULES = {"cysignals": 5, "memory_allocator": 2}

_ARCHITECTURE = "aarch64" if _PLATFORM_TAG.endswith(("aarch64", "arm64")) else "x86_64"

# Start of a platform tag -> a pattern for what modules may need of the system, and the starts of
# the names of the shared libraries that they may need, in lower case.
_CONTRACTS = {
    "manylinux_2_17": (r"Linux|glibc 2\.(?:\d|1[0-7])(?:\.\d+)?", ("lib", "ld-linux")),
    # Python has musl already.
    "musllinux_1_2": ("Linux", ()),
    "macosx_11_0": (r"macOS 11\.0", ("/usr/lib/libsystem.b.dylib", "/usr/lib/libc++")),
    "macosx_10_15": (r"macOS 10\.15", ("/usr/lib/libsystem.b.dylib", "/usr/lib/libc++")),
    "win": (
        r"Windows NT [0-9.]+",
        ("python3.dll", "python313.dll", "kernel32.dll", "api-ms-win-crt-"),
    ),
}

_GLIBC = {
    "ld-linux-aarch64.so.1",
    "ld-linux-x86-64.so.2",
    "libc.so.6",
    "libdl.so.2",
    "libm.so.6",
    "libpthread.so.0",
    "librt.so.1",
}


def _tag(package: str) -> str:
    """Returns the tag that the wheel of a package has."""
    return f"{_STABLE_ABI.get(package, 'cp313-cp313')}-{_PLATFORM_TAG}"


def _wheels() -> list[Path]:
    return [wheel for folder in _FOLDERS for wheel in folder.iterdir()]


class WheelsTest(unittest.TestCase):
    def test_names(self) -> None:
        names = sorted(wheel.name for wheel in _wheels())
        packages = [name.partition("-")[0] for name in names]
        self.assertEqual(packages, os.environ["PACKAGES"].split())
        for name in names:
            self.assertEqual([str(tag) for tag in tags_of(name)], [_tag(name.partition("-")[0])])

    def test_metadata(self) -> None:
        for wheel in _wheels():
            with self.subTest(wheel.name), zipfile.ZipFile(wheel) as archive:
                folder = "-".join(wheel.name.split("-")[:2]) + ".dist-info"
                headers = HeaderParser().parsestr(archive.read(f"{folder}/WHEEL").decode())
                self.assertEqual(headers.get_all("Tag"), [_tag(wheel.name.partition("-")[0])])
                self.assertEqual(headers["Root-Is-Purelib"], "false")
                record = csv.reader(io.StringIO(archive.read(f"{folder}/RECORD").decode()))
                names = set()
                for name, digest, _ in record:
                    names.add(name)
                    if digest:
                        actual = hashlib.sha256(archive.read(name)).digest()
                        encoded = base64.urlsafe_b64encode(actual).rstrip(b"=").decode()
                        self.assertEqual(digest, f"sha256={encoded}", name)
                self.assertEqual(names, set(archive.namelist()))

    def test_extension_modules(self) -> None:
        for wheel in _wheels():
            package = wheel.name.partition("-")[0]
            with self.subTest(wheel.name), zipfile.ZipFile(wheel) as archive:
                modules = [n for n in archive.namelist() if n.endswith((".so", ".pyd", ".dylib"))]
                self.assertEqual(len(modules), _MODULES.get(package, 1))
                for name in modules:
                    self._check_module(name, archive.read(name), package in _STABLE_ABI)

    def _check_module(self, path: str, content: bytes, is_stable_abi: bool) -> None:
        ((needs, libraries),) = [
            value for start, value in _CONTRACTS.items() if _PLATFORM_TAG.startswith(start)
        ]
        suffix, dll = _SUFFIX, "python313.dll"
        if is_stable_abi:
            suffix, dll = (".pyd" if _SUFFIX.endswith(".pyd") else ".abi3.so"), "python3.dll"
        self.assertTrue(path.endswith(suffix), path)
        (module,) = read_executables(content)
        self.assertEqual(module.kind, "shared library")
        self.assertEqual(module.architecture, _ARCHITECTURE)
        self.assertIn("PyInit_" + Path(path).name.removesuffix(suffix), module.exports)
        self.assertRegex(module.needs, rf"\A(?:{needs})\Z")
        for library in module.libraries:
            self.assertTrue(library.name.lower().startswith(libraries), library.name)
            if module.format == "ELF":
                self.assertIn(library.name, _GLIBC)
        if module.format == "PE":
            self.assertIn(dll, [library.name for library in module.libraries])
        self.assertEqual(module.run_paths, ())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
