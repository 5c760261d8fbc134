"""Tests of what packages need from each other."""

from __future__ import annotations

import tempfile
import unittest
import zipfile
from pathlib import Path

from tests.tools.wheel.sample_wheels import ENVIRONMENTS, make_wheel
from tools.common.errors import ToolError
from tools.wheel.candidates import Candidate, choose, platforms_of
from tools.wheel.metadata import Dependency, Metadata, dependencies_of, read_metadata


def _metadata(*requires: str) -> Metadata:
    return Metadata("sample", "1.0", requires, ["fast", "Slow_Ly"])


class MetadataTest(unittest.TestCase):
    def test_reads_the_headers_only(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            wheel = make_wheel(folder, name="Sam.Ple", requires=["a", "b>1"], extras=["x"])
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(folder)
            self.assertEqual(read_metadata(folder), Metadata("sam-ple", "1.0", ["a", "b>1"], ["x"]))

    def test_needs_one_dist_info(self) -> None:
        with tempfile.TemporaryDirectory() as name, self.assertRaisesRegex(ToolError, "0 files"):
            read_metadata(Path(name))


class DependenciesTest(unittest.TestCase):
    def test_normalises_names(self) -> None:
        found = dependencies_of(_metadata("Foo_Bar>=1", "baz (>2)"), ENVIRONMENTS, [], [])
        self.assertEqual(found.everywhere, [Dependency("baz"), Dependency("foo-bar")])
        self.assertEqual(found.by_platform, {})

    def test_evaluates_markers_for_every_platform(self) -> None:
        found = dependencies_of(
            _metadata(
                "colorama; sys_platform == 'win32'",
                "uvloop; sys_platform != 'win32'",
                "tomli; python_version < '3.11'",
            ),
            ENVIRONMENTS,
            [],
            [],
        )
        self.assertEqual(found.everywhere, [])
        self.assertEqual(
            found.by_platform,
            {"linux": [Dependency("uvloop")], "windows": [Dependency("colorama")]},
        )

    def test_markers_that_add_up_to_everywhere(self) -> None:
        found = dependencies_of(
            _metadata("a<2; sys_platform == 'win32'", "a>=2; sys_platform != 'win32'"),
            ENVIRONMENTS,
            [],
            [],
        )
        self.assertEqual(found.everywhere, [Dependency("a")])
        self.assertEqual(found.by_platform, {})

    def test_extras(self) -> None:
        metadata = _metadata("a", "b; extra == 'fast'", "c[x,Y]; extra == 'Slow_Ly'")
        self.assertEqual(
            dependencies_of(metadata, ENVIRONMENTS, [], []).everywhere, [Dependency("a")]
        )
        self.assertEqual(
            dependencies_of(metadata, ENVIRONMENTS, ["Slow_Ly"], []).everywhere,
            [Dependency("a"), Dependency("c"), Dependency("c", "x"), Dependency("c", "y")],
        )

    def test_extras_that_ask_for_extras(self) -> None:
        metadata = Metadata(
            name="sample",
            version="1.0",
            requires=[
                "sample[most]; extra == 'all'",
                "sample[fast]; extra == 'most'",
                "b; extra == 'fast'",
                "c; extra == 'slow'",
            ],
            extras=["all", "most", "fast", "slow"],
        )
        self.assertEqual(
            dependencies_of(metadata, ENVIRONMENTS, ["all"], []).everywhere, [Dependency("b")]
        )

    def test_left_out(self) -> None:
        found = dependencies_of(_metadata("a", "b[x]", "c"), ENVIRONMENTS, [], ["b"])
        self.assertEqual(found.everywhere, [Dependency("a"), Dependency("c")])

    def test_says_which_requirement_is_wrong(self) -> None:
        with self.assertRaisesRegex(ToolError, "sample 1.0: Requires-Dist: a b c"):
            dependencies_of(_metadata("a b c"), ENVIRONMENTS, [], [])


class CandidatesTest(unittest.TestCase):
    def test_platforms(self) -> None:
        self.assertEqual(platforms_of("", ENVIRONMENTS), ["linux", "windows"])
        self.assertEqual(platforms_of("sys_platform == 'win32'", ENVIRONMENTS), ["windows"])

    def test_chooses_the_line_that_applies(self) -> None:
        old = Candidate("1.0", [], marker="python_version < '3.10'")
        new = Candidate("2.0", [], marker="python_version >= '3.10'")
        self.assertEqual(choose("a", [old, new], ENVIRONMENTS), {"linux": new, "windows": new})
        self.assertEqual(choose("a", [old], ENVIRONMENTS), {})

    def test_different_versions_for_different_platforms(self) -> None:
        lines = [
            Candidate("1.0", [], marker="sys_platform == 'win32'"),
            Candidate("2.0", [], marker="sys_platform == 'linux'"),
        ]
        self.assertEqual(choose("a", lines, ENVIRONMENTS), {"linux": lines[1], "windows": lines[0]})

    def test_different_versions_for_one_platform(self) -> None:
        lines = [Candidate("1.0", []), Candidate("2.0", [], marker="sys_platform == 'linux'")]
        with self.assertRaisesRegex(ToolError, "a: .*1.0 and 2.0 for linux: pin one version"):
            choose("a", lines, ENVIRONMENTS)


if __name__ == "__main__":
    unittest.main()
