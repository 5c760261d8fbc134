"""A small table of sources for the tests."""

import hashlib
from typing import Any

GOOD = hashlib.sha256(b"good").hexdigest()
"""The SHA-256 of the archive that Debian has of the source `one`."""

TABLE: dict[str, Any] = {
    "one": {
        "version": "1.0",
        "alternatives": [
            {
                "file": "one-1.0.tar.gz",
                "sha256": "11",
                "urls": ["https://one.example/one-1.0.tar.gz"],
                "strip_prefix": "one-1.0",
            },
            {
                "file": "one_1.0.orig.tar.gz",
                "sha256": GOOD,
                "urls": [],
                "strip_prefix": "one-1.0",
                "debian": {"source": "one-src", "suites": ["bookworm", "trixie"]},
            },
        ],
    },
    "two": {
        "version": "2.0",
        "alternatives": [
            {
                "file": "two-2.0.tar.xz",
                "sha256": "22",
                "urls": ["https://two.example/two-2.0.tar.xz"],
                "strip_prefix": "two-2.0",
                "debian": {"source": "two", "suites": ["trixie"]},
            }
        ],
    },
}
