"""The packages `importlib_metadata` and `importlib_resources`, as programs import them."""

from __future__ import annotations

import importlib.metadata
import os
import sys
import unittest

import importlib_metadata
import importlib_resources
import importlib_resources.abc
import sample
import sample.sub

from ordinary.metadata import PLUGIN
from ordinary.support import folder_with, inside


class Metadata(unittest.TestCase):
    """importlib_metadata"""

    def test_distribution(self) -> None:
        found = importlib_metadata.distribution("sample-dist")
        self.assertIsInstance(found, importlib_metadata.PathDistribution)
        self.assertEqual((found.name, found.version), ("Sample.Dist", "1.2.3"))
        self.assertEqual(found.requires, ["other>=1"])
        self.assertEqual(found.metadata["Summary"], "A distribution for the tests")
        self.assertEqual(
            [str(path) for path in found.files],
            ["sample/__init__.py", "sample/data/text.txt", "Sample_Dist-1.2.3.dist-info/METADATA"],
        )
        self.assertEqual(found.files[1].read_text(encoding="utf-8"), "hello ä\n")
        self.assertEqual(importlib_metadata.version("importlib-metadata")[0].isdigit(), True)
        with self.assertRaises(importlib_metadata.PackageNotFoundError):
            importlib_metadata.version("nothing")

    def test_entry_points(self) -> None:
        (plugin,) = importlib_metadata.entry_points(group="sample.plugins")
        self.assertIsInstance(plugin, importlib_metadata.EntryPoint)
        self.assertIs(plugin.load(), sample.sub)

    def test_all(self) -> None:
        with folder_with(PLUGIN) as folder:
            sys.path.append(str(folder))
            names = [found.name for found in importlib_metadata.distributions()]
            self.assertEqual(names.count("Sample.Dist"), 1)
            self.assertEqual(names.count("Plug.In"), 1)
            self.assertEqual(
                importlib_metadata.entry_points(group="sample.plugins").names, {"one", "two"}
            )
            packages = importlib_metadata.packages_distributions()
        self.assertEqual(packages["sample"], ["Sample.Dist"])

    def test_standard_library_beside_it(self) -> None:
        self.assertEqual(importlib.metadata.version("sample-dist"), "1.2.3")


class Resources(unittest.TestCase):
    """importlib_resources"""

    def test_files(self) -> None:
        folder = importlib_resources.files("sample")
        self.assertIsInstance(folder, importlib_resources.abc.Traversable)
        self.assertEqual((folder / "data/text.txt").read_text(encoding="utf-8"), "hello ä\n")
        self.assertEqual(folder.joinpath("data", "deep", "bytes.bin").read_bytes(), b"\x00\x01\xff")
        self.assertEqual(str(importlib_resources.files("sample.sub.module")), inside("sample/sub"))
        self.assertEqual(importlib_resources.files(sample), folder)

    def test_as_file(self) -> None:
        for anchor, name in (("sample", "data"), ("sample.data", "deep")):
            with importlib_resources.as_file(importlib_resources.files(anchor) / name) as path:
                file = next(iter(sorted(path.rglob("*.bin"))))
                os.close(os.open(file, os.O_RDONLY))

    def test_namespace_package(self) -> None:
        with folder_with({"sample_namespace/text.txt": "text"}) as folder:
            sys.path.append(str(folder))
            merged = importlib_resources.files("sample_namespace")
            self.assertLessEqual({"inner", "text.txt"}, {child.name for child in merged.iterdir()})
            self.assertEqual((merged / "text.txt").read_text(encoding="utf-8"), "text")

    def test_functions(self) -> None:
        self.assertEqual(
            importlib_resources.read_text("sample.data", "text.txt", encoding="utf-8"), "hello ä\n"
        )
        self.assertTrue(importlib_resources.is_resource("sample", "data/text.txt"))
