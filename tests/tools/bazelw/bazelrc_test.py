"""Tests of the options that bazelw adds to Bazel's."""

import tempfile
import unittest
from pathlib import Path

from tools.bazelw import bazelrc
from tools.bazelw.arguments import parse
from tools.bazelw.cache import Cache
from tools.bazelw.settings import read_settings


class BazelrcTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.base = Path(folder.name).resolve()
        self.workspace = self.base / "workspace"
        self.home = self.base / "home"
        for made in (self.workspace / "a/b", self.home):
            made.mkdir(parents=True)
        (self.workspace / "MODULE.bazel").touch()
        self.files = [
            self.base / "needed",
            self.base / "ours",
            self.workspace / ".bazelrc",
            self.home / ".bazelrc",
        ]
        for file in self.files:
            file.touch()

    def words(self, *arguments: str) -> list[str]:
        return bazelrc.command_line(
            parse(arguments),
            Path("/bin/bazel"),
            ["--s"],
            [self.base / "needed"],
            [self.base / "ours"],
            self.workspace / "a/b",
            str(self.home),
        )

    def test_workspace_and_home_come_after_ours_and_the_command_line_last(self) -> None:
        self.assertEqual(
            self.words("--bazelrc=mine", "build", "//..."),
            ["/bin/bazel", "--s", "--noworkspace_rc", "--nohome_rc"]
            + [f"--bazelrc={file}" for file in self.files]
            + ["--bazelrc=mine", "build", "//..."],
        )

    def rc_files(self, *arguments: str) -> list[str]:
        names = [word[10:] for word in self.words(*arguments) if word.startswith("--bazelrc=")]
        return [str(Path(name).relative_to(self.base)) for name in names]

    def test_switches(self) -> None:
        self.assertEqual(
            self.rc_files("--noworkspace_rc", "info"), ["needed", "ours", "home/.bazelrc"]
        )
        self.assertEqual(
            self.rc_files("--nohome_rc", "info"), ["needed", "ours", "workspace/.bazelrc"]
        )
        self.assertEqual(self.rc_files("--ignore_all_rc_files", "info"), ["needed"])

    def test_absent_files_are_not_named(self) -> None:
        (self.home / ".bazelrc").unlink()
        self.assertEqual(self.rc_files("info"), ["needed", "ours", "workspace/.bazelrc"])

    def test_file_is_named_once(self) -> None:
        (self.home / ".bazelrc").unlink()
        (self.home / ".bazelrc").symlink_to(self.workspace / ".bazelrc")
        self.assertEqual(self.rc_files("info"), ["needed", "ours", "workspace/.bazelrc"])

    def test_workspace_folder(self) -> None:
        self.assertEqual(bazelrc.workspace_folder(self.workspace / "a/b"), self.workspace)
        self.assertIsNone(bazelrc.workspace_folder(self.home))

    def test_file_with_caches(self) -> None:
        (self.base / ".bazelversion").write_text("7.7.1")
        environment = {"BAZELW_CACHE": str(self.base / 'my "cache')}
        settings = read_settings(self.base, environment)
        cache = Cache(settings.cache)
        file = bazelrc.ensure_file(settings, cache)
        text = file.read_text()
        self.assertIn(f'common "--disk_cache={self.base}/my \\"cache/disk_cache"\n', text)
        self.assertIn("--repository_cache=", text)
        self.assertTrue(cache.distdir.is_dir())
        off = read_settings(self.base, {**environment, "BAZELW_DISK_CACHE": "off"})
        other = bazelrc.ensure_file(off, cache)
        self.assertNotEqual(other, file)
        self.assertNotIn("disk_cache", other.read_text())


if __name__ == "__main__":
    unittest.main()
