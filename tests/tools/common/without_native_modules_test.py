"""Tests of running code of libraries without their native modules."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import unittest
import zipfile
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path


class WithoutNativeModulesTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        # A library with a module in Python and, before it, one that cannot be loaded.
        package = self.folder / "sample_of_test"
        package.mkdir()
        (package / "__init__.py").touch()
        (package / "module.py").write_text("NAME = 'Python'\n")
        (package / f"module{EXTENSION_SUFFIXES[0]}").write_bytes(b"no library")
        (package / f"only_native{EXTENSION_SUFFIXES[0]}").write_bytes(b"no library")
        (package / "__main__.py").write_text(
            "import sys\n"
            "from sample_of_test import module\n"
            "print(module.NAME, *sys.argv[1:])\n"
            "print(sys.argv[0] == __file__)\n"
            "sys.exit(3)\n"
        )

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        program = (
            "import runpy, sys\n"
            f"sys.path[:] = {[str(self.folder), str(self.folder / 'archive.zip'), *sys.path]!r}\n"
            "sys.argv = sys.argv[1:]\n"
            "runpy.run_module(sys.argv[0], run_name='__main__', alter_sys=True)\n"
        )
        return subprocess.run(
            [sys.executable, "-c", program, *arguments],
            check=False,
            capture_output=True,
            text=True,
        )

    def test_module_in_python_is_taken(self) -> None:
        ordinary = self._run("sample_of_test")
        self.assertIn("ImportError", ordinary.stderr)
        result = self._run("tools.common.without_native_modules", "sample_of_test", "-a", "b")
        self.assertEqual((result.returncode, result.stderr), (3, ""))
        self.assertEqual(result.stdout, "Python -a b\nTrue\n")

    def test_module_without_another_does_not_exist(self) -> None:
        (self.folder / "sample_of_test/__main__.py").write_text(
            "import sample_of_test.only_native\n"
        )
        result = self._run("tools.common.without_native_modules", "sample_of_test")
        self.assertIn("ModuleNotFoundError", result.stderr)

    def test_module_in_zip(self) -> None:
        with zipfile.ZipFile(self.folder / "archive.zip", "w") as archive:
            archive.writestr("in_zip_of_test.py", "print('from the zip')\n")
        result = self._run("tools.common.without_native_modules", "in_zip_of_test")
        self.assertEqual((result.stdout, result.stderr), ("from the zip\n", ""))


if __name__ == "__main__":
    unittest.main()
