"""Tests of the audit of Mach-O executables: each fault is put into an executable without any."""

from __future__ import annotations

import hashlib
import random
import struct
import unittest

from tests.audit.images import STABLE_ABI, errors, executable, image, replaced, stable_abi
from tools.attach.formats import find_attached
from tools.audit.audit import Settings
from tools.audit.finding import Finding
from tools.macho.universal import join

_ARM64 = "macos_arm64"
_X86_64 = "macos_x86_64"

# Offsets and values of Apple's `mach-o/loader.h`.
_CPU_TYPE, _FILE_TYPE, _COMMAND_COUNT, _FLAGS, _FIRST_COMMAND = 4, 12, 16, 24, 32
_LC_SYMTAB, _LC_LOAD_DYLIB, _LC_SEGMENT_64, _LC_CODE_SIGNATURE = 0x2, 0xC, 0x19, 0x1D
_LC_BUILD_VERSION, _LC_MAIN, _LC_SOURCE_VERSION, _LC_RPATH = 0x32, 0x80000028, 0x2A, 0x8000001C
_MH_DYLIB, _MH_PIE, _MH_ALLOW_STACK_EXECUTION = 6, 0x200000, 0x20000
_SEGMENT_NAME, _SEGMENT_VMSIZE, _SEGMENT_INITPROT = 8, 32, 60
_PAGE = 16384

# Offsets in the code directory, of `cs_blobs.h`; it is the first blob of the signature.
_DIRECTORY = 20
_CD_FLAGS, _CD_HASH_OFFSET, _CD_IDENTIFIER_OFFSET, _CD_CODE_LIMIT = 12, 16, 20, 32
_CD_PAGE_COUNT, _CD_EXEC_SEGMENT_LIMIT = 28, 72


def _command(content: bytes, wanted: int, name: bytes = b"") -> int:
    """Returns the offset of a load command, of a segment's with this name."""
    (count,) = struct.unpack_from("<I", content, _COMMAND_COUNT)
    offset = _FIRST_COMMAND
    for _ in range(count):
        number, size = struct.unpack_from("<II", content, offset)
        start = offset + _SEGMENT_NAME
        if number == wanted and content[start : start + len(name)] == name:
            return offset
        offset += size
    raise ValueError(f"no load command {wanted:#x}")


def _signature(content: bytes) -> int:
    """Returns the offset of the signature."""
    return int(struct.unpack_from("<I", content, _command(content, _LC_CODE_SIGNATURE) + 8)[0])


