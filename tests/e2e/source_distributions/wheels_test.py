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
_TAG = f"cp313-cp313-{os.environ['PLATFORM_TAG']}"
_SUFFIX = os.environ["EXTENSION_SUFFIX"]

_ARCHITECTURE = "aarch64" if os.environ["PLATFORM_TAG"].endswith(("aarch64", "arm64")) else "x86_64"

# Start of a platform tag -> a pattern for what modules may need of the system, and the starts of
# the names of the shared libraries that they may need, in lower case.
_CONTRACTS = {
    "manylinux_2_17": (r"Linux|glibc 2\.(?:\d|1[0-7])(?:\.\d+)?", ("lib", "ld-linux")),
    # Python has musl already.
    "musllinux_1_2": ("Linux", ()),
    "macosx_11_0": (r"macOS 11\.0", ("/usr/lib/libsystem.b.dylib", "/usr/lib/libc++")),
    "macosx_10_15": (r"macOS 10\.15", ("/usr/lib/libsystem.b.dylib", "/usr/lib/libc++")),
    "win": (r"Windows NT [0-9.]+", ("python313.dll", "kernel32.dll", "api-ms-win-crt-")),
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


def _wheels() -> list[Path]:
    return [wheel for folder in _FOLDERS for wheel in folder.iterdir()]


class WheelsTest(unittest.TestCase):
    def test_names(self) -> None:
        names = sorted(wheel.name for wheel in _wheels())
        self.assertEqual(
            [name.partition("-")[0] for name in names], ["markupsafe", "murmurhash", "ujson"]
        )
        for name in names:
            self.assertEqual([str(tag) for tag in tags_of(name)], [_TAG])

    def test_metadata(self) -> None:
        for wheel in _wheels():
            with self.subTest(wheel.name), zipfile.ZipFile(wheel) as archive:
                folder = "-".join(wheel.name.split("-")[:2]) + ".dist-info"
                headers = HeaderParser().parsestr(archive.read(f"{folder}/WHEEL").decode())
                self.assertEqual(headers.get_all("Tag"), [_TAG])
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
        (contract,) = [value for start, value in _CONTRACTS.items() if _TAG[12:].startswith(start)]
        needs, libraries = contract
        for wheel in _wheels():
            with self.subTest(wheel.name), zipfile.ZipFile(wheel) as archive:
                modules = [n for n in archive.namelist() if n.endswith((".so", ".pyd", ".dylib"))]
                self.assertEqual(len(modules), 1)
                self.assertTrue(modules[0].endswith(_SUFFIX), modules[0])
                (module,) = read_executables(archive.read(modules[0]))
                self.assertEqual(module.kind, "shared library")
                self.assertEqual(module.architecture, _ARCHITECTURE)
                init = "PyInit_" + Path(modules[0]).name.removesuffix(_SUFFIX)
                self.assertIn(init, module.exports)
                self.assertRegex(module.needs, rf"\A(?:{needs})\Z")
                for library in module.libraries:
                    self.assertTrue(library.name.lower().startswith(libraries), library.name)
                    if module.format == "ELF":
                        self.assertIn(library.name, _GLIBC)
                if module.format == "PE":
                    self.assertIn("python313.dll", [library.name for library in module.libraries])
                self.assertEqual(module.run_paths, ())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
