"""`sys.path`, its hooks, and what goes before what."""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import pkgutil
import sys
import types
import unittest
import zipfile
import zipimport
from collections.abc import Sequence

import sample

from ordinary.support import PACKED, ROOT, folder_with, inside, restored


class Folders(unittest.TestCase):
    """Folders of the file system"""

    def test_user_files(self) -> None:
        files = {"user_module.py": "import sample\nNAME = __name__", "user_package/__init__.py": ""}
        for first in (True, False):
            with self.subTest(first=first), folder_with(files) as folder:
                sys.path.insert(0 if first else len(sys.path), str(folder))
                module = importlib.import_module("user_module")
                self.assertEqual(module.__file__, str(folder / "user_module.py"))
                self.assertIs(module.sample, sample)
                self.assertIsInstance(module.__loader__, importlib.machinery.SourceFileLoader)
                self.assertIsInstance(
                    pkgutil.get_importer(str(folder)), importlib.machinery.FileFinder
                )
                self.assertTrue(hasattr(importlib.import_module("user_package"), "__path__"))

    def test_precedence(self) -> None:
        files = {
            "runnable/__init__.py": "FROM = 'folder'",
            "colorsys.py": "FROM = 'folder'",
            "resource.py": "FROM = 'folder'",
            "sys.py": "FROM = 'folder'",
        }
        names = ["runnable", "colorsys"]
        # A builtin one goes before everything; to executables it is the file that it is elsewhere.
        if PACKED or "resource" not in sys.builtin_module_names:
            names.append("resource")
        for position, expected in ((0, "folder"), (len(sys.path), None)):
            with self.subTest(position=position), folder_with(files) as folder:
                for name in names:
                    sys.modules.pop(name, None)
                sys.path.insert(position, str(folder))
                for name in names:
                    module = importlib.import_module(name)
                    self.assertEqual(getattr(module, "FROM", None), expected, name)
                    # What an `import` says, and what it does, is the same.
                    self.assertEqual(
                        importlib.util.find_spec(name).origin, module.__spec__.origin, name
                    )
                self.assertIs(importlib.import_module("sys"), sys)

    def test_folder_in_front_and_submodules(self) -> None:
        # Submodules come from where their package comes from.
        with folder_with({"sample/__init__.py": "", "sample/other.py": ""}) as folder:
            sys.path.insert(0, str(folder))
            for name in [name for name in sys.modules if name.partition(".")[0] == "sample"]:
                del sys.modules[name]
            self.assertEqual(
                importlib.import_module("sample.other").__file__, str(folder / "sample/other.py")
            )
            with self.assertRaises(ModuleNotFoundError):
                importlib.import_module("sample.sub")

    def test_missing_folder(self) -> None:
        with restored():
            sys.path.insert(0, inside("nothing/at/all"))
            sys.path.append("/nowhere/at/all")
            self.assertTrue(importlib.import_module("runnable"))
            self.assertRaises(ModuleNotFoundError, importlib.import_module, "nothing")

    def test_new_module(self) -> None:
        with folder_with({}) as folder:
            sys.path.append(str(folder))
            self.assertIsNone(importlib.util.find_spec("user_module"))
            (folder / "user_module.py").write_text("", encoding="utf-8")
            importlib.invalidate_caches()
            self.assertIsNotNone(importlib.util.find_spec("user_module"))

    def test_folders_of_packages(self) -> None:
        # Vendored packages are found so; the folder goes before its parent.
        with restored():
            package = importlib.import_module("vendored")  # Inserts its folder _vendor.
            self.assertEqual(sys.path[0], inside("vendored/_vendor"))
            module = importlib.import_module("foreign")
            self.assertEqual(module.__file__, inside("vendored/_vendor/foreign.py"))
            self.assertEqual((module.__name__, module.__package__), ("foreign", ""))
            self.assertEqual(module.__loader__.name, "foreign")
            self.assertEqual(module.__loader__.path, module.__file__)
            self.assertIs(importlib.reload(module), module)
            self.assertFalse(hasattr(package, "foreign"))
            sys.path.insert(0, inside("sample"))
            self.assertEqual(importlib.import_module("sub.module").__name__, "sub.module")
            self.assertEqual(
                importlib.import_module("sub").__file__, inside("sample/sub/__init__.py")
            )

    def test_ways_to_write_a_folder(self) -> None:
        for path in (
            inside("vendored/_vendor") + os.sep,
            inside("vendored/_vendor/."),
            inside("sample/../vendored/_vendor"),
            f"{inside('vendored')}{os.sep}{os.sep}_vendor",
            inside("vendored/_vendor").replace(os.sep, "/"),
        ):
            with self.subTest(path), restored():
                sys.path.append(path)
                module = importlib.import_module("foreign")
                self.assertTrue(os.path.samefile(os.path.dirname(module.__file__), path))
                self.assertEqual([info.name for info in pkgutil.iter_modules([path])], ["foreign"])

    def test_own_folder_before_top(self) -> None:
        with restored():
            sys.path.insert(0, inside("shadowing"))
            self.assertEqual(importlib.import_module("runnable").FROM, "shadowing")
            self.assertEqual(importlib.import_module("runnable.part").FROM, "shadowing")
            self.assertRaises(ModuleNotFoundError, importlib.import_module, "runnable.__main__")


