"""Tests of deciding which sources Debian has to serve."""

import json
import tempfile
import time
import unittest
from pathlib import Path
from unittest import mock

from tests.tools.bazelw.table import TABLE
from tools.bazelw import reach, source_needs
from tools.bazelw.cache import Cache
from tools.bazelw.settings import read_settings
from tools.bazelw.source_needs import SourceNeeds
from tools.bazelw.sources import Source
from tools.bazelw.state import State


class SourceNeedsTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        (self.root / ".bazelversion").write_text("7.7.1")
        table = self.root / source_needs.TABLE
        table.parent.mkdir(parents=True)
        table.write_text(json.dumps(TABLE))
        self.table = table
        self.cache = Cache(self.root / "cache")
        self.cache.distdir.mkdir(parents=True)
        self.asked = 0
        self.unreachable = {"one", "two"}
        patch = mock.patch.object(reach, "out_of_reach", self.out_of_reach)
        patch.start()
        self.addCleanup(patch.stop)

    def out_of_reach(self, sources: list[Source]) -> list[Source]:
        self.asked += 1
        return [source for source in sources if source.name in self.unreachable]

    def missing(self, mode: str = "auto") -> list[str]:
        """What one run finds missing, and remembers."""
        environment = {"BAZELW_CACHE": str(self.cache.folder), "BAZELW_SOURCES": mode}
        settings = read_settings(self.root, environment)
        needs = SourceNeeds(settings, self.cache, State(self.cache.folder / "state.json"))
        names = [source.name for source in needs.missing()]
        needs.remember()
        return names

    def store(self) -> None:
        (self.cache.distdir / "one_1.0.orig.tar.gz").write_bytes(b"good")
        (self.cache.distdir / "two-2.0.tar.xz").write_bytes(b"two")

    def test_upstream_is_asked_once_a_day(self) -> None:
        self.unreachable = set()
        self.assertEqual(self.missing(), [])
        self.assertEqual(self.missing(), [])
        self.assertEqual(self.asked, 1)
        later = time.time() + source_needs.RECHECK_SECONDS + 1
        self.unreachable = {"two"}
        with mock.patch.object(time, "time", lambda: later):
            self.assertEqual(self.missing(), ["two"])

    def test_nothing_is_asked_when_all_is_stored(self) -> None:
        self.store()
        self.unreachable = set()
        self.missing()
        later = time.time() + 10 * source_needs.RECHECK_SECONDS
        with mock.patch.object(time, "time", lambda: later):
            self.assertEqual(self.missing(), [])
        self.assertEqual(self.asked, 1)

    def test_removed_file_and_changed_table_are_noticed(self) -> None:
        self.store()
        self.missing()
        (self.cache.distdir / "one_1.0.orig.tar.gz").unlink()
        self.assertIn("one", self.missing())
        self.store()
        self.missing()
        asked = self.asked
        self.table.write_text(json.dumps({**TABLE, "three": TABLE["two"]}))
        self.missing()
        self.assertEqual(self.asked, asked + 1)

    def test_modes(self) -> None:
        self.unreachable = set()
        self.assertEqual(self.missing("debian"), ["one", "two"])
        self.assertEqual(self.missing("off"), [])
        self.assertEqual(self.asked, 0)


if __name__ == "__main__":
    unittest.main()
