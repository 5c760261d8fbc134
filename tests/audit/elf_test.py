"""Tests of the audit of ELF executables: each fault is put into an executable without any."""

from __future__ import annotations

import random
import struct
import unittest

from tests.audit.images import STABLE_ABI, errors, executable, image, replaced, stable_abi
from tools.attach.formats import find_attached
from tools.audit.audit import Settings
from tools.audit.finding import Finding

_GNU = "linux_x86_64_gnu"
_MUSL = "linux_x86_64_musl"
_ALL = ("linux_aarch64_gnu", "linux_aarch64_musl", _GNU, _MUSL)

# Offsets and values of the System V ABI, chapters 4 and 5.
_E_TYPE, _E_MACHINE, _E_PHOFF, _E_SHOFF, _E_PHNUM, _E_SHNUM = 16, 18, 32, 40, 56, 60
_PROGRAM_HEADER = struct.Struct("<IIQQQQQQ")
_P_FLAGS, _P_MEMSZ = 4, 40
_PT_NULL, _PT_LOAD, _PT_DYNAMIC, _PT_INTERP = 0, 1, 2, 3
_PT_GNU_STACK, _PT_GNU_RELRO = 0x6474E551, 0x6474E552
_DT_DEBUG, _DT_TEXTREL, _DT_RUNPATH, _DT_FLAGS, _DT_FLAGS_1 = 21, 22, 29, 30, 0x6FFFFFFB
_AARCH64 = 183


def _segments(content: bytes, kind: int) -> list[tuple[int, tuple[int, ...]]]:
    """Returns where the program headers of a kind are, and their fields."""
    (table,) = struct.unpack_from("<Q", content, _E_PHOFF)
    (count,) = struct.unpack_from("<H", content, _E_PHNUM)
    offsets = [table + number * _PROGRAM_HEADER.size for number in range(count)]
    headers = [(offset, _PROGRAM_HEADER.unpack_from(content, offset)) for offset in offsets]
    return [(offset, header) for offset, header in headers if header[0] == kind]


def _with_flags(content: bytes, kind: int, flags: int, number: int = 0) -> bytes:
    return replaced(
        content, _segments(content, kind)[number][0] + _P_FLAGS, struct.pack("<I", flags)
    )


def _without_segment(content: bytes, kind: int) -> bytes:
    return replaced(content, _segments(content, kind)[0][0], struct.pack("<I", _PT_NULL))


def _with_tag(content: bytes, tag: int, new_tag: int, value: int) -> bytes:
    """Returns the content with another tag and value in the place of a dynamic tag."""
    offset = _segments(content, _PT_DYNAMIC)[0][1][2]
    while struct.unpack_from("<Q", content, offset)[0] != tag:
        offset += 16
    return replaced(content, offset, struct.pack("<QQ", new_tag, value))


def _renamed(content: bytes, old: bytes, new: bytes) -> bytes:
    """Returns the content with another name, not longer, in its string tables."""
    if old not in content or len(new) > len(old):
        raise ValueError(f"cannot rename {old!r} to {new!r}")
    return content.replace(old + b"\0", new.ljust(len(old), b"\0") + b"\0")


class IntactTest(unittest.TestCase):
    def test_nothing_is_found(self) -> None:
        for platform in _ALL:
            with self.subTest(platform):
                self.assertEqual(errors(executable(platform), platform), {})


