"""Tests of the audit of PE executables: each fault is put into an executable without any."""

from __future__ import annotations

import random
import struct
import unittest

from tests.audit.images import STABLE_ABI, errors, executable, image, replaced, stable_abi
from tools.attach.formats import find_attached
from tools.audit.audit import Settings, audit
from tools.audit.finding import Finding
from tools.executable.pe import checksum

_WINDOWS = "windows_x86_64"

# Offsets of Microsoft's "PE Format": in the file header, which follows the signature, and in the
# optional header of 64 bit executables.
_MACHINE, _TIMESTAMP, _SYMBOL_COUNT, _CHARACTERISTICS = 4, 8, 16, 22
_OPTIONAL = 24
_SUBSYSTEM_VERSION, _CHECKSUM, _SUBSYSTEM, _DLL_CHARACTERISTICS = 48, 64, 68, 70
_STACK_RESERVE, _DIRECTORIES = 72, 112
_DEBUG = 6
_SECTION_SIZE, _SECTION_CHARACTERISTICS = 40, 36
_FILE_DLL, _RELOCS_STRIPPED = 0x2000, 0x1
_SCN_WRITE, _SCN_EXECUTE = 0x80000000, 0x20000000


def _header(content: bytes) -> int:
    """Returns the offset of the PE signature."""
    return int(struct.unpack_from("<I", content, 0x3C)[0])


def _sealed(content: bytes) -> bytes:
    """Returns the content with its right checksum."""
    field = _header(content) + _OPTIONAL + _CHECKSUM
    return replaced(content, field, struct.pack("<I", checksum(content, field)))


def _changed(content: bytes, offset: int, new: bytes) -> bytes:
    """Returns the content with other bytes at an offset, and its right checksum."""
    return _sealed(replaced(content, offset, new))


def _renamed(content: bytes, old: bytes, new: bytes) -> bytes:
    """Returns the content with other bytes of the same size everywhere, and its right checksum."""
    if old not in content or len(old) != len(new):
        raise ValueError(f"cannot rename {old!r} to {new!r}")
    return _sealed(content.replace(old, new))


def _in_file_header(content: bytes, field: int, new: bytes) -> bytes:
    return _changed(content, _header(content) + field, new)


def _in_optional_header(content: bytes, field: int, new: bytes) -> bytes:
    return _changed(content, _header(content) + _OPTIONAL + field, new)


def _with_rights(content: bytes, name: bytes, more: int) -> bytes:
    """Returns the content with further characteristics of a section."""
    offset = content.index(name.ljust(8, b"\0"), _header(content)) + _SECTION_CHARACTERISTICS
    (old,) = struct.unpack_from("<I", content, offset)
    return _changed(content, offset, struct.pack("<I", old | more))


class IntactTest(unittest.TestCase):
    def test_nothing_is_found(self) -> None:
        self.assertEqual(errors(executable(_WINDOWS), _WINDOWS), {})


