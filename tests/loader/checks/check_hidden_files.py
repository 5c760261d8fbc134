"""Checks that packed files can be hidden from `os` and `open()`, from inside an executable."""

from __future__ import annotations

import importlib.resources
import os
import ssl
import sys
import unittest

import sample

FOLDER = os.path.dirname(sample.__file__)
TEXT = os.path.join(FOLDER, "data", "text.txt")

# What systems say of a path below a file.
NOT_THERE = (NotADirectoryError, FileNotFoundError)


def _os_open(path: str) -> int:
    return os.open(path, os.O_RDONLY)


def _load(path: str) -> None:
    ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_cert_chain(path)


class Hidden(unittest.TestCase):
    """Only `importlib.resources` reads packed files."""

    def test_hidden(self) -> None:
        for function in (open, os.stat, os.lstat, os.listdir, os.scandir, _os_open, _load):
            for path in (TEXT, FOLDER):
                with self.subTest(function=function, path=path):
                    self.assertRaises(NOT_THERE, function, path)
        self.assertFalse(os.path.exists(TEXT) or os.path.isdir(FOLDER))
        self.assertNotIn("_packed_importlib.file_system", sys.modules)

    def test_resources(self) -> None:
        text = importlib.resources.files("sample").joinpath("data/text.txt")
        self.assertEqual(text.read_text(encoding="utf-8"), "hello ä\n")


if __name__ == "__main__":
    unittest.main()
