"""Tests of what the tool does before and after the build."""

from __future__ import annotations

import io
import json
import platform
import subprocess
import sys
import tarfile
import tempfile
import unittest
import zipfile
from pathlib import Path
from unittest import mock

from tools.common.errors import ToolError
from tools.sdist import cli
from tools.sdist.cli import mismatch, unpacked_source
from tools.sdist.compiler import Recorder


class UnpackedSourceTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.archive = self.folder / "a.tar.gz"
        self.source = self.folder / "source"
        self.source.mkdir()

    def _write(self, *names: str) -> None:
        with tarfile.open(self.archive, "w:gz") as archive:
            for name in names:
                archive.addfile(tarfile.TarInfo(name), io.BytesIO())

    def test_unpacks(self) -> None:
        self._write("a-1.0/setup.py")
        source = unpacked_source(self.archive, self.source)
        self.assertEqual(source, (self.source / "a-1.0").resolve())
        self.assertTrue((source / "setup.py").exists())

    def test_damaged(self) -> None:
        self._write("a-1.0/setup.py", "b/setup.py")
        with self.assertRaisesRegex(ToolError, "not one folder"):
            unpacked_source(self.archive, self.source)
        self._write("../setup.py")
        with self.assertRaisesRegex(ToolError, "a.tar.gz: damaged"):
            unpacked_source(self.archive, self.source)
        self.archive.write_bytes(b"no archive")
        with self.assertRaisesRegex(ToolError, "a.tar.gz: damaged"):
            unpacked_source(self.archive, self.source)


class UnpackedWheelTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        with tarfile.open(self.folder / "sdist.tar.gz", "w:gz") as archive:
            archive.addfile(tarfile.TarInfo("a-1.0/setup.py"), io.BytesIO())
        target = {
            "extension_suffix": ".cpython-313-darwin.so",
            "headers": [],
            "machine": "arm64",
            "python_version": platform.python_version(),
            "standard_library": [],
            "sys_platform": "darwin",
            "system": "Darwin",
            "wheel_platform": "macosx_11_0_arm64",
        }
        (self.folder / "target.json").write_text(json.dumps({"target": target}))

    def _build(self, _backend: object, _build: object, wheels: Path) -> tuple[Path, Recorder]:
        """Stands for the build of the wheel."""
        wheels.mkdir(exist_ok=True)
        wheel = wheels / "a.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            for name in ("a/__init__.py", "a/_a.cpython-313-darwin.so", "a/liba.dylib"):
                archive.writestr(name, "")
        return wheel, Recorder()

    def _unpacked(self, *arguments: str) -> list[str]:
        site_packages = self.folder / "site-packages"
        with (
            mock.patch.object(cli, "_build", self._build),
            # The tool makes these absolute.
            mock.patch.object(sys, "executable", sys.executable),
            mock.patch.object(sys, "path", list(sys.path)),
        ):
            cli.main(
                [
                    *("--package", "a 1.0", "--backend", "setuptools"),
                    *("--sdist", str(self.folder / "sdist.tar.gz")),
                    *("--target", str(self.folder / "target.json")),
                    *("--wheels", str(self.folder / "wheels")),
                    *("--site-packages", str(site_packages)),
                    *arguments,
                ]
            )
        return sorted(
            path.relative_to(site_packages).as_posix()
            for path in site_packages.rglob("*")
            if path.is_file()
        )

    def test_shared_modules_lie_in_their_package(self) -> None:
        self.assertEqual(
            self._unpacked(), ["a/__init__.py", "a/_a.cpython-313-darwin.so", "a/liba.dylib"]
        )

    def test_without_native_modules(self) -> None:
        self.assertEqual(self._unpacked("--without-native-modules"), ["a/__init__.py"])


class MismatchTest(unittest.TestCase):
    def test_the_same(self) -> None:
        self.assertEqual(mismatch(["b", "a.c"], Recorder({"a.c": [], "b": []})), "")
        # Such as of a check that the setup script made.
        self.assertEqual(mismatch(["b"], Recorder({"b": []}, errors=["c.c"])), "")

    def test_others(self) -> None:
        for expected in (["b"], ["b", "d"], []):
            self.assertIn(
                'say extension_modules = ["a.c", "b"]',
                mismatch(expected, Recorder({"b": [], "a.c": []})),
            )

    def test_says_why_one_is_missing(self) -> None:
        recorder = Recorder(errors=["a.c cannot be compiled"])
        self.assertEqual(mismatch(["a"], recorder), "a could not be built: a.c cannot be compiled")


class MakeImportPathsAbsoluteTest(unittest.TestCase):
    def test_imports_go_on_in_another_folder(self) -> None:
        program = (
            "import json, os, sys\n"
            f"sys.path[:] = {sys.path} + ['library', 'library.zip']\n"
            "from tools.sdist.cli import make_import_paths_absolute\n"
            "import in_folder, in_zip\n"
            "make_import_paths_absolute()\n"
            "os.chdir('/')\n"
            "import in_folder.late, in_zip.late, late_in_zip\n"
        )
        with tempfile.TemporaryDirectory() as folder:
            package = Path(folder, "library/in_folder")
            package.mkdir(parents=True)
            (package / "__init__.py").touch()
            (package / "late.py").touch()
            with zipfile.ZipFile(Path(folder, "library.zip"), "w") as archive:
                for name in ("in_zip/__init__.py", "in_zip/late.py", "late_in_zip.py"):
                    archive.writestr(name, "")
            result = subprocess.run(
                [sys.executable, "-c", program],
                check=False,
                capture_output=True,
                cwd=folder,
                text=True,
            )
        self.assertEqual(result.returncode, 0, result.stderr)


class ShownOnFailureTest(unittest.TestCase):
    def _run(self, code: str) -> subprocess.CompletedProcess[str]:
        program = (
            "import os, pathlib, sys\n"
            f"sys.path[:] = {sys.path}\n"
            "from tools.sdist.cli import shown_on_failure\n"
            "with shown_on_failure(pathlib.Path(sys.argv[1])):\n"
            "    print('from Python', flush=True)\n"
            "    os.system('echo from a program')\n"
            f"    {code}\n"
            "print('after')\n"
        )
        with tempfile.TemporaryDirectory() as folder:
            return subprocess.run(
                [sys.executable, "-c", program, f"{folder}/log"],
                check=False,
                capture_output=True,
                text=True,
            )

    def test_silent(self) -> None:
        result = self._run("pass")
        self.assertEqual((result.stdout, result.stderr), ("after\n", ""))

    def test_failure(self) -> None:
        result = self._run("sys.exit('broken')")
        self.assertEqual(result.stdout, "")
        self.assertEqual(result.stderr, "from Python\nfrom a program\nbroken\n")


if __name__ == "__main__":
    unittest.main()