def _signed(content: bytes) -> bytes:
    """Returns the content with right hashes of all its pages."""
    directory = _signature(content) + _DIRECTORY
    (hashes,) = struct.unpack_from(">I", content, directory + _CD_HASH_OFFSET)
    (limit,) = struct.unpack_from(">I", content, directory + _CD_CODE_LIMIT)
    page = 1 << content[directory + 39]
    for number in range(-(-limit // page)):
        data = content[number * page : min((number + 1) * page, limit)]
        digest = hashlib.sha256(data).digest()
        content = replaced(content, directory + hashes + number * len(digest), digest)
    return content


def _changed(content: bytes, offset: int, new: bytes) -> bytes:
    """Returns the content with other bytes at an offset, signed again."""
    return _signed(replaced(content, offset, new))


class IntactTest(unittest.TestCase):
    def test_nothing_is_found(self) -> None:
        for platform in (_ARM64, _X86_64):
            with self.subTest(platform):
                self.assertEqual(errors(executable(platform), platform), {})

    def test_universal(self) -> None:
        content = join([executable(_ARM64), executable(_X86_64)])
        self.assertEqual(errors(content, _ARM64, _X86_64), {})

    def test_signing_again_changes_nothing(self) -> None:
        """So that the faults below are the only ones."""
        self.assertEqual(_signed(executable(_ARM64)), executable(_ARM64))


class FaultTest(unittest.TestCase):
    def _only(self, check: str, content: bytes, platform: str = _ARM64) -> list[Finding]:
        found = errors(content, platform)
        self.assertEqual(list(found), [check])
        return found[check]

    def test_page_changed(self) -> None:
        for platform in (_ARM64, _X86_64):
            content = executable(platform)
            name = content.index(b"/usr/lib/dyld")
            found = self._only("signature", replaced(content, name, b"/USR"), platform)
            self.assertIn("1 of ", found[0].what)
            self.assertIn("the first at 0x0", found[0].what)

    def test_resources_changed(self) -> None:
        content = bytearray(executable(_ARM64))
        attached = find_attached(bytes(content))
        content[attached.offset + attached.size - 1] ^= 1
        found = errors(bytes(content), _ARM64)
        self.assertEqual(set(found), {"resources", "signature"})
        found = errors(_signed(bytes(content)), _ARM64)
        self.assertEqual(set(found), {"resources"})
        self.assertIn("checksum", found["resources"][0].what)

    def test_appended(self) -> None:
        found = self._only("signature", executable(_ARM64) + b"more")
        self.assertIn("4 bytes follow it", found[0].what)

    def test_truncated(self) -> None:
        self.assertIn("format", errors(executable(_ARM64)[:-100], _ARM64))
        self.assertIn("format", errors(executable(_ARM64)[:100], _ARM64))

    def test_not_signed(self) -> None:
        # The linker leaves the one for x86-64 as it is; attach signs it.
        self.assertIn("is not signed", errors(image(_X86_64), _X86_64)["signature"][0].what)

    def test_code_limit(self) -> None:
        content = executable(_ARM64)
        offset = _signature(content) + _DIRECTORY + _CD_CODE_LIMIT
        (limit,) = struct.unpack_from(">I", content, offset)
        shorter = struct.pack(">I", limit - limit % _PAGE)
        found = self._only("signature", replaced(content, offset, shorter))
        self.assertTrue(any("covers" in finding.what for finding in found))

    def test_missing_hash(self) -> None:
        content = executable(_ARM64)
        offset = _signature(content) + _DIRECTORY + _CD_PAGE_COUNT
        (count,) = struct.unpack_from(">I", content, offset)
        found = self._only("signature", replaced(content, offset, struct.pack(">I", count - 1)))
        self.assertIn("not one for each", found[0].what)

    def test_signature_flags(self) -> None:
        content = executable(_ARM64)
        offset = _signature(content) + _DIRECTORY + _CD_FLAGS
        self._only("signature", replaced(content, offset, bytes(4)))

    def test_identifier(self) -> None:
        content = executable(_ARM64)
        directory = _signature(content) + _DIRECTORY
        (identifier,) = struct.unpack_from(">I", content, directory + _CD_IDENTIFIER_OFFSET)
        self.assertTrue(content[directory + identifier :].startswith(b"example\0"))
        found = self._only("signature", replaced(content, directory + identifier, b"\0"))
        self.assertIn("no identifier", found[0].what)

    def test_executable_segment(self) -> None:
        content = executable(_ARM64)
        offset = _signature(content) + _DIRECTORY + _CD_EXEC_SEGMENT_LIMIT
        self._only("signature", replaced(content, offset, struct.pack(">Q", 1)))

    def test_malformed_signature(self) -> None:
        content = executable(_ARM64)
        found = errors(replaced(content, _signature(content), bytes(4)), _ARM64)
        self.assertIn("malformed code signature", found["format"][0].what)

    def test_architecture(self) -> None:
        self.assertIn("architecture", errors(executable(_X86_64), _ARM64))

    def test_universal_with_too_few(self) -> None:
        found = errors(executable(_ARM64), _ARM64, _X86_64)
        self.assertIn("is for aarch64, not for aarch64 and x86_64", found["architecture"][0].what)

    def test_universal_with_a_fault_in_the_second(self) -> None:
        second = bytearray(executable(_X86_64))
        second[second.index(b"/usr/lib/dyld")] ^= 1
        found = errors(join([executable(_ARM64), bytes(second)]), _ARM64, _X86_64)
        self.assertEqual(list(found), ["signature"])
        self.assertTrue(found["signature"][0].where.startswith("x86_64, code signature at"))

    def test_shared_library(self) -> None:
        content = _changed(executable(_ARM64), _FILE_TYPE, struct.pack("<I", _MH_DYLIB))
        self.assertIn("format", errors(content, _ARM64))

    def test_minimum_version(self) -> None:
        content = executable(_ARM64)
        offset = _command(content, _LC_BUILD_VERSION) + 12
        found = self._only("minimum-os", _changed(content, offset, struct.pack("<I", 15 << 16)))
        self.assertIn("macOS 15.0 and newer, not 11.0", found[0].what)

    def test_sdk(self) -> None:
        content = executable(_ARM64)
        offset = _command(content, _LC_BUILD_VERSION) + 16
        found = self._only("minimum-os", _changed(content, offset, struct.pack("<I", 10 << 16)))
        self.assertIn("its SDK is 10.0", found[0].what)

    def test_other_system(self) -> None:
        content = executable(_ARM64)
        offset = _command(content, _LC_BUILD_VERSION) + 8
        found = self._only("minimum-os", _changed(content, offset, struct.pack("<I", 2)))
        self.assertIn("is for iOS 11.0", found[0].what)

    def test_library(self) -> None:
        content = executable(_ARM64)
        offset = content.index(b"libSystem.B.dylib", _command(content, _LC_LOAD_DYLIB))
        found = self._only("libraries", _changed(content, offset, b"libOthers"))
        self.assertIn("/usr/lib/libOthers.B.dylib", found[0].what)

    def test_run_path(self) -> None:
        content = executable(_ARM64)
        offset = _command(content, _LC_SOURCE_VERSION)
        (size,) = struct.unpack_from("<I", content, offset + 4)
        command = struct.pack("<III", _LC_RPATH, size, 12) + b"/x\0\0"
        found = self._only("libraries", _changed(content, offset, command))
        self.assertIn("'/x'", found[0].what)

    def test_stable_abi(self) -> None:
        more = STABLE_ABI + "[data.Py_Version]\n"
        found = errors(executable(_ARM64), _ARM64, settings=Settings(stable_abi=stable_abi(more)))
        self.assertEqual(list(found), ["stable-abi"])

    def test_exports(self) -> None:
        content = executable(_ARM64).replace(b"Py_AuditExample", b"Qy_AuditExample")
        found = errors(_signed(content), _ARM64)
        self.assertIn("Qy_AuditExample", found["exports"][0].what)

    def test_writable_and_executable(self) -> None:
        content = executable(_ARM64)
        offset = _command(content, _LC_SEGMENT_64, b"__DATA\0") + _SEGMENT_INITPROT
        found = self._only("memory", _changed(content, offset, struct.pack("<I", 7)))
        self.assertEqual(found[0].where, "__DATA")

    def test_resources_are_writable(self) -> None:
        content = executable(_ARM64)
        offset = _command(content, _LC_SEGMENT_64, b"__PYPACK\0") + _SEGMENT_INITPROT
        found = self._only("resources", _changed(content, offset, struct.pack("<I", 3)))
        self.assertIn("'rw'", found[0].what)

    def test_position(self) -> None:
        content = executable(_ARM64)
        (flags,) = struct.unpack_from("<I", content, _FLAGS)
        fixed = _changed(content, _FLAGS, struct.pack("<I", flags & ~_MH_PIE))
        self.assertEqual(self._only("memory", fixed)[0].where, "MH_PIE")

    def test_page_zero(self) -> None:
        content = executable(_ARM64)
        offset = _command(content, _LC_SEGMENT_64, b"__PAGEZERO\0") + _SEGMENT_VMSIZE
        found = self._only("memory", _changed(content, offset, struct.pack("<Q", 0x1000)))
        self.assertEqual(found[0].where, "__PAGEZERO")

    def test_executable_stack(self) -> None:
        content = executable(_ARM64)
        (flags,) = struct.unpack_from("<I", content, _FLAGS)
        flags |= _MH_ALLOW_STACK_EXECUTION
        self._only("stack", _changed(content, _FLAGS, struct.pack("<I", flags)))

    def test_small_stack(self) -> None:
        content = executable(_ARM64)
        offset = _command(content, _LC_MAIN) + 16
        self._only("stack", _changed(content, offset, bytes(8)))

    def test_debugging_entries(self) -> None:
        content = executable(_ARM64)
        (table,) = struct.unpack_from("<I", content, _command(content, _LC_SYMTAB) + 8)
        # N_SO, as for a source file.
        self._only("stripped", _changed(content, table + 4, b"\x64"))


class DamageTest(unittest.TestCase):
    def test_random_damage_is_a_finding(self) -> None:
        """Whatever is damaged, the audit ends and finds it: every byte is signed."""
        generator = random.Random(1)
        content = executable(_ARM64)
        for _ in range(300):
            damaged = bytearray(content)
            for _ in range(generator.randrange(1, 5)):
                damaged[generator.randrange(0x800)] ^= generator.choice((1, 0x7F, 0xFF))
            if damaged != content:
                self.assertTrue(errors(bytes(damaged), _ARM64))


if __name__ == "__main__":
    unittest.main()
