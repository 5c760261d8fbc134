"""Tests of fetching wheels, with a stand-in for pip."""

import hashlib
import os
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from tools.bazelw import wheels
from tools.bazelw.failure import ExitCode, Failure

PIP = """#!/bin/sh
echo "$*" >> {folder}/calls
case "$*" in *--version*) exit 0 ;; esac
[ ! -e {folder}/fail ] || {{ cat {folder}/fail >&2; exit 1; }}
for word; do case $word in --dest=*) dest=${{word#--dest=}} ;; esac; done
cp {folder}/index/* "$dest"
cat "$dest/requirements.txt" > {folder}/requirements
"""


class WheelsTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.store = self.folder / "store"
        programs = self.folder / "bin"
        index = self.folder / "index"
        for made in (programs, index):
            made.mkdir()
        (programs / "python3").write_text(PIP.format(folder=self.folder))
        (programs / "python3").chmod(0o755)
        self.pinned = []
        for name in ("one", "two"):
            (index / f"{name}-1-py3-none-any.whl").write_text(name)
            digest = hashlib.sha256(name.encode()).hexdigest()
            self.pinned.append(wheels.Wheel(name, "1", {"amd64": digest}, 3))
        patch = mock.patch.dict(os.environ, {"PATH": f"{programs}:/usr/bin:/bin"})
        patch.start()
        self.addCleanup(patch.stop)
        self.count = 0

    def fetch(self) -> dict:
        self.count += 1
        work = self.folder / f"work{self.count}"
        return wheels.fetch(self.pinned, wheels.find_pip(), "amd64", work, self.store)

    def calls(self) -> str:
        return (self.folder / "calls").read_text()

    def test_fetches_by_hash_and_only_once(self) -> None:
        found = self.fetch()
        self.assertEqual(
            {name: file.read_text() for name, file in found.items()}, {"one": "one", "two": "two"}
        )
        self.assertIn("--require-hashes", self.calls())
        self.assertIn("one==1 --hash=sha256:", (self.folder / "requirements").read_text())
        self.assertEqual(self.fetch(), found)
        self.assertEqual(self.calls().count(" download "), 1)

    def test_damaged_file_is_fetched_again(self) -> None:
        found = self.fetch()
        found["one"].write_text("evil")
        self.assertEqual(self.fetch()["one"].read_text(), "one")

    def test_other_bytes(self) -> None:
        (self.folder / "index/one-1-py3-none-any.whl").write_text("evil")
        with self.assertRaisesRegex(Failure, "delivered no one 1 with the pinned") as caught:
            self.fetch()
        self.assertEqual(caught.exception.exit_code, ExitCode.VERIFICATION)

    def test_missing_pip(self) -> None:
        program = self.folder / "bin/python3"
        program.write_text("#!/bin/sh\nexit 1\n")
        (self.folder / "bin/pip3").symlink_to(program)
        with (
            mock.patch.object(sys, "executable", str(program)),
            self.assertRaisesRegex(Failure, "pip is not installed; install it"),
        ):
            wheels.find_pip()

    def test_failures_of_pip(self) -> None:
        for text, code in (
            ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", ExitCode.VERIFICATION),
            ("ERROR: Could not find a version that satisfies", ExitCode.DOWNLOAD),
            ("OSError: [Errno 28] No space left on device", ExitCode.DISK),
        ):
            (self.folder / "fail").write_text(text)
            with self.assertRaises(Failure) as caught:
                self.fetch()
            self.assertEqual(caught.exception.exit_code, code, text)


if __name__ == "__main__":
    unittest.main()
