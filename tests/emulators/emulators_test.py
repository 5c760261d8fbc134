"""Tests of what happens where programs of a platform cannot be run."""

from __future__ import annotations

import contextlib
import io
import unittest
from unittest import mock

import machine_emulators

from tests.emulators import emulators


class MissingTest(unittest.TestCase):
    def assert_skipped(self, missing: str, platform: str, mend: str) -> None:
        output = io.StringIO()
        with (
            mock.patch.object(machine_emulators, missing, None),
            contextlib.redirect_stdout(output),
            self.assertRaisesRegex(unittest.SkipTest, mend),
        ):
            emulators.run(platform, "/bin/true")
        self.assertRegex(output.getvalue(), f"^SKIPPED: .*{platform}.*{mend}")

    def test_test_is_skipped_and_says_so(self) -> None:
        self.assert_skipped("QEMU_AARCH64", "linux_aarch64_musl", "apt-get install qemu-user")
        self.assert_skipped("WINE", "windows_x86_64", "run tests/emulators/install")

    def test_glibc_is_needed_for_glibc_only(self) -> None:
        with mock.patch.object(machine_emulators, "QEMU_AARCH64", "/usr/bin/env"):
            self.assert_skipped("AARCH64_SYSROOT", "linux_aarch64_gnu", "libc6-arm64-cross")
            with mock.patch.object(machine_emulators, "AARCH64_SYSROOT", None):
                result = emulators.run("linux_aarch64_musl", "/bin/echo", "run")
        self.assertEqual(result.stdout, "run\n")

    def test_libstdcxx_is_needed_by_some_only(self) -> None:
        with mock.patch.object(machine_emulators, "AARCH64_LIBSTDCXX", None):
            emulators.need_libstdcxx("linux_x86_64_gnu")
            with (
                contextlib.redirect_stdout(io.StringIO()),
                self.assertRaisesRegex(unittest.SkipTest, "install libstdc"),
            ):
                emulators.need_libstdcxx("linux_aarch64_gnu")

    def test_unknown_platform(self) -> None:
        with self.assertRaises(KeyError):
            emulators.run("plan9", "/bin/true")


if __name__ == "__main__":
    unittest.main()
