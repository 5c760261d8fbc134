"""`pkg_resources`, which setuptools has had up to version 81."""

from __future__ import annotations

import importlib
import os
import sys
import unittest
import warnings

import sample.sub

from ordinary.metadata import PLUGIN
from ordinary.support import folder_with, inside, restored

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # It says that it is deprecated.
    import pkg_resources


def normal(path: str) -> str:
    """Returns a path as pkg_resources makes it in some places."""
    return os.path.normcase(os.path.realpath(path))


class Resources(unittest.TestCase):
    """Files of a package"""

    def test_reading(self) -> None:
        for package in ("sample", "sample.sub.module"):
            with self.subTest(package):
                name = "data/text.txt" if package == "sample" else "../data/text.txt"
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    self.assertEqual(
                        pkg_resources.resource_string(package, name), "hello ä\n".encode()
                    )
        with pkg_resources.resource_stream("sample", "data/deep/bytes.bin") as stream:
            self.assertEqual(stream.read(), b"\x00\x01\xff")
        with self.assertRaises(FileNotFoundError):
            pkg_resources.resource_string("sample", "nothing")

    def test_listing(self) -> None:
        self.assertTrue(pkg_resources.resource_exists("sample", "data"))
        self.assertTrue(pkg_resources.resource_exists("sample", "data/text.txt"))
        self.assertFalse(pkg_resources.resource_exists("sample", "nothing"))
        self.assertTrue(pkg_resources.resource_isdir("sample", "data"))
        self.assertTrue(pkg_resources.resource_isdir("sample", ""))
        self.assertFalse(pkg_resources.resource_isdir("sample", "data/text.txt"))
        self.assertFalse(pkg_resources.resource_isdir("sample", "nothing"))
        self.assertEqual(
            sorted(pkg_resources.resource_listdir("sample", "data")),
            ["deep", "empty.txt", "text.txt"],
        )

    def test_filename(self) -> None:
        path = pkg_resources.resource_filename("sample", "data/text.txt")
        self.assertEqual(path, inside("sample/data/text.txt"))
        with open(path, encoding="utf-8") as file:
            self.assertEqual(file.read(), "hello ä\n")
        self.assertEqual(pkg_resources.resource_filename("sample", ""), inside("sample"))
        pkg_resources.cleanup_resources()

    def test_of_requirement(self) -> None:
        requirement = pkg_resources.Requirement.parse("Sample.Dist")
        self.assertEqual(
            pkg_resources.resource_string(requirement, "sample/data/text.txt"), "hello ä\n".encode()
        )


class Distributions(unittest.TestCase):
    """The working set"""

    def test_distribution(self) -> None:
        found = pkg_resources.get_distribution("sample-dist")
        self.assertEqual((found.project_name, found.version), ("Sample-Dist", "1.2.3"))
        self.assertEqual(found.location, os.path.dirname(inside("sample")))
        self.assertEqual([str(r) for r in found.requires()], ["other>=1"])
        self.assertTrue(found.has_metadata("METADATA"))
        self.assertFalse(found.has_metadata("nothing"))
        self.assertIn("Summary: A distribution for the tests", found.get_metadata("METADATA"))
        self.assertEqual(list(found.get_metadata_lines("top_level.txt")), ["sample"])
        self.assertIn("RECORD", found.metadata_listdir(""))
        self.assertIn("setuptools", {d.key for d in pkg_resources.working_set})
        self.assertEqual(len([d for d in pkg_resources.working_set if d.key == "sample-dist"]), 1)
        with self.assertRaises(pkg_resources.DistributionNotFound):
            pkg_resources.get_distribution("nothing")

    def test_require(self) -> None:
        (found,) = pkg_resources.require("setuptools>=40")
        self.assertEqual(found.key, "setuptools")
        with self.assertRaises(pkg_resources.VersionConflict):
            pkg_resources.require("setuptools<1")
        with self.assertRaises(pkg_resources.DistributionNotFound):
            pkg_resources.require("sample-dist")  # It requires another one.

    def test_entry_points(self) -> None:
        (plugin,) = pkg_resources.iter_entry_points("sample.plugins")
        self.assertEqual((plugin.name, plugin.module_name), ("one", "sample.sub"))
        self.assertIs(plugin.resolve(), sample.sub)
        self.assertEqual(plugin.dist.key, "sample-dist")
        entry_map = pkg_resources.get_entry_map("sample-dist")
        self.assertEqual(set(entry_map), {"console_scripts", "sample.plugins"})
        function = pkg_resources.get_entry_info(
            "sample-dist", "console_scripts", "sample"
        ).resolve()
        self.assertEqual(function.__name__, "fail")

    def test_folders(self) -> None:
        with folder_with(PLUGIN) as folder:
            working_set = pkg_resources.WorkingSet([*sys.path, str(folder)])
            self.assertLessEqual({"sample-dist", "plug-in"}, {d.key for d in working_set})
            found = working_set.find(pkg_resources.Requirement.parse("plug-in"))
            self.assertEqual(found.version, "2.0")
            self.assertEqual(normal(found.location), normal(str(folder)))
            environment = pkg_resources.Environment([str(folder), *sys.path])
            self.assertEqual([d.version for d in environment["sample-dist"]], ["1.2.3"])


class NamespacePackages(unittest.TestCase):
    """declare_namespace"""

    def test_parts(self) -> None:
        files = {
            "pkg_resources_style/__init__.py": (
                "__import__('pkg_resources').declare_namespace(__name__)"
            ),
            "pkg_resources_style/second.py": "NAME = __name__",
        }
        with folder_with(files) as folder, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sys.path.append(str(folder))
            package = importlib.import_module("pkg_resources_style")
            self.assertEqual(
                [normal(path) for path in package.__path__],
                [
                    normal(inside("pkg_resources_style")),
                    normal(str(folder / "pkg_resources_style")),
                ],
            )
            for name in ("first", "second"):
                module = importlib.import_module(f"pkg_resources_style.{name}")
                self.assertEqual(module.NAME, f"pkg_resources_style.{name}")

    def test_own(self) -> None:
        with restored(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pkg_resources.declare_namespace("sample")
            self.assertEqual([normal(path) for path in sample.__path__], [normal(inside("sample"))])
