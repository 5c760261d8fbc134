"""Namespace packages of all kinds, and `pkgutil`."""

from __future__ import annotations

import importlib
import importlib.machinery
import importlib.util
import os
import pkgutil
import sys
import unittest
import warnings
import zipfile

import sample

from ordinary.support import ROOT, folder_with, inside, restored


class NamespacePackages(unittest.TestCase):
    """PEP 420"""

    def test_own(self) -> None:
        with restored():
            package = importlib.import_module("sample_namespace")
            module = importlib.import_module("sample_namespace.inner.module")
            self.assertTrue(module.INNER)
            self.assertEqual(module.__spec__.parent, "sample_namespace.inner")
            self.assertEqual(list(package.inner.__path__), [inside("sample_namespace/inner")])

    def test_further_parts(self) -> None:
        files = {
            "sample_namespace/outer.py": "NAME = __name__",
            "sample_namespace/inner/other.py": "NAME = __name__",
            "late/sample_namespace/late.py": "NAME = __name__",
        }
        with folder_with(files) as folder:
            sys.path.append(str(folder))
            package = importlib.import_module("sample_namespace")
            outer = str(folder / "sample_namespace")
            self.assertEqual(list(package.__path__), [inside("sample_namespace"), outer])
            for name in ("outer", "inner.other", "inner.module"):
                importlib.import_module(f"sample_namespace.{name}")
            self.assertEqual(package.outer.NAME, "sample_namespace.outer")
            self.assertIs(package.inner.module.INNER, True)

            # Its __path__ follows sys.path.
            sys.path.insert(0, str(folder / "late"))
            late = str(folder / "late" / "sample_namespace")
            self.assertEqual(list(package.__path__), [late, inside("sample_namespace"), outer])
            importlib.import_module("sample_namespace.late")
            sys.path.pop(0)
            self.assertEqual(list(package.__path__), [inside("sample_namespace"), outer])

    def test_part_in_zip_file(self) -> None:
        with folder_with({}) as folder:
            with zipfile.ZipFile(folder / "a.zip", "w") as archive:
                archive.mkdir("sample_namespace")
                archive.writestr("sample_namespace/zipped.py", "NAME = __name__")
            sys.path.append(str(folder / "a.zip"))
            module = importlib.import_module("sample_namespace.zipped")
            self.assertEqual(module.NAME, "sample_namespace.zipped")
            self.assertTrue(importlib.import_module("sample_namespace.inner.module").INNER)

    def test_regular_package_goes_first(self) -> None:
        with folder_with({"sample_namespace/__init__.py": "REGULAR = 1"}) as folder:
            sys.path.append(str(folder))
            package = importlib.import_module("sample_namespace")
            self.assertEqual(package.REGULAR, 1)
            with self.assertRaises(ModuleNotFoundError):
                importlib.import_module("sample_namespace.inner")

    def test_part_is_hidden_by_regular_package(self) -> None:
        with folder_with({"sample/outer.py": "", "sample/sub/outer.py": ""}) as folder:
            sys.path.append(str(folder))
            with self.assertRaises(ModuleNotFoundError):
                importlib.import_module("sample.outer")


class ExtendedPath(unittest.TestCase):
    """pkgutil.extend_path: namespace packages as they were before"""

    def test_own(self) -> None:
        with restored():
            package = importlib.import_module("pkgutil_style")
            self.assertEqual(list(package.__path__), [inside("pkgutil_style")])
            module = importlib.import_module("pkgutil_style.first")
            self.assertEqual(module.__file__, inside("pkgutil_style/first.py"))

    def test_further_parts(self) -> None:
        init = '__path__ = __import__("pkgutil").extend_path(__path__, __name__)\nFROM = __file__\n'
        files = {
            "pkgutil_style/__init__.py": init,
            "pkgutil_style/second.py": "NAME = __name__",
            "more/pkgutil_style/third.py": "NAME = __name__",
        }
        for first in (True, False):
            with self.subTest(first=first), folder_with(files) as folder:
                sys.path.insert(0 if first else len(sys.path), str(folder))
                sys.path.append(str(folder / "more"))
                package = importlib.import_module("pkgutil_style")
                own, other = inside("pkgutil_style"), str(folder / "pkgutil_style")
                third = str(folder / "more" / "pkgutil_style")
                expected = [other, own, third] if first else [own, other, third]
                self.assertEqual(list(package.__path__), expected)
                self.assertEqual(hasattr(package, "FROM"), first)
                for name in ("first", "second", "third"):
                    module = importlib.import_module(f"pkgutil_style.{name}")
                    self.assertEqual(module.NAME, f"pkgutil_style.{name}")


