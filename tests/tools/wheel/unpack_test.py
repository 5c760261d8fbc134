"""Tests of laying a wheel out for Bazel."""

from __future__ import annotations

import tempfile
import unittest
import zipfile
from pathlib import Path

from tests.tools.wheel.sample_wheels import make_wheel
from tools.common.errors import ToolError
from tools.wheel.unpack import Unpacked, unpack

_INFORMATION = [f"sample-1.0.dist-info/{name}" for name in ("METADATA", "RECORD", "WHEEL")]


class UnpackTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.site_packages = self.folder / "site-packages"

    def _unpack(self, files: dict[str, str], without_native_modules: bool = False) -> Unpacked:
        wheel = make_wheel(self.folder, files=files)
        unpacked = unpack(wheel, self.site_packages, without_native_modules)
        on_disk = sorted(
            path.relative_to(self.site_packages).as_posix()
            for path in self.site_packages.rglob("*")
            if path.is_file()
        )
        self.assertEqual(unpacked.files, on_disk)
        self.assertEqual(unpacked.files[-3:], _INFORMATION)
        unpacked.files = unpacked.files[:-3]
        return unpacked

    def test_keeps_files_with_odd_names(self) -> None:
        names = ["pkg/Größe.txt", "pkg/a b=c.txt", "pkg/data-1.0+x@y.txt"]
        unpacked = self._unpack({name: name for name in names})
        self.assertEqual(unpacked.files, sorted(names))
        for name in names:
            self.assertEqual((self.site_packages / name).read_text(encoding="utf-8"), name)

    def test_drops_what_bazel_cannot_hold(self) -> None:
        unpacked = self._unpack(
            {"pkg/__init__.py": "", "pkg/a:b.txt": "", "pkg/a\nb.txt": "", "pkg/BUILD": ""}
        )
        self.assertEqual(unpacked.files, ["pkg/__init__.py"])
        self.assertEqual(
            unpacked.dropped,
            {
                "pkg/a:b.txt": "Bazel has no labels with such characters",
                "pkg/a\nb.txt": "Bazel has no labels with such characters",
                "pkg/BUILD": "Bazel would take it for a file of its own",
            },
        )

    def test_programs(self) -> None:
        files = {
            "sample-1.0.data/scripts/run": "\x7fELF",
            "sample-1.0.data/scripts/script": "#!python",
            "sample-1.0.data/headers/a.h": "",
        }
        wheel = make_wheel(self.folder, files=files)
        programs = self.folder / "bin"
        unpacked = unpack(wheel, self.site_packages, False, programs)
        self.assertEqual(unpacked.programs, ["run"])
        self.assertEqual([path.name for path in programs.iterdir()], ["run"])
        self.assertTrue((programs / "run").stat().st_mode & 0o100)
        self.assertEqual(
            sorted(unpacked.dropped),
            ["sample-1.0.data/headers/a.h", "sample-1.0.data/scripts/script"],
        )
        # Without a folder for them they are left out.
        self.assertIn("sample-1.0.data/scripts/run", self._unpack(files).dropped)

    def test_keeps_the_right_to_execute(self) -> None:
        wheel = make_wheel(self.folder)
        with zipfile.ZipFile(wheel, "a") as archive:
            info = zipfile.ZipInfo("sample/tool")
            info.external_attr = 0o100755 << 16
            archive.writestr(info, "")
        unpack(wheel, self.site_packages, False)
        self.assertTrue((self.site_packages / "sample/tool").stat().st_mode & 0o100)
        metadata = self.site_packages / _INFORMATION[0]
        self.assertFalse(metadata.stat().st_mode & 0o100)

    def test_installs_data_folders(self) -> None:
        unpacked = self._unpack(
            {
                "sample-1.0.data/purelib/pure.py": "",
                "sample-1.0.data/platlib/plat.py": "",
                "sample-1.0.data/scripts/run": "",
                "sample-1.0.data/data/share/man": "",
                "sample-1.0.data/data/Scripts/runtime.DLL": "",
            }
        )
        self.assertEqual(unpacked.files, ["Scripts/runtime.DLL", "plat.py", "pure.py"])
        self.assertEqual(
            sorted(unpacked.dropped),
            ["sample-1.0.data/data/share/man", "sample-1.0.data/scripts/run"],
        )

    def test_native_modules(self) -> None:
        files = {"a.cpython-313-x86_64-linux-gnu.so": "", "b.libs/libz.so.1.2": "", "c.py": ""}
        native = ["a.cpython-313-x86_64-linux-gnu.so", "b.libs/libz.so.1.2"]
        self.assertEqual(self._unpack(files).files, [*native, "c.py"])
        unpacked = self._unpack_without(files)
        self.assertEqual(unpacked.files, ["c.py"])
        self.assertEqual(sorted(unpacked.dropped), native)

    def _unpack_without(self, files: dict[str, str]) -> Unpacked:
        self.site_packages = self.folder / "without"
        return self._unpack(files, without_native_modules=True)

    def test_refuses_to_leave_the_folder(self) -> None:
        for name in ("../evil.py", "/evil.py", "pkg/../../evil.py"):
            with self.subTest(name), self.assertRaisesRegex(ToolError, "leaves the wheel"):
                self._unpack({name: ""})
        self.assertFalse((self.folder / "evil.py").exists())

    def test_damaged(self) -> None:
        wheel = make_wheel(self.folder, files={"a.py": "x" * 1000})
        content = bytearray(wheel.read_bytes())
        content[100] ^= 1
        for damaged in (bytes(content), bytes(content[:50])):
            wheel.write_bytes(damaged)
            with self.assertRaisesRegex(ToolError, "damaged"):
                unpack(wheel, self.site_packages, without_native_modules=False)


if __name__ == "__main__":
    unittest.main()
