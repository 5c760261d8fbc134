"""Test of the index's hash function against the vectors of docs/packed_resources.md."""

import unittest

from tools.packed_resources.hashing import entry_hash


class EntryHashTest(unittest.TestCase):
    def test_vectors(self) -> None:
        for kind, name, expected in (
            (1, "os", 0xC47C18F1B10F0C52),
            (1, "xml.etree.ElementTree", 0x7B483DA6F206F27F),
            (2, "pkg/données.txt", 0x3FA4F6C410B72233),
            (3, "", 0xC8E2A2034441FF25),
        ):
            with self.subTest(name):
                self.assertEqual(entry_hash(kind, name.encode()), expected)


if __name__ == "__main__":
    unittest.main()
