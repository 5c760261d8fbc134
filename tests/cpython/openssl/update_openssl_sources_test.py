"""Tests of the script that writes the table of OpenSSL's sources."""

from __future__ import annotations

import unittest

from toolchains.cpython.openssl.update_openssl_sources import configuration, groups_of, table


class UpdateOpensslSourcesTest(unittest.TestCase):
    def test_each_entry_is_in_the_group_of_all_targets_that_have_it(self) -> None:
        groups = groups_of(
            {
                "b": [("crypto", "x.c"), ("crypto", "shared.c")],
                "a": [("crypto", "shared.c"), ("define", "X")],
            }
        )
        self.assertEqual(
            groups,
            {
                ("a", "b"): [("crypto", "shared.c")],
                ("a",): [("define", "X")],
                ("b",): [("crypto", "x.c")],
            },
        )
        self.assertEqual(next(iter(groups)), ("a", "b"))

    def test_table(self) -> None:
        text = table({("a", "b"): [("ssl", "y.c"), ("ssl", "z.c")]})
        self.assertTrue(
            text.endswith(
                """\
OPENSSL_SOURCES = [
    struct(
        crypto_sources = [],
        defines = [],
        generated_files = [],
        ssl_sources = [
            "y.c",
            "z.c",
        ],
        targets = [
            "a",
            "b",
        ],
    ),
]
"""
            ),
            text,
        )

    def test_configuration_is_readable(self) -> None:
        names = configuration()
        self.assertIn("linux-x86_64", names["CONFIGURE_TARGETS"].values())
        self.assertIn("no-shared", names["CONFIGURE_OPTIONS"])
        self.assertEqual(
            set(names["CONFIGURE_TARGETS"].values()), set(names["OPENSSL_DIRECTORIES"])
        )


if __name__ == "__main__":
    unittest.main()
