"""`importlib.metadata`"""

from __future__ import annotations

import importlib.metadata
import os
import sys
import unittest
from importlib.metadata import PackageNotFoundError, distribution, distributions, entry_points

import sample.sub

from ordinary.support import ROOT, folder_with, inside, restored

PLUGIN = {
    "plugin_module.py": "NAME = __name__",
    "Plug_In-2.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: Plug.In\nVersion: 2.0\n",
    "Plug_In-2.0.dist-info/RECORD": "plugin_module.py,sha256=x,18\n",
    "Plug_In-2.0.dist-info/entry_points.txt": "[sample.plugins]\ntwo = plugin_module:NAME\n",
}


class Distributions(unittest.TestCase):
    """Distributions, and how they are found"""

    def test_names(self) -> None:
        for name in ("Sample.Dist", "sample-dist", "sample_dist", "SAMPLE--dist", "sample.dist"):
            with self.subTest(name):
                self.assertEqual(distribution(name).version, "1.2.3")
                self.assertEqual(importlib.metadata.version(name), "1.2.3")
        for name in ("nothing", "sample", "sample-dist-1"):
            with self.subTest(name), self.assertRaises(PackageNotFoundError) as caught:
                distribution(name)
            self.assertEqual(caught.exception.name, name)
            self.assertIn(name, str(caught.exception))
        with self.assertRaises(ValueError):
            distribution("")

    def test_attributes(self) -> None:
        found = distribution("sample-dist")
        self.assertIsInstance(found, importlib.metadata.Distribution)
        self.assertIsInstance(found, importlib.metadata.PathDistribution)
        self.assertEqual((found.name, found.version), ("Sample.Dist", "1.2.3"))
        self.assertEqual(found.requires, ["other>=1"])
        self.assertEqual(importlib.metadata.requires("sample-dist"), ["other>=1"])
        self.assertEqual(found.metadata["Summary"], "A distribution for the tests")
        self.assertEqual(found.metadata.json["name"], "Sample.Dist")
        self.assertEqual(found.metadata.get_all("Requires-Dist"), ["other>=1"])
        self.assertEqual(importlib.metadata.metadata("sample-dist")["Version"], "1.2.3")
        self.assertEqual(found.read_text("top_level.txt").split(), ["sample"])
        self.assertIsNone(found.read_text("nothing"))
        self.assertIsNone(found.origin)
        folder = inside("Sample_Dist-1.2.3.dist-info")
        self.assertEqual(importlib.metadata.Distribution.at(folder).version, "1.2.3")

    def test_files(self) -> None:
        found = importlib.metadata.files("sample-dist")
        self.assertEqual(
            [str(path) for path in found],
            ["sample/__init__.py", "sample/data/text.txt", "Sample_Dist-1.2.3.dist-info/METADATA"],
        )
        init, text, metadata = found
        self.assertIsInstance(text, importlib.metadata.PackagePath)
        self.assertEqual((text.name, text.suffix, text.parts[0]), ("text.txt", ".txt", "sample"))
        self.assertEqual(text.read_text(encoding="utf-8"), "hello ä\n")
        self.assertEqual(text.read_binary(), "hello ä\n".encode())
        self.assertEqual((text.size, text.hash.mode, text.hash.value), (10, "sha256", "x"))
        self.assertEqual((metadata.size, metadata.hash), (None, None))
        self.assertEqual(text.dist.name, "Sample.Dist")
        located = text.locate()
        self.assertTrue(located.exists())
        self.assertEqual(str(located), inside("sample/data/text.txt"))
        self.assertEqual(os.fspath(located), str(located))
        self.assertEqual(str(init.locate()), sample.__file__)
        with open(located, encoding="utf-8") as file:
            self.assertEqual(file.read(), "hello ä\n")

    def test_locate_file(self) -> None:
        found = distribution("sample-dist")
        self.assertEqual(str(found.locate_file("sample/data")), inside("sample/data"))
        self.assertEqual(os.fspath(found.locate_file("")), ROOT)
        self.assertFalse(found.locate_file("sample/nothing").exists())

    def test_all(self) -> None:
        with folder_with(PLUGIN) as folder:
            sys.path.append(str(folder))
            names = [found.name for found in distributions()]
            self.assertEqual(sorted(names), ["Plug.In", "Sample.Dist"])
            self.assertEqual([d.name for d in distributions(name="plug-in")], ["Plug.In"])
            self.assertEqual([d.name for d in distributions(path=[str(folder)])], ["Plug.In"])
            self.assertEqual([d.name for d in distributions(path=[ROOT])], ["Sample.Dist"])
            self.assertEqual(list(distributions(path=[])), [])
            context = importlib.metadata.DistributionFinder.Context(name="sample.dist")
            self.assertEqual([d.version for d in distributions(context=context)], ["1.2.3"])
            (text,) = (file for file in distribution("plug-in").files if file.suffix == ".py")
            self.assertEqual(text.locate(), folder / "plugin_module.py")
        self.assertRaises(PackageNotFoundError, distribution, "plug-in")

    def test_own_finder(self) -> None:
        class Finder(importlib.metadata.DistributionFinder):
            def find_spec(self, *args: object) -> None:
                return None

            def find_distributions(self, context: object) -> list[importlib.metadata.Distribution]:
                return [Made()] if context.name in (None, "made") else []

        class Made(importlib.metadata.Distribution):
            def read_text(self, name: str) -> str | None:
                return "Name: made\nVersion: 7\n" if name == "METADATA" else None

            def locate_file(self, path: object) -> object:
                return path

        with restored():
            sys.meta_path.insert(0, Finder())
            self.assertEqual(importlib.metadata.version("made"), "7")
            self.assertEqual(importlib.metadata.version("sample-dist"), "1.2.3")
            self.assertEqual({d.name for d in distributions()}, {"made", "Sample.Dist"})


class EntryPoints(unittest.TestCase):
    """Entry points"""

    def test_select(self) -> None:
        (plugin,) = entry_points(group="sample.plugins")
        self.assertEqual(
            (plugin.name, plugin.group, plugin.value), ("one", "sample.plugins", "sample.sub")
        )
        self.assertEqual((plugin.module, plugin.extras), ("sample.sub", []))
        self.assertIs(plugin.load(), sample.sub)
        self.assertEqual(plugin.dist.name, "Sample.Dist")
        everything = entry_points()
        self.assertEqual(everything.groups, {"console_scripts", "sample.plugins"})
        self.assertEqual(everything.select(name="sample").names, {"sample"})
        (script,) = everything.select(group="console_scripts", name="sample")
        self.assertEqual(script.load().__qualname__, "fail")
        self.assertEqual(everything["one"].value, "sample.sub")
        self.assertEqual(len(entry_points(group="nothing")), 0)
        self.assertEqual(len(distribution("sample-dist").entry_points), 2)

    def test_of_plugins(self) -> None:
        with folder_with(PLUGIN) as folder:
            sys.path.append(str(folder))
            plugins = entry_points(group="sample.plugins")
            self.assertEqual(plugins.names, {"one", "two"})
            self.assertEqual(plugins["two"].load(), "plugin_module")


class Packages(unittest.TestCase):
    """packages_distributions()"""

    def test_packages(self) -> None:
        with folder_with(PLUGIN) as folder:
            sys.path.append(str(folder))
            packages = importlib.metadata.packages_distributions()
        self.assertEqual(packages["sample"], ["Sample.Dist"])
        self.assertEqual(packages["plugin_module"], ["Plug.In"])
        self.assertNotIn("circular", packages)