class Pkgutil(unittest.TestCase):
    """The other functions of pkgutil"""

    def test_get_importer(self) -> None:
        finder = pkgutil.get_importer(ROOT)
        self.assertIs(finder, pkgutil.get_importer(ROOT))
        self.assertIs(finder, sys.path_importer_cache[ROOT])
        self.assertEqual(finder.path, ROOT)
        self.assertEqual(finder.find_spec("sample").origin, sample.__file__)
        self.assertIsNone(finder.find_spec("nothing"))
        self.assertIsNone(finder.invalidate_caches())
        inner = pkgutil.get_importer(inside("sample"))
        self.assertEqual(inner.find_spec("sample.sub").origin, inside("sample/sub/__init__.py"))
        self.assertEqual(inner.find_spec("sub").name, "sub")
        self.assertIsNone(pkgutil.get_importer(inside("nothing")))
        self.assertIsNone(pkgutil.get_importer(inside("sample/data/text.txt")))

    def test_iter_importers(self) -> None:
        self.assertIn(pkgutil.get_importer(ROOT), list(pkgutil.iter_importers()))
        self.assertEqual(
            list(pkgutil.iter_importers("sample.sub")), [pkgutil.get_importer(inside("sample"))]
        )

    def test_iter_modules(self) -> None:
        found = list(pkgutil.iter_modules(sample.__path__, "sample."))
        self.assertEqual(
            [(info.name, info.ispkg) for info in found],
            [("sample.failing", False), ("sample.sub", True)],
        )
        for info in found:
            self.assertIsInstance(info, pkgutil.ModuleInfo)
            self.assertEqual(info.module_finder.path, inside("sample"))
            self.assertEqual(info.module_finder.find_spec(info.name).name, info.name)
        names = [info.name for info in pkgutil.iter_modules([ROOT])]
        self.assertEqual(names, sorted(names))
        self.assertLessEqual({"sample", "circular", "vendored"}, set(names))
        self.assertNotIn("sample_namespace", names)
        self.assertLessEqual(set(names), {info.name for info in pkgutil.iter_modules()})
        (top,) = (info for info in pkgutil.iter_modules() if info.name == "sample")
        self.assertEqual((top.module_finder.path, top.ispkg), (ROOT, True))
        self.assertEqual(list(pkgutil.iter_modules([inside("nothing")])), [])
        self.assertEqual(
            [info.name for info in pkgutil.iter_modules([inside("sample_namespace/inner")])],
            ["module"],
        )

    def test_walk_packages(self) -> None:
        with restored():
            walked = [info.name for info in pkgutil.walk_packages(sample.__path__, "sample.")]
            self.assertEqual(walked, ["sample.failing", "sample.sub", "sample.sub.module"])
            walked = [info.name for info in pkgutil.walk_packages([inside("runnable")])]
            self.assertEqual(walked, ["__main__"])

    def test_iter_modules_of_several_folders(self) -> None:
        with folder_with({"sub.py": "", "a.py": "", "b/__init__.py": ""}) as folder:
            found = [
                (info.name, info.ispkg, info.module_finder.path)
                for info in pkgutil.iter_modules([str(folder), *sample.__path__])
            ]
        self.assertEqual(
            found,
            [
                ("a", False, str(folder)),
                ("b", True, str(folder)),
                ("sub", False, str(folder)),
                ("failing", False, inside("sample")),
            ],
        )

    def test_get_data(self) -> None:
        self.assertEqual(pkgutil.get_data("sample", "data/deep/bytes.bin"), b"\x00\x01\xff")
        self.assertEqual(pkgutil.get_data("sample.sub", "../data/empty.txt"), b"")
        self.assertRaises(FileNotFoundError, pkgutil.get_data, "sample", "nothing")
        self.assertIsNone(pkgutil.get_data("nothing", "text.txt"))
        self.assertIsNone(pkgutil.get_data("sys", "text.txt"))

    @unittest.skipIf(sys.version_info >= (3, 14), "Python 3.14 has no such functions")
    def test_find_loader(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            self.assertIs(pkgutil.find_loader("sample"), sample.__loader__)
            self.assertIsNone(pkgutil.find_loader("nothing"))
            self.assertIs(pkgutil.get_loader(sample), sample.__loader__)

    def test_resolve_name(self) -> None:
        self.assertIs(pkgutil.resolve_name("sample.sub:NAME"), sample.sub.NAME)
        self.assertIs(pkgutil.resolve_name("sample.sub.NAME"), sample.sub.NAME)
        self.assertIs(pkgutil.resolve_name("sample"), sample)
        self.assertRaises(ImportError, pkgutil.resolve_name, "nothing")
        self.assertRaises(AttributeError, pkgutil.resolve_name, "sample:nothing")

    def test_modules_of_standard_library(self) -> None:
        import json

        names = [info.name for info in pkgutil.iter_modules(json.__path__)]
        self.assertEqual(
            [name for name in names if name != "__main__"],
            ["decoder", "encoder", "scanner", "tool"],
        )
        self.assertEqual(os.path.dirname(json.__file__), json.__path__[0])
