"""Tests that the reader gives back what was written and recognises damage."""

from __future__ import annotations

import hashlib
import random
import tempfile
import unittest
from pathlib import Path

from tests.tools.packed_resources.samples import compressed, packed, random_resources, small
from tools.packed_resources.blob import BesideBlob, Blob, FileBlob, stored
from tools.packed_resources.format import (
    CHECKSUM,
    ENTRY,
    HEADER_CHECKSUM_OFFSET,
    SHA256_OFFSET,
    SHA256_SIZE,
    SLOT,
    Encoding,
    FormatError,
    Kind,
    checksum,
    slot_check,
)
from tools.packed_resources.reader import Header, PackedResources, read_header
from tools.packed_resources.resources import Module, Resources
from tools.packed_resources.tree import tree


def _with_sha256(data: bytearray) -> bytes:
    """Returns the data with a right SHA-256, so that a test reaches the checks behind it."""
    data[SHA256_OFFSET : SHA256_OFFSET + SHA256_SIZE] = bytes(SHA256_SIZE)
    data[SHA256_OFFSET : SHA256_OFFSET + SHA256_SIZE] = hashlib.sha256(data).digest()
    return bytes(data)


def _with_header_checksum(data: bytearray, header: Header) -> bytearray:
    """Puts the right checksum of the header and the configuration, as it lay, into the data."""
    config = data[header.config_offset : header.config_offset + header.config_size]
    CHECKSUM.pack_into(data, HEADER_CHECKSUM_OFFSET, checksum((data[:SHA256_OFFSET], config)))
    return data


_EMPTY_SLOT = SLOT.pack(0, 0, slot_check(0, 0))


class RoundTripTest(unittest.TestCase):
    def _check(self, resources: Resources) -> None:
        read = PackedResources(packed(resources))
        read.verify()
        self.assertEqual(read.header.bytecode_magic, resources.bytecode_magic)
        self.assertEqual(read.config, resources.config)
        nodes = tree(resources)
        self.assertEqual(len(read.entries), len(nodes))
        for node, entry in zip(nodes, read.entries):
            self.assertIs(read.find(node.kind, node.name.decode()), entry)
            self.assertEqual((entry.kind, entry.name.encode()), (node.kind, node.name))
            self.assertEqual(entry.is_package | entry.is_namespace << 1, node.flags)
            self.assertEqual(entry.path.encode(), node.path)
            self.assertEqual(bytes(entry.data), b"".join(node.data.chunks()) if node.data else b"")
            self.assertEqual(
                bytes(entry.source), b"".join(node.source.chunks()) if node.source else b""
            )
            if node.data:
                self.assertEqual(entry.encoding, node.data.encoding)
                self.assertEqual(len(entry.content()), node.data.raw_size)
            if node.source:
                self.assertEqual(entry.source_encoding, node.source.encoding)
                self.assertEqual(len(entry.source_content()), node.source.raw_size)
            self.assertEqual(
                sorted(read.entries[child].name for child in entry.children),
                sorted(child.name.decode() for child in node.children),
            )

    def test_small(self) -> None:
        self._check(small())

    def test_nothing(self) -> None:
        self._check(Resources(bytecode_magic=0))

    def test_random(self) -> None:
        for seed in range(300):
            with self.subTest(seed=seed):
                self._check(random_resources(seed))

    def test_not_found(self) -> None:
        read = PackedResources(packed(small()))
        self.assertIsNone(read.find(Kind.MODULE, "nothing"))
        self.assertIsNone(read.find(Kind.FILE, "app"))
        self.assertIsNotNone(read.find(Kind.DIRECTORY, "app"))


