"""Tests of how platforms share wheels."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from tests.tools.wheel.sample_wheels import TARGETS, candidate_of, make_wheel
from tools.common.errors import ToolError
from tools.wheel.candidates import Candidate
from tools.wheel.survey import Survey, survey

_LINUX = "cp313-cp313-manylinux_2_17_x86_64"
_WINDOWS = "cp313-cp313-win_amd64"


class SurveyTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.index = Path(folder.name) / "index"
        self.index.mkdir()
        self.folder = Path(folder.name) / "downloads"
        self.folder.mkdir()

    def _survey(self, candidates: dict[str, Candidate]) -> Survey:
        options = ["--no-index", f"--find-links={self.index}"]
        return survey("sample", candidates, TARGETS, options, self.folder)

    def test_wheel_for_any_platform(self) -> None:
        wheel = make_wheel(self.index)
        make_wheel(self.index, tag="cp312-cp312-win_amd64")
        found = self._survey(dict.fromkeys(TARGETS, candidate_of(wheel)))
        assert found.shared
        self.assertEqual(found.shared.read_bytes(), wheel.read_bytes())
        self.assertEqual(found.sharing, ["linux", "windows"])
        self.assertEqual((found.leaders, found.missing), ({}, {}))

    def test_wheels_per_platform_are_not_downloaded(self) -> None:
        wheel = make_wheel(self.index, tag=_LINUX)
        make_wheel(self.index, tag=_WINDOWS)
        found = self._survey(dict.fromkeys(TARGETS, candidate_of(wheel)))
        self.assertEqual(found, Survey(leaders={"linux": "linux", "windows": "windows"}))
        self.assertEqual(list(self.folder.rglob("*.whl")), [])

    def test_wheel_that_several_platforms_share(self) -> None:
        wheel = make_wheel(self.index, tag="py3-none-manylinux_2_17_x86_64.win_amd64")
        found = self._survey(dict.fromkeys(TARGETS, candidate_of(wheel)))
        self.assertEqual(found, Survey(leaders={"linux": "linux", "windows": "linux"}))

    def test_native_wheel_on_one_platform_only(self) -> None:
        wheel = make_wheel(self.index)
        make_wheel(self.index, tag=_WINDOWS)
        found = self._survey(dict.fromkeys(TARGETS, candidate_of(wheel)))
        self.assertEqual(found.sharing, ["linux"])
        self.assertEqual(found.leaders, {"windows": "windows"})

    def test_missing_wheel(self) -> None:
        wheel = make_wheel(self.index, tag=_WINDOWS)
        found = self._survey(dict.fromkeys(TARGETS, candidate_of(wheel)))
        self.assertEqual(found.leaders, {"windows": "windows"})
        self.assertEqual(
            found.missing,
            {
                "linux": "sample 1.0: no wheel for the test's Python; "
                "there are wheels only for cp313-cp313-win_amd64"
            },
        )

    def test_versions_per_platform(self) -> None:
        old = make_wheel(self.index)
        new = make_wheel(self.index, version="2.0")
        found = self._survey({"linux": candidate_of(old), "windows": candidate_of(new)})
        self.assertEqual(found, Survey(leaders={"linux": "linux", "windows": "windows"}))

    def test_excluded_platform(self) -> None:
        found = self._survey({"windows": candidate_of(make_wheel(self.index))})
        self.assertEqual(found.sharing, ["windows"])
        self.assertEqual((found.leaders, found.missing), ({}, {}))

    def test_unknown_package(self) -> None:
        with self.assertRaisesRegex(ToolError, "sample 1.0: no wheel for CPython 3.13 in the"):
            self._survey({"linux": Candidate("1.0", ["sha256:" + "0" * 64])})

    def test_wrong_hash(self) -> None:
        make_wheel(self.index)
        with self.assertRaisesRegex(ToolError, "sample 1.0: wrong hash"):
            self._survey({"linux": Candidate("1.0", ["sha256:" + "0" * 64])})

    def test_no_usable_options(self) -> None:
        candidate = candidate_of(make_wheel(self.index))
        with self.assertRaisesRegex(ToolError, "pip could not download it .*no-such-option"):
            survey("sample", {"linux": candidate}, TARGETS, ["--no-such-option"], self.folder)

    def test_wheel_for_any_platform_that_is_not_locked(self) -> None:
        make_wheel(self.index)
        wheel = make_wheel(self.index, tag=_LINUX)
        found = self._survey(dict.fromkeys(TARGETS, candidate_of(wheel)))
        self.assertIsNone(found.shared)
        self.assertEqual(found.leaders, {"linux": "linux"})
        self.assertEqual(list(found.missing), ["windows"])


if __name__ == "__main__":
    unittest.main()
