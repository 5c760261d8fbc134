"""The amalgamation is, byte for byte, the one that upstream's Tcl scripts make of the same tree."""

from __future__ import annotations

import hashlib
import os
import unittest
from pathlib import Path

# SHA-256 of what `configure && make sqlite3.c` of SQLite 3.46.1 makes with Tcl 8.6.
UPSTREAM = {
    "sqlite3.c": "6c35bc5f7f85eac9c49928bacbb02bb694b547aabf69197e058cca245ad80e83",
    "sqlite3.h": "89b62c671c5964e137409ce034941b7b05a3af2c9875aba41f47f9483d0c2515",
    "sqlite3ext.h": "b184dd1586d935133d37ad76fa353faf0a1021ff2fdedeedcc3498fff74bbb94",
}


class AmalgamationDigestTest(unittest.TestCase):
    def test_equals_upstreams(self) -> None:
        runfiles = Path(os.environ["TEST_SRCDIR"])
        digests = {}
        for name in os.environ["AMALGAMATION"].split():
            path = runfiles / name
            digests[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
        self.assertEqual(digests, UPSTREAM)


if __name__ == "__main__":
    unittest.main()
