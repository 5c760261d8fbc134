"""Tests of what bazelw remembers."""

import tempfile
import unittest
from pathlib import Path

from tools.bazelw.state import State


class StateTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "state" / "x.json"

    def test_recalls_only_with_the_same_facts(self) -> None:
        State(self.file).remember("a", ["7", (1, 2)], {"program": None})
        state = State(self.file)
        self.assertEqual(state.recall("a", ["7", (1, 2)]), {"program": None})
        self.assertIsNone(state.recall("a", ["7", (1, 3)]))
        self.assertIsNone(state.recall("b", ["7", (1, 2)]))

    def test_keeps_other_decisions(self) -> None:
        State(self.file).remember("a", 1, True)
        State(self.file).remember("b", 2, True)
        self.assertTrue(State(self.file).recall("a", 1))

    def test_damaged_file_counts_as_empty(self) -> None:
        self.file.parent.mkdir()
        for text in (b"", b"{", b"[]", b'{"a": 1}', b"\xff"):
            self.file.write_bytes(text)
            self.assertIsNone(State(self.file).recall("a", 1))


if __name__ == "__main__":
    unittest.main()
