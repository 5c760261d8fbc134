"""Tests of the source tarballs."""

import json
import tempfile
import unittest
from collections.abc import Sequence
from pathlib import Path
from unittest import mock

from tests.tools.bazelw.table import GOOD, TABLE
from tools.bazelw import sources
from tools.bazelw.apt import SourceFile
from tools.bazelw.failure import Failure


class SourcesTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.distdir = self.folder / "distdir"
        self.distdir.mkdir()

    def read(self, table: object = TABLE) -> list[sources.Source]:
        file = self.folder / "sources.json"
        file.write_text(json.dumps(table))
        return sources.read_table(file)

    def test_read_table(self) -> None:
        one, two = self.read()
        self.assertEqual((one.name, one.version), ("one", "1.0"))
        self.assertIsNone(one.alternatives[0].debian_source)
        self.assertEqual(one.from_debian, [one.alternatives[1]])
        self.assertEqual(two.alternatives[0].debian_suites, ("trixie",))
        self.assertEqual(sources.packages([one, two]), ["one-src", "two"])

    def test_read_optional_table(self) -> None:
        table = json.loads(json.dumps(TABLE))
        table["two"]["optional"] = True
        table["two"]["alternatives"][0]["debian"]["pool"] = "pool/two.tar.xz"
        one, two = self.read(table)
        self.assertEqual((one.optional, two.optional), (False, True))
        self.assertIsNone(one.alternatives[1].debian_pool)
        self.assertEqual(two.alternatives[0].debian_pool, "pool/two.tar.xz")

    def test_bad_tables(self) -> None:
        outside = json.loads(json.dumps(TABLE))
        outside["two"]["alternatives"][0]["file"] = "../evil"
        for table in ([], {"one": 1}, {"one": {"version": "1"}}, outside):
            with self.assertRaisesRegex(Failure, "sources.json.*; restore it from git"):
                self.read(table)
        with self.assertRaisesRegex(Failure, "cannot read"):
            sources.read_table(self.folder / "absent.json")

    def test_suites_are_few(self) -> None:
        one, two = self.read()
        self.assertEqual(sources.suites([one, two]), ["trixie"])
        self.assertEqual(sources.suites([one]), ["trixie"])
        self.assertEqual(sources.suites([]), [])

    def test_in_distdir(self) -> None:
        one = self.read()[0]
        self.assertIsNone(sources.in_distdir(one, self.distdir, verify=True))
        file = self.distdir / "one_1.0.orig.tar.gz"
        file.write_bytes(b"evil")
        self.assertIsNone(sources.in_distdir(one, self.distdir, verify=True))
        self.assertEqual(sources.in_distdir(one, self.distdir, verify=False), file)
        file.write_bytes(b"good")
        self.assertEqual(sources.in_distdir(one, self.distdir, verify=True), file)

    def test_located_by_sha256_and_stored_under_bazels_name(self) -> None:
        table = self.read()
        files = [
            SourceFile("one-src", "0.9-1", "one-src_0.9.orig.tar.gz", 4, "99"),
            SourceFile("one-src", "1.0-2", "one-src_1.0.orig.tar.gz", 4, GOOD),
        ]
        found = list(sources.locate(table, files))
        self.assertEqual([item.source.name for item in found], ["one"])

        def download(names: Sequence[str], folder: Path) -> None:
            self.assertEqual(names, ["one-src=1.0-2"])
            folder.mkdir()
            (folder / "one-src_1.0.orig.tar.gz").write_bytes(b"good")

        apt = mock.Mock(download_sources=download)
        self.assertIsNone(sources.fetch(apt, found, self.folder / "work", self.distdir))
        self.assertEqual((self.distdir / "one_1.0.orig.tar.gz").read_bytes(), b"good")

    def test_searched_in_all_suites_when_those_of_the_table_have_moved_on(self) -> None:
        wanted = self.read()
        asked: list[list[str]] = []
        has = {
            "trixie": [SourceFile("one-src", "1.0-2", "one-src_1.0.orig.tar.gz", 4, GOOD)],
            "forky": [SourceFile("two", "2.0-1", "two_2.0.orig.tar.xz", 4, "22")],
        }

        def update(binary_suites: Sequence[str], source_suites: Sequence[str]) -> str | None:
            self.assertEqual(binary_suites, ["forky"])
            asked.append(list(source_suites))
            return None if len(asked) == 1 else "sid is not there"

        def source_files(_packages: Sequence[str]) -> list[SourceFile]:
            return [file for suite in asked[-1] for file in has.get(suite, [])]

        apt = mock.Mock(update=update, source_files=source_files)
        found, complaint = sources.search(apt, wanted, ["forky"])
        self.assertEqual([item.source.name for item in found], ["one", "two"])
        self.assertIsNone(complaint)
        self.assertEqual(asked, [["trixie"], list(sources.SUITES)])

        asked.clear()
        found, _ = sources.search(apt, wanted[:1], ["forky"])
        self.assertEqual([item.source.name for item in found], ["one"])
        self.assertEqual(asked, [["trixie"]])

    def test_fetched_from_the_pool(self) -> None:
        table = json.loads(json.dumps(TABLE))
        table["one"]["alternatives"][1]["debian"]["pool"] = "pool/one.tar.gz"
        table["two"]["alternatives"][0]["debian"]["pool"] = "pool/two.tar.xz"
        wanted = self.read(table)
        served = {"pool/one.tar.gz": b"good", "pool/two.tar.xz": b"evil"}

        def download(path: str, digest: str, file: Path) -> None:
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(served[path])

        apt = mock.Mock(download_from_pool=download)
        missing = sources.fetch_from_pool(apt, wanted, self.folder / "work", self.distdir)
        self.assertEqual([source.name for source in missing], ["two"])
        self.assertEqual([file.name for file in self.distdir.iterdir()], ["one_1.0.orig.tar.gz"])

        apt = mock.Mock(download_from_pool=mock.Mock(return_value="E: 404"))
        missing = sources.fetch_from_pool(apt, wanted, self.folder / "other", self.distdir)
        self.assertEqual([source.name for source in missing], ["one", "two"])

    def test_nothing_is_asked_of_the_pool_without_its_path(self) -> None:
        wanted = self.read()
        apt = mock.Mock()
        self.assertEqual(
            sources.fetch_from_pool(apt, wanted, self.folder / "work", self.distdir), wanted
        )
        self.assertEqual(apt.mock_calls, [])

    def test_other_bytes_do_not_get_into_the_distdir(self) -> None:
        table = self.read()
        file = SourceFile("one-src", "1.0-2", "one-src_1.0.orig.tar.gz", 4, GOOD)

        def download(names: Sequence[str], folder: Path) -> None:
            folder.mkdir()
            (folder / file.name).write_bytes(b"evil")

        apt = mock.Mock(download_sources=download)
        found = list(sources.locate(table, [file]))
        sources.fetch(apt, found, self.folder / "work", self.distdir)
        self.assertEqual(list(self.distdir.iterdir()), [])


if __name__ == "__main__":
    unittest.main()