class PathOfPackage(unittest.TestCase):
    """`__path__`, which packages change"""

    def test_folder_in_front(self) -> None:
        with folder_with({"module.py": "FROM = 'folder'", "new.py": ""}) as folder:
            sample.sub.__path__.insert(0, str(folder))
            sys.modules.pop("sample.sub.module", None)
            self.assertEqual(importlib.import_module("sample.sub.module").FROM, "folder")
            self.assertTrue(importlib.import_module("sample.sub.new"))

    def test_folder_behind(self) -> None:
        with folder_with({"module.py": "FROM = 'folder'", "new.py": ""}) as folder:
            sample.sub.__path__.append(str(folder))
            sys.modules.pop("sample.sub.module", None)
            self.assertFalse(hasattr(importlib.import_module("sample.sub.module"), "FROM"))
            self.assertTrue(importlib.import_module("sample.sub.new"))

    def test_other_folder(self) -> None:
        with restored():
            sample.sub.__path__ = [inside("shadowing")]
            sys.modules.pop("sample.sub.module", None)
            self.assertEqual(importlib.import_module("sample.sub.runnable").FROM, "shadowing")
            self.assertRaises(ModuleNotFoundError, importlib.import_module, "sample.sub.module")


class Hooks(unittest.TestCase):
    """sys.meta_path and sys.path_hooks"""

    def test_finder_in_front(self) -> None:
        asked = []

        class Finder(importlib.abc.MetaPathFinder):
            def find_spec(
                self, name: str, path: Sequence[str] | None, target: object = None
            ) -> importlib.machinery.ModuleSpec | None:
                asked.append((name, None if path is None else list(path)))
                if name != "sample.made_up":
                    return None
                return importlib.machinery.ModuleSpec(name, Loader())

        class Loader(importlib.abc.Loader):
            def exec_module(self, module: types.ModuleType) -> None:
                module.MADE_UP = True

        with restored():
            sys.modules.pop("colorsys", None)
            sys.modules.pop("sample.sub.module", None)
            sys.meta_path.insert(0, Finder())
            importlib.import_module("colorsys")
            importlib.import_module("sample.sub.module")
            self.assertEqual(
                asked[:2], [("colorsys", None), ("sample.sub.module", [inside("sample/sub")])]
            )
            self.assertTrue(importlib.import_module("sample.made_up").MADE_UP)

    def test_finder_that_wraps_loaders(self) -> None:
        # What coverage, tracers and profilers do.
        executed = []

        class Wrapper(importlib.abc.Loader):
            def __init__(self, loader: importlib.abc.Loader) -> None:
                self.loader = loader

            def create_module(
                self, spec: importlib.machinery.ModuleSpec
            ) -> types.ModuleType | None:
                return self.loader.create_module(spec)

            def exec_module(self, module: types.ModuleType) -> None:
                executed.append(module.__name__)
                self.loader.exec_module(module)

            def __getattr__(self, name: str) -> object:
                return getattr(self.loader, name)

        class Finder(importlib.abc.MetaPathFinder):
            searching = False

            def find_spec(
                self, name: str, path: Sequence[str] | None, target: object = None
            ) -> importlib.machinery.ModuleSpec | None:
                if self.searching:
                    return None
                self.searching = True
                try:
                    spec = importlib.util.find_spec(name)
                finally:
                    self.searching = False
                if spec is not None and spec.loader is not None:
                    spec.loader = Wrapper(spec.loader)
                return spec

        with restored():
            sys.modules.pop("sample.sub.module", None)
            sys.meta_path.insert(0, Finder())
            module = importlib.import_module("sample.sub.module")
            self.assertEqual(executed, ["sample.sub.module"])
            self.assertEqual(module.__file__, inside("sample/sub/module.py"))

    def test_path_hook(self) -> None:
        class Finder(importlib.abc.PathEntryFinder):
            def find_spec(self, name: str, target: object = None) -> object:
                if name != "from_hook":
                    return None
                return importlib.util.spec_from_loader(name, loader=Loader())

        class Loader(importlib.abc.InspectLoader):
            def get_source(self, name: str) -> str:
                return "FROM_HOOK = True"

        def hook(path: str) -> Finder:
            if path != "hook://":
                raise ImportError(path)
            return Finder()

        with restored():
            sys.path_hooks.insert(0, hook)
            sys.path.append("hook://")
            self.assertTrue(importlib.import_module("from_hook").FROM_HOOK)
            self.assertIs(importlib.util.find_spec("sample"), sample.__spec__)

    def test_cache(self) -> None:
        with restored():
            sys.path_importer_cache.clear()
            sys.modules.pop("colorsys", None)
            sys.path.insert(0, inside("shadowing"))
            importlib.import_module("colorsys")
            self.assertEqual(list(sys.path_importer_cache)[:2], [inside("shadowing"), ROOT])

    def test_zip_file(self) -> None:
        with folder_with({}) as folder:
            path = str(folder / "a.zip")
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("zipped.py", "import sample\nNAME = __name__")
                archive.writestr("zipped_package/__init__.py", "")
                archive.writestr("zipped_package/data.txt", "data")
            sys.path.append(path)
            module = importlib.import_module("zipped")
            self.assertEqual(module.NAME, "zipped")
            self.assertIs(module.sample, sample)
            self.assertIsInstance(module.__loader__, zipimport.zipimporter)
            self.assertIn(zipimport.zipimporter, sys.path_hooks)
            self.assertEqual(pkgutil.get_data("zipped_package", "data.txt"), b"data")
            self.assertEqual(
                [(info.name, info.ispkg) for info in pkgutil.iter_modules([path])],
                [("zipped", False), ("zipped_package", True)],
            )
            self.assertEqual(zipimport.zipimporter(path).get_source("zipped")[:6], "import")
