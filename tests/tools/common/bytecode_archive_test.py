"""Tests of the zip between bytecode and pack."""

from __future__ import annotations

import hashlib
import io
import tempfile
import unittest
import zipfile
from pathlib import Path

from tools.common.bytecode_archive import (
    PYC_HEADER,
    read_bytecode_archive,
    split_pyc,
    write_bytecode_archive,
)
from tools.common.errors import ToolError

_MEMBERS = {"b.pyc": b"two", "a/x.pyc": b"one", "a.py": b""}


class ArchiveTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "archive.zip"

    def _read(self) -> list[tuple[str, bytes]]:
        return [(name, bytes(content)) for name, content in read_bytecode_archive(self.path)]

    def test_round_trip_sorts(self) -> None:
        with self.path.open("wb") as file:
            write_bytecode_archive(file, _MEMBERS)
        self.assertEqual(self._read(), sorted(_MEMBERS.items()))

    def test_empty(self) -> None:
        with self.path.open("wb") as file:
            write_bytecode_archive(file, {})
        self.assertEqual(self._read(), [])

    def test_bytes_are_fixed(self) -> None:
        output = io.BytesIO()
        write_bytecode_archive(output, _MEMBERS)
        self.assertEqual(
            hashlib.sha256(output.getvalue()).hexdigest(),
            "3042f5f2221f3bc72269c7a6e2df7d2d2cea20afee72ee82edcfd187e4b5a3a1",
        )

    def test_not_a_zip(self) -> None:
        for content in (b"", b"text", b"PK\x03\x04" + bytes(100)):
            with self.subTest(content[:4]):
                self.path.write_bytes(content)
                with self.assertRaisesRegex(ToolError, "not a bytecode archive"):
                    self._read()

    def test_truncated(self) -> None:
        with self.path.open("wb") as file:
            write_bytecode_archive(file, _MEMBERS)
        whole = self.path.read_bytes()
        for size in range(len(whole)):
            self.path.write_bytes(whole[:size])
            with self.subTest(size), self.assertRaises(ToolError):
                self._read()

    def test_damaged_local_header(self) -> None:
        with self.path.open("wb") as file:
            write_bytecode_archive(file, _MEMBERS)
        whole = bytearray(self.path.read_bytes())
        whole[0] ^= 1
        self.path.write_bytes(whole)
        with self.assertRaisesRegex(ToolError, "lies outside"):
            self._read()

    def test_members_compressed_by_zip(self) -> None:
        with zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.pyc", b"x" * 100)
        with self.assertRaisesRegex(ToolError, "compressed by zip"):
            self._read()


class SplitPycTest(unittest.TestCase):
    def test_split(self) -> None:
        magic, code = split_pyc(PYC_HEADER.pack(b"MAGI", 1, bytes(8)) + b"code")
        self.assertEqual((magic, bytes(code)), (b"MAGI", b"code"))

    def test_too_short(self) -> None:
        with self.assertRaisesRegex(ToolError, "too short"):
            split_pyc(bytes(16))

    def test_other_kinds_of_pyc(self) -> None:
        for flags in (0, 0b11):
            with self.subTest(flags), self.assertRaisesRegex(ToolError, "unchecked hash-based"):
                split_pyc(PYC_HEADER.pack(b"MAGI", flags, bytes(8)) + b"code")


if __name__ == "__main__":
    unittest.main()