class FaultTest(unittest.TestCase):
    def _only(self, check: str, content: bytes) -> list[Finding]:
        found = errors(content, _WINDOWS)
        self.assertEqual(list(found), [check])
        return found[check]

    def test_resources_changed(self) -> None:
        content = bytearray(executable(_WINDOWS))
        attached = find_attached(bytes(content))
        content[attached.offset + attached.size - 1] ^= 1
        self.assertEqual(set(errors(bytes(content), _WINDOWS)), {"checksum", "resources"})
        found = self._only("resources", _sealed(bytes(content)))
        self.assertIn("checksum", found[0].what)

    def test_no_resources_and_no_manifest(self) -> None:
        self.assertEqual(
            set(errors(image(_WINDOWS), _WINDOWS)), {"checksum", "manifest", "resources"}
        )

    def test_resources_are_writable(self) -> None:
        content = _with_rights(executable(_WINDOWS), b".pypack", _SCN_WRITE)
        self.assertIn("'rw'", self._only("resources", content)[0].what)

    def test_truncated(self) -> None:
        for size in (2, 64, 200):
            self.assertIn("format", errors(executable(_WINDOWS)[:size], _WINDOWS))
        self.assertIn("resources", errors(executable(_WINDOWS)[:-1000], _WINDOWS))

    def test_machine(self) -> None:
        for machine, name in ((0xAA64, "aarch64"), (0x14C, "x86")):
            content = _in_file_header(executable(_WINDOWS), _MACHINE, struct.pack("<H", machine))
            found = errors(content, _WINDOWS)["architecture"]
            self.assertIn(f"is for {name}, not for x86_64", found[0].what)

    def test_dll(self) -> None:
        content = executable(_WINDOWS)
        offset = _header(content) + _CHARACTERISTICS
        (old,) = struct.unpack_from("<H", content, offset)
        content = _changed(content, offset, struct.pack("<H", old | _FILE_DLL))
        self.assertIn("shared library", errors(content, _WINDOWS)["format"][0].what)

    def test_subsystem(self) -> None:
        content = _in_optional_header(executable(_WINDOWS), _SUBSYSTEM, struct.pack("<H", 1))
        self._only("format", content)

    def test_windows_subsystem(self) -> None:
        content = _in_optional_header(executable(_WINDOWS), _SUBSYSTEM, struct.pack("<H", 2))
        self.assertEqual(errors(content, _WINDOWS), {})

    def test_subsystem_version(self) -> None:
        version = struct.pack("<HH", 10, 1)
        content = _in_optional_header(executable(_WINDOWS), _SUBSYSTEM_VERSION, version)
        self.assertIn("10.1, newer than 10.0", self._only("minimum-os", content)[0].what)

    def test_library(self) -> None:
        content = _renamed(executable(_WINDOWS), b"KERNEL32.dll\0", b"KERNEL64.dll\0")
        self.assertIn("KERNEL64.dll", self._only("libraries", content)[0].what)

    def test_allowed_library(self) -> None:
        content = _renamed(executable(_WINDOWS), b"KERNEL32.dll\0", b"KERNEL64.dll\0")
        settings = Settings(allowed_libraries=["kernel64.dll"], stable_abi=stable_abi())
        self.assertEqual(audit(content, [_WINDOWS], settings), [])

    def test_exports(self) -> None:
        content = _renamed(executable(_WINDOWS), b"Py_AuditExample", b"Qy_AuditExample")
        found = errors(content, _WINDOWS)
        self.assertIn("Qy_AuditExample", found["exports"][0].what)
        self.assertIn("stable-abi", found)

    def test_stable_abi(self) -> None:
        more = STABLE_ABI + "[data.Py_Forks]\nifdef = 'HAVE_FORK'\n"
        settings = Settings(stable_abi=stable_abi(more + "[data.Py_Win]\nifdef = 'MS_WINDOWS'\n"))
        found = errors(executable(_WINDOWS), _WINDOWS, settings=settings)
        self.assertIn(
            "1 symbols of the stable ABI are missing: Py_Win", found["stable-abi"][0].what
        )

    def test_writable_and_executable(self) -> None:
        content = _with_rights(executable(_WINDOWS), b".data", _SCN_EXECUTE)
        self.assertEqual(self._only("memory", content)[0].where, ".data")

    def test_protections(self) -> None:
        content = executable(_WINDOWS)
        offset = _header(content) + _OPTIONAL + _DLL_CHARACTERISTICS
        (old,) = struct.unpack_from("<H", content, offset)
        for bit, name in ((0x20, "HIGH_ENTROPY_VA"), (0x40, "DYNAMIC_BASE"), (0x100, "NX_COMPAT")):
            with self.subTest(name):
                found = self._only(
                    "memory", _changed(content, offset, struct.pack("<H", old & ~bit))
                )
                self.assertIn(name, found[0].what)

    def test_relocations(self) -> None:
        content = executable(_WINDOWS)
        offset = _header(content) + _CHARACTERISTICS
        (old,) = struct.unpack_from("<H", content, offset)
        content = _changed(content, offset, struct.pack("<H", old | _RELOCS_STRIPPED))
        self.assertEqual(self._only("memory", content)[0].where, "base relocation table")

    def test_small_stack(self) -> None:
        size = struct.pack("<Q", 0x100000)
        content = _in_optional_header(executable(_WINDOWS), _STACK_RESERVE, size)
        self.assertIn("1,048,576 bytes", self._only("stack", content)[0].what)

    def test_symbols(self) -> None:
        content = _in_file_header(executable(_WINDOWS), _SYMBOL_COUNT, struct.pack("<I", 1))
        self._only("stripped", content)

    def test_debugging_section(self) -> None:
        content = executable(_WINDOWS)
        offset = content.index(b".buildid", _header(content))
        self.assertIn(
            ".debug_x", self._only("stripped", _changed(content, offset, b".debug_x"))[0].what
        )

    def test_timestamp(self) -> None:
        directory = _DIRECTORIES + _DEBUG * 8
        content = _in_optional_header(executable(_WINDOWS), directory, bytes(8))
        self._only("reproducible", content)
        content = _in_file_header(content, _TIMESTAMP, bytes(4))
        self.assertEqual(errors(content, _WINDOWS), {})

    def test_manifest(self) -> None:
        content = executable(_WINDOWS)
        for part, expected in (
            (b"{8e0f7a12-bfb3", "Windows 10"),
            (b"longPathAware", "260 characters"),
        ):
            with self.subTest(part):
                self.assertIn(part, content)
                changed = _renamed(content, part, b"x" * len(part))
                self.assertIn(expected, self._only("manifest", changed)[0].what)

    def test_checksum(self) -> None:
        field = _header(executable(_WINDOWS)) + _OPTIONAL + _CHECKSUM
        for value in (0, 1):
            content = replaced(executable(_WINDOWS), field, struct.pack("<I", value))
            self.assertIn(f"is {value:#x}, not", self._only("checksum", content)[0].what)


class DamageTest(unittest.TestCase):
    def test_random_damage_is_a_finding(self) -> None:
        """Whatever is damaged, the audit ends."""
        generator = random.Random(1)
        for _ in range(60):
            content = bytearray(executable(_WINDOWS))
            for _ in range(generator.randrange(1, 5)):
                content[generator.randrange(0x400)] = generator.choice((0, 1, 0x7F, 0xFF))
            errors(bytes(content), _WINDOWS)


if __name__ == "__main__":
    unittest.main()
