"""Tests of the cache folder: locking, leftovers, whole files."""

import io
import os
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

from tools.bazelw.cache import Cache, sha256, write_atomically
from tools.bazelw.progress import Progress

HOLD = """
import sys
from pathlib import Path
from tools.bazelw.cache import Cache
from tools.bazelw.progress import Progress
with Cache(Path(sys.argv[1])).locked(Progress()) as work:
    (work / "download/debs").mkdir(parents=True)
    (work / "download/debs/a_1_amd64.deb").write_text("a")
    (work / "download/debs/b.partial").write_text("b")
    print("locked", flush=True)
    sys.stdin.read()
"""
"""Holds the lock until its standard input ends."""


class CacheTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.cache = Cache(self.folder)
        self.told = io.StringIO()
        self.progress = Progress(self.told)

    def holder(self) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(self.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert process.stdin and process.stdout
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stdin.close)
        self.assertEqual(process.stdout.readline(), "locked\n")
        return process

    def test_second_waits_and_says_so(self) -> None:
        holder = self.holder()
        entered = threading.Event()

        def enter() -> None:
            with self.cache.locked(self.progress):
                entered.set()

        second = threading.Thread(target=enter)
        second.start()
        self.assertFalse(entered.wait(0.5))
        assert holder.stdin
        holder.stdin.close()
        holder.wait()
        second.join(10)
        self.assertTrue(entered.is_set())
        self.assertIn(f"another process ({holder.pid}) is filling", self.told.getvalue())

    def test_killed_holder_leaves_lock_and_packages(self) -> None:
        holder = self.holder()
        holder.kill()
        holder.wait()
        old = list(self.folder.glob("work-*"))
        self.assertEqual(len(old), 1)
        with self.cache.locked(self.progress) as work:
            self.assertNotEqual(work, old[0])
            self.assertFalse(old[0].exists())
            self.assertEqual(
                [file.name for file in self.cache.downloads.iterdir()], ["a_1_amd64.deb"]
            )
        self.assertEqual(self.told.getvalue(), "")
        self.assertEqual(list(self.folder.glob("work-*")), [])

    def test_packages_of_a_failed_run_are_kept(self) -> None:
        with self.assertRaises(KeyError), self.cache.locked(self.progress) as work:
            (work / "download/debs").mkdir(parents=True)
            (work / "download/debs/c.deb").write_text("c")
            raise KeyError
        self.assertTrue((self.cache.downloads / "c.deb").exists())


class WriteAtomicallyTest(unittest.TestCase):
    def test_replaces_and_leaves_nothing_behind(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            file = Path(name) / "new" / "file"
            write_atomically(file, b"one")
            write_atomically(file, b"two")
            self.assertEqual(file.read_bytes(), b"two")
            self.assertEqual([entry.name for entry in file.parent.iterdir()], ["file"])
            self.assertEqual(file.stat().st_mode & 0o777, 0o644)

    def test_failure_keeps_the_old_file(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            file = Path(name) / "folder"
            (file / "inside").mkdir(parents=True)
            with self.assertRaises(OSError):
                write_atomically(file, b"x")
            self.assertEqual([entry.name for entry in Path(name).iterdir()], ["folder"])


class Sha256Test(unittest.TestCase):
    def test_empty_file(self) -> None:
        with tempfile.NamedTemporaryFile() as file:
            self.assertEqual(
                sha256(Path(file.name)),
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            )


if __name__ == "__main__":
    unittest.main()