class FaultTest(unittest.TestCase):
    def _only(self, check: str, content: bytes, platform: str = _GNU) -> list[Finding]:
        found = errors(content, platform)
        self.assertEqual(list(found), [check])
        return found[check]

    def test_resources_changed(self) -> None:
        for platform in (_GNU, _MUSL):
            content = bytearray(executable(platform))
            attached = find_attached(content)
            content[attached.offset + attached.size - 1] ^= 1
            found = self._only("resources", bytes(content), platform)
            self.assertIn("checksum", found[0].what)

    def test_no_resources(self) -> None:
        found = self._only("resources", image(_GNU))
        self.assertIn("no packed resources", found[0].what)

    def test_resources_are_writable(self) -> None:
        content = executable(_GNU)
        number = len(_segments(content, _PT_LOAD)) - 1
        found = self._only("resources", _with_flags(content, _PT_LOAD, 6, number))
        self.assertIn("'rw'", found[0].what)

    def test_loader_looks_elsewhere(self) -> None:
        content = executable(_GNU)
        attached = find_attached(content)
        note = b"PYPACK\0\0" + struct.pack("<QQ", attached.address, attached.size)
        elsewhere = b"PYPACK\0\0" + struct.pack("<QQ", attached.address + 0x1000, attached.size)
        self.assertEqual(content.count(note), 1)
        self._only("resources", content.replace(note, elsewhere))

    def test_machine(self) -> None:
        content = replaced(executable(_GNU), _E_MACHINE, struct.pack("<H", _AARCH64))
        self.assertIn("aarch64", self._only("architecture", content)[0].what)

    def test_shared_library(self) -> None:
        content = replaced(executable(_MUSL), _E_TYPE, struct.pack("<H", 3))
        self._only("format", content, _MUSL)

    def test_other_format(self) -> None:
        self.assertIn("ELF, not PE", errors(executable(_GNU), "windows_x86_64")["format"][0].what)

    def test_truncated(self) -> None:
        for size in (0, 4, 64, 200):
            self.assertIn("format", errors(executable(_GNU)[:size], _GNU))

    def test_library(self) -> None:
        found = self._only("libraries", _renamed(executable(_GNU), b"libc.so.6", b"libx.so.6"))
        self.assertIn("libx.so.6", found[0].what)

    def test_dynamic_loader(self) -> None:
        content = executable(_GNU)
        offset = _segments(content, _PT_INTERP)[0][1][2]
        found = self._only("libraries", replaced(content, offset, b"/lib96"))
        self.assertIn("/lib96/ld-linux-x86-64.so.2", found[0].what)

    def test_static_platform(self) -> None:
        found = errors(executable(_GNU), _MUSL)
        self.assertIn("libraries", found)
        self.assertIn("exports", found)

    def test_run_path(self) -> None:
        found = self._only("libraries", _with_tag(executable(_GNU), _DT_DEBUG, _DT_RUNPATH, 1))
        self.assertEqual(found[0].where, "run paths")

    def test_newer_glibc(self) -> None:
        found = self._only("minimum-os", _renamed(executable(_GNU), b"GLIBC_2.2.5", b"GLIBC_2.18"))
        self.assertIn("GLIBC_2.18, newer than 2.17", found[0].what)
        self.assertIn("__libc_start_main", found[0].what)

    def test_private_glibc(self) -> None:
        content = _renamed(executable(_GNU), b"GLIBC_2.2.5", b"GLIBC_PRI")
        self.assertIn("no released version", self._only("minimum-os", content)[0].what)

    def test_versions_cannot_be_read(self) -> None:
        content = replaced(executable(_GNU), _E_SHOFF, bytes(8))
        content = replaced(content, _E_SHNUM, bytes(4))
        self.assertIn("minimum-os", errors(content, _GNU))

    def test_exports(self) -> None:
        content = _renamed(executable(_GNU), b"Py_AuditExample", b"Qy_AuditExample")
        found = errors(content, _GNU)
        self.assertIn("Qy_AuditExample", found["exports"][0].what)
        self.assertIn("does not offer", found["exports"][1].what)
        self.assertIn("Py_AuditExample", found["stable-abi"][0].what)

    def test_stable_abi(self) -> None:
        more = (
            STABLE_ABI
            + "[data.Py_Forks]\nifdef = 'HAVE_FORK'\n[data.Py_Win]\nifdef = 'MS_WINDOWS'\n"
        )
        found = errors(executable(_GNU), _GNU, settings=Settings(stable_abi=stable_abi(more)))
        self.assertEqual(list(found), ["stable-abi"])
        self.assertIn(": Py_Forks", found["stable-abi"][0].what)

    def test_writable_and_executable(self) -> None:
        content = executable(_GNU)
        code = next(
            number
            for number, (_, header) in enumerate(_segments(content, _PT_LOAD))
            if header[1] & 1
        )
        found = self._only("memory", _with_flags(content, _PT_LOAD, 7, code))
        self.assertIn("segment", found[0].where)

    def test_relro(self) -> None:
        self._only("memory", _without_segment(executable(_GNU), _PT_GNU_RELRO))

    def test_lazy_binding(self) -> None:
        content = _with_tag(executable(_GNU), _DT_FLAGS, _DT_FLAGS, 0)
        content = _with_tag(content, _DT_FLAGS_1, _DT_FLAGS_1, 0)
        self.assertEqual(self._only("memory", content)[0].where, "DT_FLAGS")

    def test_text_relocations(self) -> None:
        content = _with_tag(executable(_GNU), _DT_DEBUG, _DT_TEXTREL, 0)
        self.assertEqual(self._only("memory", content)[0].where, "DT_TEXTREL")

    def test_executable_stack(self) -> None:
        for platform in (_GNU, _MUSL):
            self._only("stack", _with_flags(executable(platform), _PT_GNU_STACK, 7), platform)

    def test_stack_without_rights(self) -> None:
        content = _without_segment(executable(_GNU), _PT_GNU_STACK)
        self.assertIn("does not say", self._only("stack", content)[0].what)

    def test_small_stack(self) -> None:
        content = executable(_MUSL)
        offset = _segments(content, _PT_GNU_STACK)[0][0] + _P_MEMSZ
        found = self._only("stack", replaced(content, offset, struct.pack("<Q", 0x20000)), _MUSL)
        self.assertIn("131,072 bytes", found[0].what)

    def test_symbols(self) -> None:
        found = self._only("stripped", executable("linux_x86_64_gnu_unstripped"))
        self.assertIn(".symtab", found[0].what)


class DamageTest(unittest.TestCase):
    def test_random_damage_is_a_finding(self) -> None:
        """Whatever is damaged, the audit ends, and never without a finding of its own making."""
        generator = random.Random(1)
        for _ in range(300):
            content = bytearray(executable(_GNU))
            for _ in range(generator.randrange(1, 5)):
                content[generator.randrange(0x800)] = generator.choice((0, 1, 0x7F, 0xFF))
            errors(bytes(content), _GNU)


if __name__ == "__main__":
    unittest.main()
