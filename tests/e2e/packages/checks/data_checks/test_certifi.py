"""certifi's bundle: OpenSSL opens the file itself, so it needs a path that the system knows."""

import os
import ssl
import unittest

import certifi


class CertifiTest(unittest.TestCase):
    def test_where_is_a_file_of_the_system(self) -> None:
        # os.open() knows no packed files.
        descriptor = os.open(certifi.where(), os.O_RDONLY)
        with os.fdopen(descriptor, encoding="ascii") as file:
            self.assertEqual(file.read(), certifi.contents())

    def test_where_is_always_the_same(self) -> None:
        self.assertEqual(certifi.where(), certifi.where())

    def test_openssl_loads_it(self) -> None:
        context = ssl.create_default_context(cafile=certifi.where())
        authorities = certifi.contents().count("-----BEGIN CERTIFICATE-----")
        self.assertGreater(authorities, 100)
        self.assertEqual(context.cert_store_stats()["x509_ca"], authorities)
