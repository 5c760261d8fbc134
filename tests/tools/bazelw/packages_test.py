"""Tests of choosing and verifying packages of Debian."""

import hashlib
import re
import tempfile
import unittest
from collections.abc import Sequence
from pathlib import Path
from unittest import mock

from tools.bazelw import packages
from tools.bazelw.failure import ExitCode, Failure
from tools.bazelw.packages import Package


def record(depends: str = "") -> dict[str, str]:
    return {"Version": "1:2-3", "Size": "4", "SHA256": "AB", "Depends": depends}


class ClosureTest(unittest.TestCase):
    def test_follows_needed_dependencies_only(self) -> None:
        known = {name: record() for name in packages.SEED}
        known["bazel-bootstrap"] = record("libc6 (>= 2.38), python3, libstdc++6 | other:any")
        known["libc6"] = record("libgcc-s1")
        known["libstdc++6"] = record("libc6")
        known["libgcc-s1"] = record("libc6, gcc-16-base")

        def show(names: Sequence[str]) -> dict[str, dict[str, str]]:
            return {name: known[name] for name in names if name in known}

        found = packages.closure(show)
        extra = {package.name for package in found} - set(packages.SEED)
        self.assertEqual(extra, {"libc6", "libgcc-s1", "libstdc++6"})
        self.assertEqual(found[0].sha256, "ab")
        self.assertEqual(found, sorted(found, key=lambda package: package.name))

    def test_other_seed_and_dependencies(self) -> None:
        known = {"a": record("b, c"), "b": record("a"), "c": record()}
        found = packages.closure(lambda names: known, ["a"], re.compile("b"))
        self.assertEqual([package.name for package in found], ["a", "b"])

    def test_missing_package(self) -> None:
        with self.assertRaisesRegex(Failure, "no package bazel-bootstrap; take another suite"):
            packages.closure(lambda names: {})


class CheckVersionTest(unittest.TestCase):
    def test_accepts_builds_of_the_version(self) -> None:
        for version in ("7.7.1", "7.7.1+ds-8+b1", "7.7.1-1"):
            packages.check_version({"Version": version}, "7.7.1", "forky")

    def test_refuses_others(self) -> None:
        for version in ("7.7.10-1", "7.7.1.1-1", "8.1.0+ds-1", "7x7x1"):
            with self.assertRaises(Failure) as caught:
                packages.check_version({"Version": version}, "7.7.1", "forky")
            self.assertEqual(caught.exception.exit_code, ExitCode.NOT_AVAILABLE)
            self.assertIn(f"forky has Bazel {version} only", str(caught.exception))
        with self.assertRaisesRegex(Failure, "has no bazel-bootstrap"):
            packages.check_version(None, "7.7.1", "forky")


class FilesTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.packages = [
            Package(name, "1", 4, hashlib.sha256(b"good").hexdigest()) for name in ("a", "b", "c")
        ]

    def test_what_does_not_verify_is_removed(self) -> None:
        for name, content in (("a", b"good"), ("b", b"evil"), ("c", b"goo"), ("z", b"good")):
            (self.folder / f"{name}_1_amd64.deb").write_bytes(content)
        there = packages.already_there(self.packages, self.folder)
        self.assertEqual(there, {"a": self.folder / "a_1_amd64.deb"})
        self.assertEqual([file.name for file in self.folder.iterdir()], ["a_1_amd64.deb"])

    def test_fetch_stores_only_what_verifies(self) -> None:
        work, store = self.folder / "work", self.folder / "store"

        def download(names: Sequence[str], folder: Path) -> str:
            self.assertEqual(names, ["a=1", "b=1", "c=1"])
            folder.mkdir()
            (folder / "a_1_amd64.deb").write_bytes(b"good")
            (folder / "b_1_amd64.deb").write_bytes(b"evil")
            return "E: c is gone"

        apt = mock.Mock(download=download)
        self.assertEqual(packages.fetch(apt, self.packages, work, store), "E: c is gone")
        self.assertEqual([file.name for file in store.iterdir()], ["a_1_amd64.deb"])


if __name__ == "__main__":
    unittest.main()
