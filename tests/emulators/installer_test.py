"""Tests of what is done to Debian's Wine. That it runs then, the installation itself proves."""

from __future__ import annotations

import contextlib
import io
import tempfile
import unittest
from pathlib import Path

from tests.emulators.installer import cli, debian_wine
from tools.bazelw import packages


class DebianWineTest(unittest.TestCase):
    def test_packages(self) -> None:
        record = {"Version": "1", "Size": "1", "SHA256": "0"}
        records = {
            "wine64": {**record, "Depends": "libc6 (>= 2.38), libwine (= 10.0~repack-6)"},
            "libwine": {**record, "Depends": "libc6, libx11-6, libunwind8, libz-mingw-w64 (>= 1)"},
            "libunwind8": {**record, "Depends": "libc6, liblzma5"},
            "libc6": {**record, "Depends": "libgcc-s1"},
            "libgcc-s1": {**record, "Depends": "gcc-14-base, libc6"},
            "liblzma5": record,
            "libz-mingw-w64": record,
        }
        found = packages.closure(
            lambda names: records, debian_wine.SEED, debian_wine.NEEDED_DEPENDENCY
        )
        self.assertEqual({package.name for package in found}, set(records))

    def test_builtin_dll(self) -> None:
        dll = bytes(range(256))
        builtin = debian_wine.as_builtin(dll)
        self.assertEqual(builtin[64:80], b"Wine builtin DLL")
        self.assertEqual((builtin[:64], builtin[96:]), (dll[:64], dll[96:]))

    def test_only_copies_become_links(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            prefix, dlls = Path(folder) / "prefix", Path(folder) / "dlls"
            system = prefix / "drive_c/windows/system32"
            system.mkdir(parents=True)
            dlls.mkdir()
            for name, original, installed in (("a", "1", "1"), ("b", "1", "2"), ("c", None, "3")):
                (system / name).write_text(installed)
                if original:
                    (dlls / name).write_text(original)
            debian_wine.share_dlls(prefix, dlls)
            self.assertEqual([file.name for file in system.iterdir() if file.is_symlink()], ["a"])
            self.assertEqual((system / "a").resolve(), (dlls / "a").resolve())
            self.assertEqual((system / "b").read_text(), "2")


class CommandLineTest(unittest.TestCase):
    def test_help(self) -> None:
        output = io.StringIO()
        with contextlib.redirect_stdout(output), self.assertRaises(SystemExit) as caught:
            cli.main(["--help"])
        self.assertEqual(caught.exception.code, 0)
        self.assertIn("Installs Wine 10", output.getvalue())


if __name__ == "__main__":
    unittest.main()
