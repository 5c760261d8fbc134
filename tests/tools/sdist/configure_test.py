"""Tests of what meson and CMake are told."""

from __future__ import annotations

import configparser
import os
import subprocess
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path
from unittest import mock

from tools.sdist import cmake, meson
from tools.sdist.programs import Programs
from tools.sdist.target import Target


class ConfigureTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.python = self.folder / "python"
        self.python.write_text("#!/bin/sh\necho $2\n")
        self.python.chmod(0o755)
        names = ("c", "cxx", "ar", "ranlib", "install_name_tool")
        self.programs = Programs(
            folder=self.folder,
            python=self.python,
            **{name: self.folder / f"own-{name}" for name in names},
        )
        self.target = Target(
            extension_suffix=".so",
            headers=[],
            machine="arm64",
            python_version="3.13.5",
            standard_library=[],
            sys_platform="darwin",
            system="Darwin",
            wheel_platform="macosx_11_0_arm64",
        )

    def test_meson(self) -> None:
        settings = meson.configure(self.folder, self.target, self.programs)
        self.assertEqual(settings["build-dir"], str(self.folder / "build"))
        self.assertIn("--wrap-mode=nodownload", settings["setup-args"])
        self.assertIn(f"--cross-file={self.folder / 'cross.ini'}", settings["setup-args"])
        cross = configparser.ConfigParser()
        cross.read(self.folder / "cross.ini")
        self.assertEqual(cross["binaries"]["cpp"], f"'{self.folder / 'own-cxx'}'")
        self.assertEqual(cross["host_machine"]["system"], "'darwin'")
        self.assertEqual(cross["host_machine"]["cpu_family"], "'aarch64'")
        self.assertEqual(cross["properties"]["needs_exe_wrapper"], "true")

    def test_cmake(self) -> None:
        with mock.patch.dict(os.environ):
            settings = cmake.configure(self.folder, self.target, self.programs)
            self.assertEqual(os.environ["CMAKE_GENERATOR"], "Ninja")
        file = self.folder / "toolchain.cmake"
        self.assertEqual(settings["cmake.define.CMAKE_TOOLCHAIN_FILE"], str(file))
        lines = file.read_text().splitlines()
        self.assertIn("set(CMAKE_SYSTEM_NAME Darwin)", lines)
        self.assertIn("set(CMAKE_SYSTEM_PROCESSOR arm64)", lines)
        self.assertIn(f'set(CMAKE_CXX_COMPILER "{self.folder / "own-cxx"}")', lines)
        self.assertIn(f'set(CMAKE_FIND_ROOT_PATH "{self.folder / "empty"}")', lines)

    def test_cmake_for_macos(self) -> None:
        with mock.patch.dict(os.environ):
            settings = cmake.configure(self.folder, self.target, self.programs)
        # Before the first file of CMake's is read.
        self.assertEqual(settings["cmake.define.CMAKE_OSX_ARCHITECTURES"], "arm64")
        self.assertEqual(settings["cmake.define.CMAKE_OSX_DEPLOYMENT_TARGET"], "11.0")
        self.assertEqual(settings["cmake.define.CMAKE_SKIP_RPATH"], "ON")
        tool = self.folder / "own-install_name_tool"
        lines = (self.folder / "toolchain.cmake").read_text().splitlines()
        self.assertIn(f'set(CMAKE_INSTALL_NAME_TOOL "{tool}")', lines)
        self.assertIn("set(CMAKE_FIND_FRAMEWORK NEVER)", lines)

    def test_cmake_for_others(self) -> None:
        target = replace(self.target, sys_platform="linux", system="Linux")
        with mock.patch.dict(os.environ):
            settings = cmake.configure(self.folder, target, self.programs)
        self.assertEqual([name for name in settings if "OSX" in name], [])
        self.assertNotIn("INSTALL_NAME_TOOL", (self.folder / "toolchain.cmake").read_text())

    def test_only_python_of_the_target_is_run(self) -> None:
        with mock.patch.dict(os.environ):
            cmake.configure(self.folder, self.target, self.programs)
        emulator = str(self.folder / "emulator")
        output = subprocess.run(
            [emulator, str(self.python), "-c", "code"], capture_output=True, check=True, text=True
        )
        self.assertEqual(output.stdout, "code\n")
        self.assertEqual(subprocess.run([emulator, "/bin/true"], check=False).returncode, 1)


if __name__ == "__main__":
    unittest.main()
