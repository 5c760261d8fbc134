"""Checks that packed files can be hidden from `os` and `open()`, from inside an executable."""

from __future__ import annotations

import importlib.metadata
import importlib.resources
import io
import os
import ssl
import sys
import tempfile
import unittest
from pathlib import Path

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
        opening = (open, io.FileIO, _os_open, _load)
        for function in (*opening, os.stat, os.lstat, os.listdir, os.scandir):
            for path in (TEXT, FOLDER):
                with self.subTest(function=function, path=path):
                    self.assertRaises(NOT_THERE, function, path)
        self.assertFalse(os.path.exists(TEXT) or os.path.isdir(FOLDER))
        self.assertNotIn("_packed_importlib.file_system", sys.modules)

    def test_resources(self) -> None:
        text = importlib.resources.files("sample").joinpath("data/text.txt")
        self.assertEqual(text.read_text(encoding="utf-8"), "hello ä\n")
        with importlib.resources.as_file(text) as path:
            self.assertEqual(path.read_text(encoding="utf-8"), "hello ä\n")
        # It is no path of the file system, and does not look like one.
        self.assertNotIsInstance(text, os.PathLike)
        self.assertFalse(hasattr(text, "glob"))
        self.assertEqual(str(text), TEXT)

    def test_namespace_package(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            part = Path(folder, "sample_namespace")
            part.mkdir()
            Path(part, "text.txt").write_text("text", encoding="utf-8")
            sys.path.append(folder)
            try:
                merged = importlib.resources.files("sample_namespace")
                names = sorted(child.name for child in merged.iterdir())
                self.assertEqual((merged / "text.txt").read_text(encoding="utf-8"), "text")
            finally:
                sys.path.remove(folder)
        self.assertEqual(names, ["inner", "text.txt"])

    def test_metadata(self) -> None:
        found = importlib.metadata.distribution("sample-dist")
        self.assertEqual(found.version, "1.2.3")
        (text,) = (file for file in found.files if file.name == "text.txt")
        self.assertEqual(text.locate().read_text(encoding="utf-8"), "hello ä\n")
        self.assertEqual([d.name for d in importlib.metadata.distributions()], ["Sample.Dist"])


if __name__ == "__main__":
    unittest.main()
