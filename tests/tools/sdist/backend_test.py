"""Tests of choosing the backend."""

from __future__ import annotations

import sys
import tempfile
import unittest
from pathlib import Path

from tools.common.errors import ToolError
from tools.sdist.backend import build_wheel_hook


class BackendTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.source = Path(folder.name)
        self.addCleanup(sys.path.__setitem__, slice(None), list(sys.path))

    def _project(self, text: str) -> None:
        (self.source / "pyproject.toml").write_text(text, encoding="utf-8")

    def test_setuptools_is_the_default(self) -> None:
        from setuptools import build_meta

        self.assertEqual(build_wheel_hook(self.source), build_meta.__legacy__.build_wheel)
        self._project("[project]\nname = 'sample'\n")
        self.assertEqual(build_wheel_hook(self.source), build_meta.__legacy__.build_wheel)
        self._project("[build-system]\nrequires = []\nbuild-backend = 'setuptools.build_meta'\n")
        self.assertEqual(build_wheel_hook(self.source), build_meta.build_wheel)

    def test_backend_in_the_tree(self) -> None:
        (self.source / "own").mkdir()
        (self.source / "own/own_backend_of_test.py").write_text("build_wheel = 'hook'\n")
        self._project(
            "[build-system]\nbuild-backend = 'own_backend_of_test'\nbackend-path = ['own']\n"
        )
        self.assertEqual(build_wheel_hook(self.source), "hook")

    def test_missing_backend(self) -> None:
        self._project("[build-system]\nbuild-backend = 'setuptools.no_such_module'\n")
        with self.assertRaisesRegex(ToolError, "setuptools.no_such_module cannot be imported"):
            build_wheel_hook(self.source)

    def test_damaged(self) -> None:
        self._project("?")
        with self.assertRaisesRegex(ToolError, "pyproject.toml: "):
            build_wheel_hook(self.source)


if __name__ == "__main__":
    unittest.main()
