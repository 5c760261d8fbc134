"""Tests of reading the machine's apt configuration."""

import unittest

from tools.bazelw.mirrors import choose, read_sources

STANZAS = """\
# the archive
Types: deb
# a comment between
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main

Enabled: no
Types: deb
URIs: http://off.example/debian
Suites: bookworm
Components: main
"""

LINES = """\
# deb http://old.example/debian bookworm main
deb [arch=amd64 signed-by=/k.gpg] https://vendor.example/linux bookworm main
deb https://tools.example/apt stable main
deb http://mirror.example/debian/ bookworm main non-free # comment
deb-src http://security.example/debian-security bookworm-security main
deb http://mirror.example/debian bookworm contrib
"""


class MirrorsTest(unittest.TestCase):
    def test_deb822(self) -> None:
        rows = list(read_sources(STANZAS, deb822=True))
        self.assertEqual(len(rows), 3)
        self.assertEqual(
            choose(rows), ("http://mirror.example/debian", "http://mirror.example/debian-security")
        )

    def test_lines(self) -> None:
        rows = list(read_sources(LINES, deb822=False))
        self.assertEqual(len(rows), 5)
        self.assertEqual(
            choose(rows),
            ("http://mirror.example/debian/", "http://security.example/debian-security"),
        )

    def test_file_of_mirrors(self) -> None:
        text = "deb mirror+file:/etc/apt/mirrors/debian.list trixie main"
        rows = list(read_sources(text, deb822=False))
        self.assertEqual(choose(rows), ("mirror+file:/etc/apt/mirrors/debian.list", None))

    def test_none(self) -> None:
        rows = list(read_sources("deb http://x.example/ ./\n", deb822=False))
        self.assertEqual(choose(rows), (None, None))


if __name__ == "__main__":
    unittest.main()
