"""Tests of the settings."""

import tempfile
import unittest
from pathlib import Path

from tools.bazelw.failure import ExitCode, Failure
from tools.bazelw.settings import Settings, read_settings


class SettingsTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        (self.root / ".bazelversion").write_text("7.7.1\n")

    def read(self, **environment: str) -> Settings:
        return read_settings(self.root, environment)

    def assert_refused(self, word: str, **environment: str) -> None:
        with self.assertRaisesRegex(Failure, word) as caught:
            self.read(**environment)
        self.assertEqual(caught.exception.exit_code, ExitCode.SETTINGS)

    def test_defaults(self) -> None:
        settings = self.read(HOME="/h")
        self.assertEqual(settings.bazel_version, "7.7.1")
        self.assertEqual(settings.cache, Path("/h/.cache/rules_python_executable"))
        self.assertEqual(settings.disk_cache, settings.cache / "disk_cache")
        self.assertEqual(settings.sources, "auto")
        self.assertIsNone(settings.bazel)
        self.assertIsNone(settings.mirror)

    def test_cache_folder(self) -> None:
        self.assertEqual(
            self.read(HOME="/h", XDG_CACHE_HOME="/x").cache, Path("/x/rules_python_executable")
        )
        relative = self.read(HOME="/h", XDG_CACHE_HOME="x").cache
        self.assertEqual(relative, Path("/h/.cache/rules_python_executable"))
        self.assertEqual(self.read(XDG_CACHE_HOME="/x", BAZELW_CACHE="/b").cache, Path("/b"))
        self.assertEqual(self.read(BAZELW_CACHE="b").cache, Path.cwd() / "b")
        self.assert_refused("HOME")

    def test_disk_cache(self) -> None:
        self.assertIsNone(self.read(HOME="/h", BAZELW_DISK_CACHE="off").disk_cache)
        self.assertEqual(self.read(HOME="/h", BAZELW_DISK_CACHE="/d").disk_cache, Path("/d"))

    def test_bad_values(self) -> None:
        self.assert_refused(
            "BAZELW_SOURCES is 'on'; set it to one of", HOME="/h", BAZELW_SOURCES="on"
        )
        self.assert_refused("BAZELW_SUITE", HOME="/h", BAZELW_SUITE="a b")
        self.assert_refused("BAZELW_MIRROR", HOME="/h", BAZELW_MIRROR="example.org")

    def test_bazelversion_must_be_one_version(self) -> None:
        for text in ("", "latest", "7.x", "7.7.1\n8.0.0"):
            (self.root / ".bazelversion").write_text(text)
            self.assert_refused("one exact version", HOME="/h")
        (self.root / ".bazelversion").unlink()
        self.assert_refused("cannot read", HOME="/h")


if __name__ == "__main__":
    unittest.main()
