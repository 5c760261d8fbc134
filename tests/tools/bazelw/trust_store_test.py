"""Tests of Java's trust store."""

import base64
import hashlib
import struct
import tempfile
import unittest
from pathlib import Path

from tools.bazelw import trust_store


def pem(der: bytes) -> str:
    body = base64.encodebytes(der).decode()
    return f"-----BEGIN CERTIFICATE-----\n{body}-----END CERTIFICATE-----\n"


def read_java_key_store(store: bytes) -> list[bytes]:
    """Decodes a JKS as Java does, digest first."""
    content, digest = store[:-20], store[-20:]
    salt = "changeit".encode("utf-16-be") + b"Mighty Aphrodite"
    assert hashlib.sha1(salt + content).digest() == digest
    magic, version, count = struct.unpack_from(">III", content)
    assert (magic, version) == (0xFEEDFEED, 2)
    position = 12
    ders = []

    def utf() -> bytes:
        nonlocal position
        (size,) = struct.unpack_from(">H", content, position)
        position += 2 + size
        return content[position - size : position]

    for number in range(count):
        assert struct.unpack_from(">I", content, position) == (2,)
        position += 4
        assert utf() == b"ca%d" % number
        position += 8
        assert utf() == b"X.509"
        (size,) = struct.unpack_from(">I", content, position)
        position += 4 + size
        ders.append(content[position - size : position])
    assert position == len(content)
    return ders


class TrustStoreTest(unittest.TestCase):
    def test_round_trip(self) -> None:
        ders = [b"one", b"\0" * 3000, b"three"]
        text = "# comment\n" + "".join(map(pem, ders))
        self.assertEqual(trust_store.certificates(text), ders)
        self.assertEqual(read_java_key_store(trust_store.java_key_store(ders)), ders)

    def test_what_is_no_certificate_is_left_out(self) -> None:
        broken = "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n"
        self.assertEqual(trust_store.certificates(broken + pem(b"one")), [b"one"])

    def test_write(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            store = Path(name) / "lib/security/cacerts"
            bundle = Path(name) / "bundle"
            bundle.write_text("nothing")
            trust_store.write(bundle, Path(name))
            self.assertFalse(store.exists())
            bundle.write_text(pem(b"one"))
            trust_store.write(bundle, Path(name))
            self.assertEqual(read_java_key_store(store.read_bytes()), [b"one"])

    def test_users_bundle_comes_first(self) -> None:
        with tempfile.NamedTemporaryFile() as file:
            self.assertEqual(trust_store.bundle({"SSL_CERT_FILE": file.name}), Path(file.name))
        self.assertNotEqual(trust_store.bundle({"SSL_CERT_FILE": file.name}), Path(file.name))


if __name__ == "__main__":
    unittest.main()
