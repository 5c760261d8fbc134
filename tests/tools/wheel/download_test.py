"""Tests of downloading through the machine's pip, from folders instead of an index."""

from __future__ import annotations

import hashlib
import tempfile
import unittest
from pathlib import Path

from tests.tools.wheel.sample_wheels import TARGET, candidate_of, make_wheel
from tools.common.errors import ToolError
from tools.wheel.candidates import Candidate
from tools.wheel.download import download


class DownloadTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.index = Path(folder.name) / "index"
        self.index.mkdir()
        self.options = ["--no-index", f"--find-links={self.index}"]
        self.downloads = 0
        self.folder = Path(folder.name)

    def _download(self, candidate: Candidate, name: str = "sample") -> Path:
        self.downloads += 1
        folder = self.folder / f"download_{self.downloads}"
        folder.mkdir()
        return download(name, candidate, TARGET, self.options, folder)

    def _failure(self, candidate: Candidate) -> str:
        with self.assertRaises(ToolError) as caught:
            self._download(candidate)
        message = str(caught.exception)
        self.assertNotIn("\n", message)
        return message

    def test_takes_the_pinned_wheel(self) -> None:
        wheel = make_wheel(self.index)
        make_wheel(self.index, version="2.0")
        self.assertEqual(self._download(candidate_of(wheel)).read_bytes(), wheel.read_bytes())

    def test_takes_the_wheel_of_the_target_not_of_this_machine(self) -> None:
        make_wheel(self.index, tag="cp313-cp313-macosx_11_0_arm64")
        wheel = make_wheel(self.index, tag="cp313-cp313-manylinux_2_17_x86_64")
        self.assertEqual(self._download(candidate_of(wheel)).name, wheel.name)

    def test_wrong_hash(self) -> None:
        wheel = make_wheel(self.index)
        actual = hashlib.sha256(wheel.read_bytes()).hexdigest()
        message = self._failure(Candidate("1.0", ["sha256:" + "0" * 64]))
        self.assertIn("sample 1.0: wrong hash", message)
        self.assertIn(actual, message)
        self.assertIn("lock again", message)

    def test_missing_version(self) -> None:
        make_wheel(self.index, version="1.1")
        make_wheel(self.index, version="2.0")
        message = self._failure(Candidate("1.0", ["sha256:" + "0" * 64]))
        self.assertIn("sample 1.0: no wheel of this version", message)
        self.assertIn("1.1, 2.0", message)

    def test_missing_one_of_many_versions(self) -> None:
        for number in range(7):
            make_wheel(self.index, version=f"2.{number}")
        message = self._failure(Candidate("1.0", ["sha256:" + "0" * 64]))
        self.assertTrue(message.endswith("has 2.2, 2.3, 2.4, 2.5, 2.6 and 2 older ones"), message)

    def test_missing_package(self) -> None:
        message = self._failure(Candidate("1.0", ["sha256:" + "0" * 64]))
        self.assertIn("sample 1.0: no wheel for the test's Python in the index", message)

    def test_other_platforms_only(self) -> None:
        candidate = candidate_of(make_wheel(self.index, tag="cp313-cp313-win_amd64"))
        make_wheel(self.index, tag="cp312-cp312-manylinux_2_17_x86_64")
        message = self._failure(candidate)
        self.assertIn("no wheel for the test's Python; there are wheels only for", message)
        self.assertIn("cp313-cp313-win_amd64", message)
        self.assertNotIn("cp312", message)

    def test_newer_glibc_only(self) -> None:
        candidate = candidate_of(make_wheel(self.index, tag="cp313-cp313-manylinux_2_28_x86_64"))
        self.assertIn("cp313-cp313-manylinux_2_28_x86_64", self._failure(candidate))

    def test_source_distribution_only(self) -> None:
        (self.index / "sample-1.0.tar.gz").write_bytes(b"")
        message = self._failure(Candidate("1.0", ["sha256:" + "0" * 64]))
        self.assertIn("or say build_from_source = True", message)

    def test_unusable_options_of_pip(self) -> None:
        self.options = ["--no-such-option"]
        message = self._failure(Candidate("1.0", ["sha256:" + "0" * 64]))
        self.assertIn("sample 1.0: pip could not download it", message)
        self.assertIn("no-such-option", message)


if __name__ == "__main__":
    unittest.main()
