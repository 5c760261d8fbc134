"""Tests of the audit of packed shared libraries.

The libraries are linked by Bazel: each takes a function of Python's C API from the executable that
carries it, and a second one from the first. Faults are put into them.
"""

from __future__ import annotations

import importlib.resources
import json
import os
import unittest
from pathlib import Path

from tests.audit.images import errors, image, stable_abi
from tests.tools.packed_resources.samples import packed, small
from tests.tools.pe.pe_library import pe_library
from tools.attach.formats import attach
from tools.attach.options import Options
from tools.audit.audit import Settings, audit
from tools.audit.finding import Finding, Severity
from tools.audit.manylinux import MANYLINUX_2_17
from tools.macho.universal import join
from tools.pack.shared_libraries import LIST
from tools.packed_resources.blob import stored

_PLATFORMS = ("linux_aarch64_gnu", "linux_x86_64_gnu", "macos_arm64", "macos_x86_64")
_CHECK = "packed-libraries"


def _library(platform: str, name: str = "user") -> bytes:
    return Path(os.environ[f"{name}_{platform}".upper()]).read_bytes()


def _carrying(platform: str, libraries: dict[str, bytes]) -> bytes:
    """Returns the executable for a platform with these libraries packed."""
    resources = small()
    resources.files.update({path: stored(content) for path, content in libraries.items()})
    lines = ["0" * 64, "cache", *libraries]
    resources.files[LIST] = stored("\n".join(lines).encode() + b"\n")
    return bytes(attach(image(platform), packed(resources), Options("example")))


def _both(platform: str) -> dict[str, bytes]:
    suffix = "dylib" if platform.startswith("macos_") else "so"
    return {
        f"user/libuser.{suffix}": _library(platform),
        f"user/.libs/libprovider.{suffix}": _library(platform, "provider"),
    }


class PackedLibrariesTest(unittest.TestCase):
    def _found(self, platform: str, libraries: dict[str, bytes], *allowed: str) -> list[Finding]:
        """Returns the errors, which are of this check only."""
        settings = Settings(allowed_libraries=allowed, stable_abi=stable_abi())
        found = errors(_carrying(platform, libraries), platform, settings=settings)
        self.assertLessEqual(set(found), {_CHECK})
        return found.get(_CHECK, [])

    def test_nothing_is_found(self) -> None:
        for platform in _PLATFORMS:
            with self.subTest(platform):
                self.assertEqual(self._found(platform, _both(platform)), [])

    def test_universal_library(self) -> None:
        libraries = _both("macos_arm64")
        path = next(iter(libraries))
        universal = join([libraries[path], _both("macos_x86_64")[path]])
        self.assertEqual(self._found("macos_arm64", {**libraries, path: universal}), [])

    def test_needed_library_is_missing(self) -> None:
        for platform in _PLATFORMS:
            with self.subTest(platform):
                libraries = {
                    path: content for path, content in _both(platform).items() if "user." in path
                }
                found = self._found(platform, libraries)
                self.assertEqual(len(found), 1, found)
                self.assertRegex(found[0].what, "needs .*libprovider.*, which is not packed")
                self.assertRegex(found[0].where, "user/libuser")
                name = found[0].what.split()[1].rstrip(",")
                self.assertEqual(self._found(platform, libraries, name), [])

    def test_allowed_without_need(self) -> None:
        content = _carrying("linux_x86_64_gnu", _both("linux_x86_64_gnu"))
        settings = Settings(allowed_libraries=["libprovider.so", "libother.so"])
        warnings = [
            finding.what
            for finding in audit(content, ["linux_x86_64_gnu"], settings)
            if finding.severity is Severity.WARNING
        ]
        self.assertEqual(warnings, ["libother.so is allowed, but not needed"])

    def test_symbol_that_the_executable_lacks(self) -> None:
        for platform in _PLATFORMS:
            with self.subTest(platform):
                libraries = _both(platform)
                path = next(iter(libraries))
                libraries[path] = libraries[path].replace(b"Py_AuditExample", b"Py_AuditMissing")
                found = [
                    finding
                    for finding in self._found(platform, libraries)
                    if "changed after it was signed" not in finding.what
                ]
                self.assertEqual(len(found), 1, found)
                self.assertIn("executable: Py_AuditMissing", found[0].what)

    def test_other_processor(self) -> None:
        for platform, other, what in (
            ("linux_x86_64_gnu", "linux_aarch64_gnu", "is ELF for aarch64, not ELF for x86_64"),
            ("macos_arm64", "macos_x86_64", "is Mach-O for x86_64, not Mach-O for aarch64"),
            ("macos_x86_64", "linux_x86_64_gnu", "is ELF for x86_64, not Mach-O for x86_64"),
        ):
            with self.subTest(platform):
                found = self._found(platform, {"libprovider": _library(other, "provider")})
                self.assertEqual([finding.what for finding in found], [what])

    def test_symbol_version_that_is_too_new(self) -> None:
        libraries = _both("linux_x86_64_gnu")
        path = next(iter(libraries))
        self.assertIn(b"GLIBC_2.2.5\0", libraries[path])
        libraries[path] = libraries[path].replace(b"GLIBC_2.2.5\0", b"GLIBC_2.34\0\0")
        found = self._found("linux_x86_64_gnu", libraries)
        self.assertEqual(len(found), 1, found)
        self.assertRegex(found[0].what, "needs GLIBC_2.34 of libc.so.6 .*not in manylinux_2_17")

    def test_newer_macos(self) -> None:
        libraries = _both("macos_x86_64")
        path = next(iter(libraries))
        minimum = bytes([0, 15, 10, 0])
        self.assertIn(minimum, libraries[path])
        changed = libraries[path].replace(minimum, bytes([0, 0, 14, 0]))
        found = self._found("macos_x86_64", {**libraries, path: changed})
        self.assertIn("is for macOS 14.0, newer than macOS 10.15", [f.what for f in found])

    def test_signature(self) -> None:
        libraries = _both("macos_arm64")
        path = next(iter(libraries))
        changed = libraries[path].replace(b"libSystem.B", b"libSYSTEM.B")
        found = self._found("macos_arm64", {**libraries, path: changed})
        self.assertEqual([finding.what for finding in found], ["was changed after it was signed"])

    def test_damaged(self) -> None:
        for platform in ("linux_x86_64_gnu", "macos_arm64"):
            with self.subTest(platform):
                found = self._found(platform, {"libprovider": _library(platform, "provider")[:64]})
                self.assertEqual([finding.where for finding in found], ["libprovider"])

    def test_static_executable(self) -> None:
        found = errors(
            _carrying("linux_x86_64_musl", {"lib": _library("linux_x86_64_gnu", "provider")}),
            "linux_x86_64_musl",
        )
        self.assertIn("static executable", found[_CHECK][0].what)