class DamageTest(unittest.TestCase):
    def test_truncated(self) -> None:
        data = packed(small())
        for size in range(len(data)):
            with self.subTest(size), self.assertRaises(FormatError):
                PackedResources(data[:size])

    def test_every_changed_byte_is_found(self) -> None:
        data = packed(small())
        for offset in range(len(data)):
            changed = bytearray(data)
            changed[offset] ^= 0x41
            with self.subTest(offset), self.assertRaises(FormatError):
                PackedResources(bytes(changed)).verify()

    def test_random_damage_behind_right_checksums_only_raises_format_errors(self) -> None:
        generator = random.Random(1)
        data = packed(small())
        header = PackedResources(data).header
        index_size = header.data_offset
        found = 0
        for _ in range(1000):
            changed = bytearray(data)
            for _ in range(generator.randrange(1, 4)):
                changed[generator.randrange(index_size)] = generator.choice((0, 1, 0x7F, 0xFF))
            try:
                PackedResources(_with_sha256(_with_header_checksum(changed, header))).verify()
            except FormatError:
                found += 1
        self.assertGreater(found, 600)

    def _message(self, change: dict[int, bytes]) -> str:
        data = bytearray(packed(small()))
        header = read_header(memoryview(bytes(data)))
        for offset, value in change.items():
            data[offset : offset + len(value)] = value
        with self.assertRaises(FormatError) as caught:
            PackedResources(_with_sha256(_with_header_checksum(data, header))).verify()
        return str(caught.exception)

    def test_messages_of_the_header(self) -> None:
        for change, expected in (
            ({0: b"x"}, "no magic"),
            ({8: b"\3"}, "format version 3"),
            ({16: b"\0"}, "its header says"),
            ({28: b"\1"}, "header size or flags"),
            ({36: b"\7"}, "7 slots"),
            ({44: b"\xff"}, "section slots"),
            ({48: b"\1"}, "section entries is misaligned"),
        ):
            with self.subTest(expected):
                self.assertIn(expected, self._message(change))

    def test_sha256(self) -> None:
        data = bytearray(packed(small()))
        data[-1] ^= 1
        with self.assertRaisesRegex(FormatError, "checksum does not match"):
            PackedResources(bytes(data)).verify()

    def test_checksum_of_the_header(self) -> None:
        data = bytearray(packed(small()))
        data[HEADER_CHECKSUM_OFFSET] ^= 1
        with self.assertRaisesRegex(FormatError, "checksum of the header does not match"):
            PackedResources(_with_sha256(data)).verify()

    def test_other_checksums(self) -> None:
        read = PackedResources(packed(small()))
        header = read.header
        app = read.find(Kind.MODULE, "app")
        assert app is not None
        entry = header.entries_offset + read.entries.index(app) * ENTRY.size
        for offset, expected in (
            (header.slots_offset + 8, "check of a slot"),
            (entry + ENTRY.size - 4, "'app': the checksum of its entry"),
            (app.data_offset, "'app': the checksum of its data"),
            (app.source_offset, "'app': the checksum of its source"),
            (
                header.children_offset + (app.first_child - 1) * 4,
                "'app': the checksum of its children",
            ),
        ):
            data = bytearray(packed(small()))
            data[offset] ^= 1
            with self.subTest(expected), self.assertRaisesRegex(FormatError, expected):
                PackedResources(_with_sha256(data)).verify()

    def test_messages_of_the_index(self) -> None:
        header = PackedResources(packed(small())).header
        first_entry = header.entries_offset
        for change, expected in (
            ({first_entry + 8: b"\x09"}, "kind, flags or encoding"),
            ({first_entry + 4: b"\xff\xff\xff"}, "its name is too long"),
            (
                {first_entry + 24: b"\xff\xff\xff", first_entry + 12: b"\xff\xff\xff"},
                "outside of the data section",
            ),
            ({first_entry + 12: b"\xee"}, "its two sizes differ"),
            ({first_entry + 52: b"\xff\xff"}, "its children lie outside"),
            ({header.slots_offset: _EMPTY_SLOT * header.slot_count}, "0 slots taken"),
            ({header.children_offset + 4: b"\xff"}, "a child is no entry"),
            ({header.config_offset: b"\xff\xff"}, "config: a string lies outside"),
        ):
            with self.subTest(expected):
                self.assertIn(expected, self._message(change))

    def test_compressed_data_that_does_not_decode(self) -> None:
        resources = Resources(1, files={"a": compressed(b"content")})
        data = bytearray(packed(resources))
        entry = PackedResources(bytes(data)).find(Kind.FILE, "a")
        assert entry is not None
        data[entry.data_offset] ^= 0xFF
        damaged = PackedResources(bytes(data)).find(Kind.FILE, "a")
        assert damaged is not None
        with self.assertRaisesRegex(FormatError, "a: Error -3"):
            damaged.content()

    def _beside(self) -> bytes:
        """Returns the packed file of an extension module that lies beside the executable."""
        with tempfile.TemporaryDirectory() as folder:
            library = Path(folder, "m.so")
            library.write_bytes(b"library")
            blob = BesideBlob(FileBlob(library, 7))
            module = Module("m.so", False, blob, is_extension=True)
            return packed(Resources(1, modules={"m": module}, files={"m.so": blob}))

    def test_beside(self) -> None:
        data = self._beside()
        self.assertNotIn(b"library", data)
        resources = PackedResources(data)
        resources.verify()
        for kind, name in ((Kind.MODULE, "m"), (Kind.FILE, "m.so")):
            entry = resources.find(kind, name)
            assert entry is not None
            self.assertEqual((entry.encoding, entry.raw_size), (Encoding.BESIDE, 7))
            self.assertEqual((entry.data_offset, bytes(entry.data)), (0, b""))
            self.assertEqual(entry.data_checksum, checksum([b"library"]))
            with self.assertRaisesRegex(FormatError, "m: is a file beside|m.so: is a file beside"):
                entry.content()

    def test_beside_where_it_cannot_be(self) -> None:
        entries = read_header(memoryview(self._beside())).entries_offset
        for offset, value in ((9, 0), (24, 1)):  # no extension; with data
            data = bytearray(self._beside())
            data[entries + offset] = value
            with (
                self.subTest(offset),
                self.assertRaisesRegex(FormatError, "should be a file beside"),
            ):
                PackedResources(bytes(data))

    def _with_source(self, source: Blob) -> tuple[bytearray, int]:
        """Returns a packed module with a source, and where the size of that is."""
        module = Module("a.py", False, stored(b"code"), source)
        data = bytearray(packed(Resources(1, modules={"a": module})))
        return data, read_header(memoryview(bytes(data))).entries_offset + 60

    def test_compressed_source(self) -> None:
        data, raw_size = self._with_source(compressed(b"source"))
        entry = PackedResources(bytes(data)).find(Kind.MODULE, "a")
        assert entry is not None
        self.assertEqual(entry.source_content(), b"source")
        for wrong in (0, len(b"source") - 1, len(b"source") + 1):
            data[raw_size] = wrong
            damaged = PackedResources(bytes(data)).find(Kind.MODULE, "a")
            assert damaged is not None
            with self.subTest(wrong), self.assertRaisesRegex(FormatError, "does not decode to"):
                damaged.source_content()

    def test_stored_source_with_two_sizes(self) -> None:
        data, raw_size = self._with_source(stored(b"source"))
        self.assertEqual(data[raw_size], 0)
        data[raw_size] = len(b"source")
        with self.assertRaisesRegex(FormatError, "its source is stored, but has two sizes"):
            PackedResources(bytes(data))

    def test_raw_size_that_is_wrong(self) -> None:
        data = bytearray(packed(Resources(1, files={"a": compressed(b"content")})))
        raw_size = read_header(memoryview(bytes(data))).entries_offset + 12
        self.assertEqual(data[raw_size], len(b"content"))
        for wrong in (len(b"content") - 1, len(b"content") + 1):
            data[raw_size] = wrong
            entry = PackedResources(bytes(data)).find(Kind.FILE, "a")
            assert entry is not None
            with self.subTest(wrong), self.assertRaisesRegex(FormatError, "does not decode to"):
                entry.content()


if __name__ == "__main__":
    unittest.main()
