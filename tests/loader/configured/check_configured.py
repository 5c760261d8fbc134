"""Checks, from inside an executable, that it has the configuration `all_platforms_config`."""

import faulthandler
import os
import ssl
import sys
import tracemalloc
import unittest
import warnings


class ConfiguredTest(unittest.TestCase):
    """One attribute of each kind."""

    def test_flags(self) -> None:
        self.assertEqual(sys.flags.bytes_warning, 1)
        self.assertEqual(sys.flags.hash_randomization, 0)
        self.assertEqual(sys.flags.int_max_str_digits, 700)
        self.assertTrue(faulthandler.is_enabled())

    def test_what_is_not_set(self) -> None:
        self.assertEqual(sys.flags.isolated, 1)
        self.assertEqual(sys.flags.ignore_environment, 1)
        self.assertEqual(sys.flags.utf8_mode, 1)
        self.assertTrue(sys.flags.safe_path)
        self.assertFalse(sys.flags.dev_mode)

    def test_numbers(self) -> None:
        self.assertEqual(os.cpu_count(), 17)
        self.assertEqual(tracemalloc.get_traceback_limit(), 4)

    def test_lists(self) -> None:
        self.assertEqual(sys.warnoptions[-2:], ["error::UserWarning", "ignore:grüß"])
        with self.assertRaises(UserWarning):
            warnings.warn("loud", UserWarning, stacklevel=1)
        self.assertEqual(sys._xoptions, {"flag": True, "name": "välue=1"})

    def test_allocator(self) -> None:
        self.assertEqual(sys.getallocatedblocks(), 0)

    def test_streams(self) -> None:
        self.assertEqual(sys.stdout.encoding, "cp1252")
        self.assertEqual(sys.stdout.errors, "namereplace")
        self.assertTrue(sys.stdout.write_through)

    def test_pycache_prefix(self) -> None:
        self.assertEqual(sys.pycache_prefix, "zwischenspeicher für alles")

    def test_certificates(self) -> None:
        (authority,) = ssl.create_default_context().get_ca_certs()
        self.assertEqual(authority["subject"], ((("commonName", "Packed test authority"),),))


if __name__ == "__main__":
    unittest.main()
