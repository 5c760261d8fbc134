"""Makes the machine's certificate authorities known to Java, so that Bazel can download.

Without it every download of Bazel fails with a PKIX error where the machine trusts an authority of
its own. The store is written in Java's JKS format by hand, since a jlinked runtime has no keytool.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import struct
from collections.abc import Mapping
from pathlib import Path

from tools.bazelw.cache import write_atomically

SYSTEM_BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")
"""Where Debian's ca-certificates puts all authorities."""

PASSWORD = "changeit"
"""The password that Java itself uses for its default store; it protects nothing."""


def bundle(environment: Mapping[str, str]) -> Path | None:
    """Gives the file with the machine's certificate authorities, None if there is none."""
    for file in (environment.get("SSL_CERT_FILE"), SYSTEM_BUNDLE):
        if file and Path(file).is_file():
            return Path(file)
    return None


def certificates(pem: str) -> list[bytes]:
    """Gives the certificates of a PEM text in DER form; what is none is left out."""
    found = []
    for body in re.findall(
        r"-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", pem, re.DOTALL
    ):
        try:
            found.append(base64.b64decode(body))
        except binascii.Error:
            continue
    return found


def java_key_store(ders: list[bytes]) -> bytes:
    """Encodes certificates as a JKS trust store, version 2 (sun.security.provider.JavaKeyStore)."""

    def utf(text: bytes) -> bytes:
        return struct.pack(">H", len(text)) + text

    store = struct.pack(">III", 0xFEEDFEED, 2, len(ders))
    for number, der in enumerate(ders):
        store += struct.pack(">I", 2) + utf(b"ca%d" % number) + struct.pack(">Q", 0)
        store += utf(b"X.509") + struct.pack(">I", len(der)) + der
    digest = hashlib.sha1(PASSWORD.encode("utf-16-be") + b"Mighty Aphrodite" + store)
    return store + digest.digest()


def write(pem_file: Path, runtime: Path) -> None:
    """Makes `pem_file`, unless empty, the default trust store of the Java `runtime`."""
    ders = certificates(pem_file.read_text(encoding="utf-8", errors="replace"))
    if ders:
        write_atomically(runtime / "lib/security/cacerts", java_key_store(ders))
