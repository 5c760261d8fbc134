"""Tests of what the user is told."""

import io
import tempfile
import time
import unittest
from pathlib import Path
from unittest import mock

from tools.bazelw import progress
from tools.bazelw.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class ProgressTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "sub").mkdir()
        (self.folder / "sub/file").write_bytes(b"x" * 3_000_000)

    def test_nothing_where_it_is_quick(self) -> None:
        stream = io.StringIO()
        with Progress(stream).growing("downloading", self.folder, 6_000_000):
            pass
        self.assertEqual(stream.getvalue(), "")

    def test_lines_where_there_is_no_terminal(self) -> None:
        stream = io.StringIO()
        with (
            mock.patch.object(progress, "LINE_INTERVAL", 0.05),
            Progress(stream).growing("downloading", self.folder, 6_000_000),
        ):
            time.sleep(0.5)
        first = stream.getvalue().splitlines()[0]
        self.assertEqual(first, "bazelw: downloading: 50% of 6 MB, 0 s")

    def test_terminal_line_is_erased(self) -> None:
        stream = Terminal()
        with mock.patch.object(progress, "REDRAW_INTERVAL", 0.05):
            telling = Progress(stream)
            with telling.growing("fetching", self.folder):
                time.sleep(0.5)
            telling.say("done")
        written = stream.getvalue()
        self.assertIn("\rbazelw: fetching: 3 MB, 0 s", written)
        self.assertTrue(written.endswith(" \rbazelw: done\n"), repr(written))


if __name__ == "__main__":
    unittest.main()
