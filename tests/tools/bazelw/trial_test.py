"""Tests of trying the Bazels on PATH, with scripts in their place."""

import io
import os
import tempfile
import time
import unittest
from pathlib import Path
from typing import Optional
from unittest import mock

from tools.bazelw import reach, trial
from tools.bazelw.cache import Cache
from tools.bazelw.progress import Progress
from tools.bazelw.settings import read_settings

GOOD = """
case "$*" in
--version) echo "bazel 7.7.1" ;;
*"mod graph"*) exit {code} ;;
esac
"""

BAZELISK = """
[ "$USE_BAZEL_VERSION" = 7.7.1 ] || exit 9
echo "2025/01/01 00:00:00 Downloading https://releases.example/7.7.1/bazel..." >&2
sleep {seconds}
echo "bazel 7.7.1"
"""


class TrialTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        (self.root / ".bazelversion").write_text("7.7.1")
        self.settings = read_settings(self.root, {"BAZELW_CACHE": str(self.root / "cache")})
        self.told = io.StringIO()
        self.program = self.root / "program"

    def unusable(self, body: str) -> Optional[str]:
        self.program.write_text(f"#!/bin/sh\n{body}\n")
        self.program.chmod(0o755)
        self.settings.cache.mkdir(exist_ok=True)
        return trial.unusable(
            self.program, self.settings, Cache(self.settings.cache), Progress(self.told), os.environ
        )

    def test_good(self) -> None:
        self.assertIsNone(self.unusable(GOOD.format(code=0)))
        self.assertIn(f"trying {self.program} (Bazel 7.7.1)", self.told.getvalue())
        self.assertEqual(list(self.settings.cache.iterdir()), [])

    def test_cannot_resolve_modules(self) -> None:
        self.assertIn("cannot resolve", self.unusable(GOOD.format(code=37)) or "")

    def test_other_version(self) -> None:
        self.assertEqual(self.unusable("echo bazel 8.1.0"), "it is 8.1.0")

    def test_error_and_no_answer(self) -> None:
        self.assertEqual(self.unusable("echo bazel 7.7.1; exit 1"), "it cannot provide one here")
        self.assertEqual(self.unusable("echo 'Bazelisk version 1'"), "it cannot provide one here")
        self.program.write_text("no program")
        self.program.chmod(0o755)

    def test_hanging_program_is_given_up(self) -> None:
        began = time.monotonic()
        with mock.patch.object(trial, "START_TIMEOUT", 0.5):
            self.assertEqual(self.unusable("sleep 60; :"), "it cannot provide one here")
        self.assertLess(time.monotonic() - began, 20)

    def test_bazelisk_without_network_is_given_up_at_once(self) -> None:
        began = time.monotonic()
        with mock.patch.object(reach, "answers", lambda url: False):
            self.assertEqual(
                self.unusable(BAZELISK.format(seconds=60)), "it cannot provide one here"
            )
        self.assertLess(time.monotonic() - began, 15)
        self.assertEqual(self.told.getvalue(), "")

    def test_bazelisk_may_download_for_long(self) -> None:
        with (
            mock.patch.object(reach, "answers", lambda url: True),
            mock.patch.object(trial, "START_TIMEOUT", 0.7),
        ):
            self.assertIsNone(self.unusable(BAZELISK.format(seconds=2)))
        self.assertIn("downloads Bazel from https://releases.example/", self.told.getvalue())

    def test_first_usable_tells_why_not_the_others(self) -> None:
        bad = self.root / "bad"
        bad.write_text("#!/bin/sh\necho bazel 6.0.0\n")
        bad.chmod(0o755)
        self.unusable(GOOD.format(code=0))
        found = trial.first_usable(
            [bad, self.program],
            self.settings,
            Cache(self.settings.cache),
            Progress(self.told),
            os.environ,
        )
        self.assertEqual(found, self.program)
        self.assertIn(f"not using {bad} for Bazel 7.7.1: it is 6.0.0", self.told.getvalue())


if __name__ == "__main__":
    unittest.main()
