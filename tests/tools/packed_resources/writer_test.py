"""Tests of the layout of the file."""

import hashlib
import tempfile
import unittest
from pathlib import Path

from tests.tools.packed_resources.samples import packed, small
from tools.packed_resources.blob import Blob, FileBlob, stored
from tools.packed_resources.format import MAX_BLOB_SIZE, Encoding, FormatError, Kind, slot_count
from tools.packed_resources.reader import PackedResources
from tools.packed_resources.resources import Module, Resources


class GoldenTest(unittest.TestCase):
    """A new value here without a new format version breaks what reads the files."""

    def test_bytes_are_fixed(self) -> None:
        self.assertEqual(
            hashlib.sha256(packed(small())).hexdigest(),
            "86dd7f209b5fafafa26126f3253bbf3d720304e922161e83f411f33deed2a0f4",
        )

    def test_first_fields(self) -> None:
        self.assertEqual(
            packed(small())[:24].hex(" ", 4),
            "89505950 41434b0a 02000000 a0000000 2a0c0000 00000000",
        )


class LayoutTest(unittest.TestCase):
    def test_slot_count(self) -> None:
        for entries, slots in ((0, 8), (1, 8), (4, 8), (5, 16), (8, 16), (9, 32), (1000, 2048)):
            with self.subTest(entries):
                self.assertEqual(slot_count(entries), slots)

    def test_equal_blobs_are_stored_once(self) -> None:
        resources = PackedResources(packed(small()))
        names = ("__main__", "app.main", "app.same")
        offsets = {entry.data_offset for entry in resources.entries if entry.name in names}
        self.assertEqual(len(offsets), 1)

    def test_equal_bytes_in_a_file_on_disk_and_in_memory_are_stored_once(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "file"
            path.write_bytes(b"content")
            data = packed(
                Resources(1, files={"a": stored(b"content"), "b": FileBlob(path, len(b"content"))})
            )
        self.assertEqual(data.count(b"content"), 1)

    def test_blobs_are_aligned(self) -> None:
        for entry in PackedResources(packed(small())).entries:
            self.assertEqual(entry.data_offset % 16, 0, entry.name)

    def test_code_then_files_then_sources_in_given_order(self) -> None:
        resources = Resources(
            1,
            modules={
                "b": Module("b.py", False, stored(b"code b"), stored(b"source b")),
                "a": Module("a.py", False, stored(b"code a"), stored(b"source a")),
            },
            files={"z": stored(b"file z"), "f": stored(b"file f")},
        )
        data = packed(resources)
        order = [b"code b", b"code a", b"file z", b"file f", b"source b", b"source a"]
        self.assertEqual(sorted(order, key=data.index), order)

    def test_what_the_tree_leaves_out_takes_no_room(self) -> None:
        resources = Resources(1, files={"a": stored(b"kept"), "a/b": stored(b"left out")})
        self.assertNotIn(b"left out", packed(resources))

    def test_empty_blob_has_no_place(self) -> None:
        data = packed(Resources(1, files={"a": stored(b"")}))
        entry = PackedResources(data).find(Kind.FILE, "a")
        assert entry is not None
        self.assertEqual((entry.data_offset, len(entry.data)), (0, 0))


class LimitsTest(unittest.TestCase):
    def test_file_that_changed(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "file"
            path.write_bytes(b"content")
            for size in (6, 8):
                with self.subTest(size), self.assertRaisesRegex(FormatError, "changed while"):
                    packed(Resources(1, files={"a": FileBlob(path, size)}))

    def test_blob_too_large(self) -> None:
        blob = Blob(b"x", Encoding.ZLIB, MAX_BLOB_SIZE + 1)
        with self.assertRaisesRegex(FormatError, "larger than 4 GiB"):
            packed(Resources(1, files={"a": blob}))

    def test_nul_in_config(self) -> None:
        with self.assertRaisesRegex(FormatError, "NUL"):
            packed(Resources(1, config=[("arg", "a\0b")]))


if __name__ == "__main__":
    unittest.main()
