"""Tests of what the toolchain has linked: the files, not the command lines."""

from __future__ import annotations

import os
import struct
import subprocess
import unittest
from pathlib import Path

from elf_file import read_elf

_X86_64, _AARCH64 = 62, 183


def _file(name: str) -> Path:
    """The file that an environment variable of the test names."""
    return Path(os.environ[name])


def _version(text: str) -> tuple[int, ...]:
    """`GLIBC_2.2.5` as numbers."""
    return tuple(int(part) for part in text.removeprefix("GLIBC_").split("."))


class GlibcTest(unittest.TestCase):
    """Programs and libraries for Linux with glibc."""

    def test_needs_nothing_newer_than_2_17(self) -> None:
        for name in ("C_PROGRAM", "CXX_PROGRAM", "SHARED_LIBRARY", "AARCH64_GNU"):
            with self.subTest(name):
                versions = read_elf(_file(name)).versions
                self.assertTrue(versions)
                newest = max(_version(version) for version in versions)
                self.assertLessEqual(newest, (2, 17))

    def test_needs_only_glibc(self) -> None:
        allowed = {
            "libc.so.6",
            "libdl.so.2",
            "libm.so.6",
            "libpthread.so.0",
            "librt.so.1",
            "ld-linux-x86-64.so.2",
        }
        for name in ("C_PROGRAM", "CXX_PROGRAM", "SHARED_LIBRARY"):
            with self.subTest(name):
                self.assertLessEqual(set(read_elf(_file(name)).needed), allowed)

    def test_uses_the_string_functions_of_glibc(self) -> None:
        """The program divides 128-bit integers, for which compiler_rt is linked."""
        self.assertIn("memcpy", read_elf(_file("C_PROGRAM")).undefined)

    def test_other_processor(self) -> None:
        self.assertEqual(read_elf(_file("AARCH64_GNU")).machine, _AARCH64)


class StripTest(unittest.TestCase):
    """The tool that removes symbols."""

    def test_only_loaded_sections_are_left(self) -> None:
        before, after = (read_elf(_file(name)) for name in ("C_PROGRAM", "STRIPPED_PROGRAM"))
        self.assertIn(".symtab", before.sections)
        self.assertNotIn(".symtab", after.sections)
        self.assertNotIn(".strtab", after.sections)
        self.assertIn(".dynamic", after.sections)
        self.assertEqual(before.versions, after.versions)
        self.assertEqual(before.undefined, after.undefined)

    def test_runs_as_before(self) -> None:
        result = subprocess.run([_file("STRIPPED_PROGRAM")], stdout=subprocess.PIPE, check=True)
        self.assertEqual(result.stdout, b"0 failures\n")

    def test_is_smaller(self) -> None:
        self.assertLess(_file("STRIPPED_PROGRAM").stat().st_size, _file("C_PROGRAM").stat().st_size)


class MuslTest(unittest.TestCase):
    """Programs for Linux with musl."""

    def test_is_static(self) -> None:
        for name, machine in (("X86_64_MUSL", _X86_64), ("AARCH64_MUSL", _AARCH64)):
            with self.subTest(name):
                elf = read_elf(_file(name))
                self.assertEqual(elf.machine, machine)
                self.assertTrue(elf.is_static)
                self.assertEqual(elf.needed, [])

    def test_runs(self) -> None:
        result = subprocess.run([_file("X86_64_MUSL")], stdout=subprocess.PIPE, check=True)
        self.assertEqual(result.stdout, b"hello\n")


class MacosTest(unittest.TestCase):
    """Programs for macOS."""

    def test_processor_and_oldest_version(self) -> None:
        for name, cpu, version in (
            ("MACOS_ARM64", 0x0100000C, (11, 0)),
            ("MACOS_X86_64", 0x01000007, (10, 15)),
        ):
            with self.subTest(name):
                data = _file(name).read_bytes()
                magic, cpu_type, _, file_type, count = struct.unpack_from("<IiiII", data)
                self.assertEqual((magic, cpu_type, file_type), (0xFEEDFACF, cpu, 2))
                offset, oldest = 32, None
                for _ in range(count):
                    command, size = struct.unpack_from("<II", data, offset)
                    if command == 0x32:  # LC_BUILD_VERSION
                        (minos,) = struct.unpack_from("<I", data, offset + 12)
                        oldest = (minos >> 16, minos >> 8 & 0xFF)
                    elif command == 0x24:  # LC_VERSION_MIN_MACOSX
                        (minos,) = struct.unpack_from("<I", data, offset + 8)
                        oldest = (minos >> 16, minos >> 8 & 0xFF)
                    offset += size
                self.assertEqual(oldest, version)


class WindowsTest(unittest.TestCase):
    """Programs for Windows."""

    def test_processor_and_time(self) -> None:
        path = _file("WINDOWS_X86_64")
        self.assertEqual(path.suffix, ".exe")
        data = path.read_bytes()
        (offset,) = struct.unpack_from("<I", data, 0x3C)
        signature, machine, _ = struct.unpack_from("<4sHH", data, offset)
        self.assertEqual((data[:2], signature, machine), (b"MZ", b"PE\0\0", 0x8664))


class PathsTest(unittest.TestCase):
    """No file names a folder of the machine it was made on."""

    def test_no_absolute_path(self) -> None:
        # Every folder that an action sees is within one of these, and a name in zig's
        # `tmp` is random.
        forbidden = (b"/execroot/", b"/sandbox/", b"/home/", b"/Users/", b".zig-cache/tmp/")
        files = os.environ["ALL_FILES"].split()
        self.assertGreater(len(files), 20)
        for file in files:
            data = Path(file).read_bytes()
            for text in forbidden:
                self.assertFalse(text in data, f"{file} names {text.decode()}")


if __name__ == "__main__":
    unittest.main()
