"""Tests of reading code signatures that the build does not make: with further blobs."""

from __future__ import annotations

import hashlib
import struct
import unittest

from tools.common.errors import ToolError
from tools.executable.code_signature import read_code_signature

_CODE = bytes(range(250)) * 20
_REQUIREMENTS_SLOT, _CMS_SLOT = 2, 0x10000
_ADHOC = 0x2


def _blob(magic: int, data: bytes) -> bytes:
    return struct.pack(">II", magic, 8 + len(data)) + data


def _signature(blobs: dict[int, bytes], special_hashes: list[bytes]) -> bytes:
    """Returns a signature of `_CODE` with pages of 4096 bytes.

    Args:
        blobs: slot -> blob, besides the code directory.
        special_hashes: of the slots 1, 2 and so on.
    """
    identifier = b"com.example\0"
    pages = [_CODE[i : i + 4096] for i in range(0, len(_CODE), 4096)]
    hashes = [*reversed(special_hashes), *(hashlib.sha256(page).digest() for page in pages)]
    hash_offset = 88 + len(identifier) + 32 * len(special_hashes)
    directory = struct.pack(
        ">7I4BI", 0x20400, _ADHOC, hash_offset, 88, len(special_hashes), len(pages), len(_CODE),
        32, 2, 0, 12, 0,
    )  # fmt: skip
    directory += bytes(20) + struct.pack(">QQQ", 0, 4096, 1) + identifier + b"".join(hashes)
    parts = {0: _blob(0xFADE0C02, directory), **blobs}
    index, data = b"", b""
    for slot, blob in parts.items():
        index += struct.pack(">II", slot, 12 + 8 * len(parts) + len(data))
        data += blob
    return struct.pack(">III", 0xFADE0CC0, 12 + len(index) + len(data), len(parts)) + index + data


class CodeSignatureTest(unittest.TestCase):
    requirements = _blob(0xFADE0C01, b"any requirements")

    def _read(self, signature: bytes) -> tuple[tuple[int, ...], tuple[int, ...], bool]:
        read = read_code_signature(_CODE + signature, len(_CODE), len(signature))
        self.assertEqual(read.identifier, "com.example")
        self.assertEqual(read.exec_segment, (0, 4096, 1))
        self.assertEqual(read.page_count, 2)
        return read.wrong_pages, read.wrong_blobs, read.has_certificate

    def test_code_directory_alone(self) -> None:
        self.assertEqual(self._read(_signature({}, [])), ((), (), False))

    def test_further_blob(self) -> None:
        right = hashlib.sha256(self.requirements).digest()
        signature = _signature({_REQUIREMENTS_SLOT: self.requirements}, [bytes(32), right])
        self.assertEqual(self._read(signature), ((), (), False))

    def test_further_blob_changed(self) -> None:
        signature = _signature({_REQUIREMENTS_SLOT: self.requirements}, [bytes(32), bytes(32)])
        self.assertEqual(self._read(signature), ((), (_REQUIREMENTS_SLOT,), False))

    def test_further_blob_without_hash(self) -> None:
        signature = _signature({_REQUIREMENTS_SLOT: self.requirements}, [])
        self.assertEqual(self._read(signature), ((), (_REQUIREMENTS_SLOT,), False))

    def test_certificate(self) -> None:
        signature = _signature({_CMS_SLOT: _blob(0xFADE0B01, b"a certificate")}, [])
        self.assertEqual(self._read(signature), ((), (), True))
        signature = _signature({_CMS_SLOT: _blob(0xFADE0B01, b"")}, [])
        self.assertEqual(self._read(signature), ((), (), False))

    def test_truncated(self) -> None:
        signature = _signature({_REQUIREMENTS_SLOT: self.requirements}, [])
        for size in range(len(signature)):
            with self.subTest(size), self.assertRaisesRegex(ToolError, "malformed code signature"):
                read_code_signature(_CODE + signature[:size], len(_CODE), size)


if __name__ == "__main__":
    unittest.main()
