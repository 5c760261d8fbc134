"""Tests of what native modules need from other packages."""

from __future__ import annotations

import tempfile
import unittest
from collections.abc import Collection
from pathlib import Path

from tests.tools.pe.pe_library import pe_library
from tools.wheel.metadata import Dependencies, Dependency
from tools.wheel.native_requirements import add_visual_cpp_runtime

_RUNTIME = Dependency("msvc-runtime")


class VisualCppRuntimeTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def _added(
        self,
        files: dict[str, bytes],
        packages: Collection[str] = ("msvc-runtime", "other"),
        dependencies: Dependencies | None = None,
    ) -> Dependencies:
        paths = [self.folder / name for name in files]
        for path in paths:
            path.write_bytes(files[path.name])
        dependencies = dependencies or Dependencies()
        platforms = ["linux_x86_64_gnu", "windows_x86_64"]
        add_visual_cpp_runtime(dependencies, paths, platforms, packages)
        return dependencies

    def test_needed(self) -> None:
        added = self._added(
            {"a.PYD": pe_library("KERNEL32.dll"), "b.dll": pe_library("MSVCP140.dll")}
        )
        self.assertEqual(added.everywhere, [])
        self.assertEqual(added.by_platform, {"windows_x86_64": [_RUNTIME]})

    def test_not_needed(self) -> None:
        added = self._added(
            {
                "a.pyd": pe_library("KERNEL32.dll", "python313.dll"),
                "b.dll": b"MZ, but no library",
                "c.py": pe_library("MSVCP140.dll"),
                "d.dll": b"",
            }
        )
        self.assertEqual(added, Dependencies())

    def test_not_locked_or_left_out(self) -> None:
        self.assertEqual(
            self._added({"a.pyd": pe_library("VCRUNTIME140.dll")}, packages=["other"]),
            Dependencies(),
        )

    def test_once(self) -> None:
        files = {"a.pyd": pe_library("VCRUNTIME140.dll")}
        for there in (
            Dependencies(everywhere=[_RUNTIME]),
            Dependencies(by_platform={"windows_x86_64": [_RUNTIME]}),
        ):
            expected = Dependencies(list(there.everywhere), dict(there.by_platform))
            self.assertEqual(self._added(files, dependencies=there), expected)


if __name__ == "__main__":
    unittest.main()
