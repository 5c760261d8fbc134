"""Tests of which wheel is taken."""

from __future__ import annotations

import unittest

from tests.tools.wheel.sample_wheels import TARGET, WINDOWS_TARGET
from tools.wheel.tags import Target, best_wheel, shown_tags


def _macos(release: str, cpu: str) -> Target:
    return Target("3.13", ["cp313", "abi3", "none"], [f"macosx_{release}_{cpu}"], "the test's Mac")


def _names(*tags: str) -> list[str]:
    return [f"sam_ple-1.0.post1-{tag}.whl" for tag in tags]


class TagsTest(unittest.TestCase):
    def _assert_best(self, target: Target, expected: str, *others: str) -> None:
        """The first of the tags is that of the best wheel."""
        names = _names(expected, *others)
        self.assertEqual(best_wheel(names, target), names[0])
        self.assertEqual(best_wheel(names[::-1], target), names[0])

    def test_native_before_pure(self) -> None:
        self._assert_best(
            TARGET,
            "cp313-cp313-manylinux_2_17_x86_64",
            "cp38-abi3-manylinux_2_17_x86_64",
            "py3-none-any",
        )
        self._assert_best(TARGET, "cp38-abi3-manylinux_2_17_x86_64", "py3-none-any")

    def test_best_platform_first(self) -> None:
        self._assert_best(
            TARGET,
            "cp313-cp313-manylinux_2_17_x86_64",
            "cp313-cp313-manylinux2014_x86_64",
            "cp313-cp313-musllinux_1_2_x86_64",
        )

    def test_one_of_several_tags_in_a_name(self) -> None:
        self._assert_best(TARGET, "cp313-cp313-manylinux2014_x86_64.manylinux_2_28_x86_64")
        self._assert_best(WINDOWS_TARGET, "py2.py3-none-any", "cp313-cp313-win32")

    def test_build_number(self) -> None:
        name = "sample-1.0-1build-py3-none-any.whl"
        self.assertEqual(best_wheel([name], TARGET), name)

    def test_macos(self) -> None:
        self._assert_best(
            _macos("11_0", "arm64"),
            "cp313-cp313-macosx_11_0_arm64",
            "cp313-cp313-macosx_10_13_universal2",
            "cp313-cp313-macosx_12_0_arm64",
        )
        self._assert_best(
            _macos("10_15", "x86_64"),
            "cp313-cp313-macosx_10_13_universal2",
            "cp313-cp313-macosx_11_0_arm64",
            "cp313-cp313-macosx_11_0_x86_64",
        )

    def test_none(self) -> None:
        self.assertIsNone(best_wheel([], TARGET))
        for tag in [
            "cp312-cp312-manylinux_2_17_x86_64",
            "cp313-cp313-manylinux_2_17_aarch64",
            "cp313-cp313-manylinux_2_28_x86_64",
            "cp313-cp313t-manylinux_2_17_x86_64",
            "py2-none-any",
        ]:
            self.assertIsNone(best_wheel(_names(tag), TARGET), tag)

    def test_shows_the_tags_for_the_same_python(self) -> None:
        names = _names("cp313-cp313-win_amd64", "cp39-abi3-win32", "cp312-cp312-win_amd64")
        self.assertEqual(shown_tags(names, TARGET), "cp313-cp313-win_amd64, cp39-abi3-win32")

    def test_shows_all_tags_if_none_is_for_the_same_python(self) -> None:
        names = _names("cp312-cp312-win_amd64", "cp311-cp311-win32.win_amd64")
        self.assertEqual(
            shown_tags(names, TARGET),
            "cp311-cp311-win32, cp311-cp311-win_amd64, cp312-cp312-win_amd64",
        )


if __name__ == "__main__":
    unittest.main()