class WindowsTest(unittest.TestCase):
    """Libraries for Windows, which are made here and nothing could run."""

    def _found(self, libraries: dict[str, bytes], *allowed: str) -> list[str]:
        settings = Settings(allowed_libraries=allowed, stable_abi=stable_abi())
        content = _carrying("windows_x86_64", libraries)
        found = errors(content, "windows_x86_64", settings=settings)
        self.assertLessEqual(set(found), {_CHECK})
        return [f"{finding.where} {finding.what}" for finding in found.get(_CHECK, [])]

    def test_nothing_is_found(self) -> None:
        module = pe_library(
            "python313.dll", "KERNEL32.dll", "api-ms-win-crt-heap-l1-1-0.dll", "Other.DLL",
            symbols=("Py_AuditExample",),
        )  # fmt: skip
        libraries = {"user/module.pyd": module, "user.libs/other.dll": pe_library()}
        self.assertEqual(self._found(libraries), [])

    def test_needed_library_is_missing(self) -> None:
        libraries = {"module.pyd": pe_library("other.dll")}
        what = "needs other.dll, which is not packed and not on every system of this platform"
        self.assertEqual(self._found(libraries), [f"module.pyd {what}"])
        self.assertEqual(self._found(libraries, "other.dll"), [])

    def test_symbol_that_the_executable_lacks(self) -> None:
        for name in ("python3.dll", "PYTHON313.dll"):
            libraries = {"module.pyd": pe_library(name, symbols=("Py_AuditMissing",))}
            what = "1 symbols are missing that it takes from the executable: Py_AuditMissing"
            self.assertEqual(self._found(libraries), [f"module.pyd {what}"])

    def test_other_processor(self) -> None:
        libraries = {"module.pyd": pe_library("kernel32.dll", is_64_bit=False)}
        self.assertEqual(self._found(libraries), ["module.pyd is PE for x86, not PE for x86_64"])

    def test_damaged(self) -> None:
        self.assertEqual(len(self._found({"module.pyd": pe_library("a.dll")[:0x80]})), 1)


class PolicyTest(unittest.TestCase):
    def test_as_auditwheel_has_it(self) -> None:
        file = importlib.resources.files("auditwheel") / "policy" / "manylinux-policy.json"
        policies = json.loads(file.read_text(encoding="utf-8"))
        for architecture, policy in MANYLINUX_2_17.items():
            with self.subTest(architecture):
                (theirs,) = [each for each in policies if each["name"] == policy.name]
                self.assertEqual(set(theirs["lib_whitelist"]), policy.libraries)
                self.assertEqual(
                    {kind: set(names) for kind, names in policy.versions.items()},
                    {
                        kind: set(names)
                        for kind, names in theirs["symbol_versions"][architecture].items()
                    },
                )

    def test_versions(self) -> None:
        for architecture in ("aarch64", "x86_64"):
            with self.subTest(architecture):
                policy = MANYLINUX_2_17[architecture]
                self.assertTrue(policy.has_version("GLIBC_2.17"))
                self.assertTrue(policy.has_version("CXXABI_TM_1"))
                self.assertFalse(policy.has_version("GLIBC_2.28"))
                self.assertFalse(policy.has_version("GLIBC_PRIVATE"))


if __name__ == "__main__":
    unittest.main()
