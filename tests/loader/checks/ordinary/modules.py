"""Specs, loaders and modules."""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import inspect
import json
import linecache
import os
import pkgutil
import sys
import threading
import traceback
import types
import unittest
import weakref

import sample
import sample.sub.module

from ordinary.support import HAS_SOURCE, ROOT, inside, restored


class Specs(unittest.TestCase):
    """importlib.machinery.ModuleSpec, and what it makes of a module"""

    def test_module(self) -> None:
        module, spec = sample.sub.module, sample.sub.module.__spec__
        self.assertIs(type(spec), importlib.machinery.ModuleSpec)
        self.assertEqual(spec.name, "sample.sub.module")
        self.assertEqual(spec.parent, "sample.sub")
        self.assertEqual(spec.origin, inside("sample/sub/module.py"))
        self.assertEqual(spec.cached, importlib.util.cache_from_source(spec.origin))
        self.assertIs(spec.has_location, True)
        self.assertIsNone(spec.submodule_search_locations)
        self.assertIsNone(spec.loader_state)
        self.assertEqual(
            (module.__name__, module.__package__, module.__file__, module.__cached__),
            (spec.name, spec.parent, spec.origin, spec.cached),
        )
        self.assertIs(module.__loader__, spec.loader)
        self.assertFalse(hasattr(module, "__path__"))
        self.assertEqual(repr(module), f"<module 'sample.sub.module' from {spec.origin!r}>")
        self.assertEqual(module.fail.__code__.co_filename, spec.origin)

    def test_package(self) -> None:
        spec = sample.__spec__
        self.assertEqual((spec.parent, sample.__package__), ("sample", "sample"))
        self.assertEqual(spec.origin, inside("sample/__init__.py"))
        self.assertIs(type(spec.submodule_search_locations), list)
        self.assertEqual(spec.submodule_search_locations, [inside("sample")])
        self.assertIs(sample.__path__, spec.submodule_search_locations)

    def test_namespace_package(self) -> None:
        with restored():
            found = importlib.util.find_spec("sample_namespace")
            package = importlib.import_module("sample_namespace")
            spec = package.__spec__
            self.assertIsNone(found.origin)
            self.assertIsNone(spec.origin)
            self.assertIsNone(spec.cached)
            self.assertIs(spec.has_location, False)
            self.assertIsNone(package.__file__)
            self.assertFalse(hasattr(package, "__cached__"))
            self.assertIsInstance(package.__loader__, importlib.machinery.NamespaceLoader)
            self.assertIs(package.__loader__, spec.loader)
            self.assertEqual(list(package.__path__), [inside("sample_namespace")])
            self.assertRegex(repr(package), r"^<module 'sample_namespace' \(namespace\) from \[")
            self.assertTrue(spec.loader.is_package("sample_namespace"))
            self.assertEqual(spec.loader.get_source("sample_namespace"), "")

    def test_find_spec(self) -> None:
        spec = importlib.util.find_spec("colorsys")
        self.assertNotIn("colorsys", sys.modules)
        self.assertEqual(os.path.basename(spec.origin), "colorsys.py")
        self.assertEqual(
            importlib.util.find_spec(".module", "sample.sub").name, "sample.sub.module"
        )
        self.assertIs(importlib.util.find_spec("sample"), sample.__spec__)
        self.assertIsNone(importlib.util.find_spec("nothing"))
        self.assertIsNone(importlib.util.find_spec("sample.nothing"))
        with self.assertRaises(ModuleNotFoundError):
            importlib.util.find_spec("sample.sub.module.nothing")
        with self.assertRaisesRegex(ValueError, "__spec__ is None"):
            importlib.util.find_spec("__main__")

    def test_module_from_spec(self) -> None:
        spec = importlib.util.find_spec("colorsys")
        module = importlib.util.module_from_spec(spec)
        self.assertIs(type(module), types.ModuleType)
        self.assertIs(module.__spec__, spec)
        self.assertFalse(hasattr(module, "rgb_to_hsv"))
        spec.loader.exec_module(module)
        self.assertEqual(module.rgb_to_hsv(0, 0, 0), (0.0, 0.0, 0))
        self.assertNotIn("colorsys", sys.modules)

    def test_spec_from_loader(self) -> None:
        loader = sample.sub.__loader__
        spec = importlib.util.spec_from_loader("sample.sub", loader)
        self.assertEqual(spec.origin, inside("sample/sub/__init__.py"))
        self.assertEqual(spec.submodule_search_locations, [inside("sample/sub")])
        module = importlib.util.module_from_spec(spec)
        loader.exec_module(module)
        self.assertEqual(module.NAME, "sample.sub")

    @unittest.skipUnless(HAS_SOURCE, "there are no sources")
    def test_spec_from_file_location(self) -> None:
        path = inside("sample/sub/module.py")
        spec = importlib.util.spec_from_file_location("other", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        self.assertEqual((module.__name__, module.__file__), ("other", path))
        self.assertRaises(ValueError, module.fail)

    def test_missing(self) -> None:
        for name, message in (
            ("nothing", "No module named 'nothing'"),
            ("sample.nothing", "No module named 'sample.nothing'"),
            (
                "sample.sub.module.nothing",
                "No module named 'sample.sub.module.nothing'; 'sample.sub.module' is not a package",
            ),
        ):
            with self.subTest(name), self.assertRaises(ModuleNotFoundError) as caught:
                importlib.import_module(name)
            self.assertEqual((str(caught.exception), caught.exception.name), (message, name))
        with self.assertRaises(ImportError) as caught:
            exec("from sample.sub import nothing")
        self.assertEqual(caught.exception.name, "sample.sub")
        self.assertEqual(caught.exception.path, inside("sample/sub/__init__.py"))

    def test_package_as_module_in_itself(self) -> None:
        # `from .__init__ import VALUE` is not rare.
        with restored():
            module = importlib.import_module("sample.__init__")
            self.assertEqual((module.__name__, module.__package__), ("sample.__init__", "sample"))
            self.assertEqual(module.__file__, sample.__file__)
            self.assertFalse(hasattr(module, "__path__"))
            self.assertEqual(module.VALUE, 1)
            self.assertIsNone(importlib.util.find_spec("sample_namespace.__init__"))

    def test_main(self) -> None:
        # As in `python script.py`.
        main = sys.modules["__main__"]
        self.assertEqual(main.__name__, "__main__")
        self.assertIsNone(main.__spec__)
        self.assertIsNone(main.__package__)
        self.assertIsNone(main.__cached__)
        self.assertEqual(main.__file__, inside("check_import_system.py"))
        self.assertEqual(main.__loader__.name, "__main__")
        self.assertEqual(main.__loader__.get_filename("__main__"), main.__file__)


class Loaders(unittest.TestCase):
    """The loader of a module"""

    def test_abstract_classes(self) -> None:
        loader = sample.__loader__
        for name in ("Loader", "InspectLoader", "ExecutionLoader", "ResourceLoader", "FileLoader"):
            with self.subTest(name):
                self.assertIsInstance(loader, getattr(importlib.abc, name))
        finder = pkgutil.get_importer(ROOT)
        self.assertIsInstance(finder, importlib.abc.PathEntryFinder)

    def test_attributes(self) -> None:
        for module in (sample, sample.sub.module, json):
            with self.subTest(module):
                self.assertEqual(module.__loader__.name, module.__name__)
                self.assertEqual(module.__loader__.path, module.__file__)
        self.assertIsNot(sample.__loader__, sample.sub.__loader__)

    def test_further_attributes(self) -> None:
        # Tools replace methods of the loader of one module.
        spec = importlib.util.find_spec("colorsys")
        executed = []
        original = spec.loader.exec_module

        def exec_module(module: types.ModuleType) -> None:
            executed.append(module.__name__)
            original(module)

        spec.loader.exec_module = exec_module
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        self.assertEqual(executed, ["colorsys"])
        self.assertTrue(callable(module.rgb_to_hsv))
        self.assertIn("exec_module", vars(spec.loader))
        self.assertNotIn("exec_module", vars(sample.__loader__))
        self.assertIs(weakref.ref(spec.loader)(), spec.loader)
        del spec.loader.exec_module

    def test_get_code(self) -> None:
        code = sample.sub.module.__loader__.get_code("sample.sub.module")
        self.assertIsInstance(code, types.CodeType)
        self.assertEqual(code.co_filename, sample.sub.module.__file__)
        self.assertEqual(code.co_name, "<module>")
        self.assertIn("fail", code.co_names)

    def test_get_source(self) -> None:
        source = sample.sub.module.__loader__.get_source("sample.sub.module")
        self.assertEqual(source is not None, HAS_SOURCE)
        if HAS_SOURCE:
            self.assertTrue(source.startswith('"""A module."""\n'))

    def test_get_filename(self) -> None:
        self.assertEqual(sample.__loader__.get_filename("sample"), sample.__file__)
        self.assertEqual(sample.__loader__.get_filename(), sample.__file__)

    def test_is_package(self) -> None:
        self.assertIs(sample.__loader__.is_package("sample"), True)
        self.assertIs(sample.__loader__.is_package(fullname="sample"), True)
        self.assertIs(sample.sub.module.__loader__.is_package("sample.sub.module"), False)

    def test_other_names(self) -> None:
        for method in ("get_code", "get_source", "get_filename"):
            with self.subTest(method), self.assertRaises(ImportError) as caught:
                getattr(sample.__loader__, method)("nothing")
            self.assertEqual(caught.exception.name, "nothing")

    def test_get_data(self) -> None:
        loader = sample.__loader__
        for path in (
            inside("sample/data/text.txt"),
            os.path.join(os.path.dirname(sample.__file__), "data/text.txt"),
            inside("sample/sub/../data/./text.txt"),
        ):
            with self.subTest(path):
                self.assertEqual(loader.get_data(path), "hello ä\n".encode())
        self.assertIs(type(loader.get_data(inside("sample/data/empty.txt"))), bytes)
        self.assertRaises(FileNotFoundError, loader.get_data, inside("sample/nothing"))
        self.assertRaises(OSError, loader.get_data, inside("sample"))
        if HAS_SOURCE:
            self.assertIn(b"on purpose", loader.get_data(sample.sub.module.__file__))

    def test_create_module(self) -> None:
        self.assertIsNone(sample.__loader__.create_module(sample.__spec__))

    def test_load_module(self) -> None:
        import warnings

        with restored(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            module = sample.sub.module.__loader__.load_module("sample.sub.module")
            self.assertIs(module, sys.modules["sample.sub.module"])

    def test_no_module_repr(self) -> None:
        # It has been removed from loaders; importlib makes the text of a module.
        self.assertFalse(hasattr(sample.__loader__, "module_repr"))

    def test_lazy_loader(self) -> None:
        with restored():
            spec = importlib.util.find_spec("colorsys")
            spec.loader = importlib.util.LazyLoader(spec.loader)
            module = importlib.util.module_from_spec(spec)
            sys.modules["colorsys"] = module
            spec.loader.exec_module(module)
            self.assertNotIn("rgb_to_hsv", object.__getattribute__(module, "__dict__"))
            self.assertEqual(module.rgb_to_hsv(0, 0, 0), (0.0, 0.0, 0))
            self.assertIs(type(module), types.ModuleType)

    def test_reload(self) -> None:
        with restored():
            sample.VALUE, sample.extra = 2, 3
            spec = sample.__spec__
            self.assertIs(importlib.reload(sample), sample)
            self.assertEqual((sample.VALUE, sample.extra), (1, 3))
            self.assertIsNot(sample.__spec__, spec)
            self.assertIs(importlib.reload(sample.sub.module), sample.sub.module)

    def test_reload_of_namespace_package(self) -> None:
        with restored():
            package = importlib.import_module("sample_namespace")
            self.assertIs(importlib.reload(package), package)
            self.assertEqual(list(package.__path__), [inside("sample_namespace")])

    def test_failing_module(self) -> None:
        for _ in range(2):
            try:
                importlib.import_module("sample.failing")
            except RuntimeError as error:
                frames = traceback.extract_tb(error.__traceback__)
            self.assertNotIn("sample.failing", sys.modules)
            self.assertFalse(hasattr(sample, "failing"))
        self.assertEqual(frames[-1].filename, inside("sample/failing.py"))
        self.assertEqual(frames[-1].line, 'raise RuntimeError("the module fails")' * HAS_SOURCE)

    def test_circular_imports(self) -> None:
        with restored():
            first = importlib.import_module("circular.first")
            second = sys.modules["circular.second"]
            self.assertEqual((first.other(), second.other()), ("second", "first"))

    def test_threads(self) -> None:
        # All enter the circle at the same place: where threads enter it at two places, an ordinary
        # Python may see through the deadlock and give one of them an unfinished module.
        names = ["circular.first", "sample_namespace.inner.module", "colorsys"]
        names += ["sample.sub.module", "runnable", "pkgutil_style.first"]
        with restored():
            for name in [*names, "circular.second"]:
                sys.modules.pop(name, None)
            loaded: list[list[types.ModuleType]] = []
            barrier = threading.Barrier(8)

            def load(start: int) -> None:
                barrier.wait()
                for i in range(len(names)):
                    importlib.import_module(names[(start + i) % len(names)])
                loaded.append([sys.modules[name] for name in names])

            threads = [threading.Thread(target=load, args=(i,)) for i in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual(len(loaded), 8)
            self.assertTrue(all(modules == loaded[0] for modules in loaded))


class Hygiene(unittest.TestCase):
    """What there is and what there is not"""

    def test_sys_modules(self) -> None:
        for name, module in list(sys.modules.items()):
            with self.subTest(name):
                self.assertIsNotNone(module)
                if isinstance(module, types.ModuleType) and name not in ("__main__", "__mp_main__"):
                    self.assertIsNotNone(module.__spec__)
                    self.assertTrue(hasattr(module, "__loader__"))

    def test_machinery(self) -> None:
        machinery = importlib.machinery
        self.assertEqual(machinery.SOURCE_SUFFIXES[:1], [".py"])
        self.assertEqual(machinery.BYTECODE_SUFFIXES, [".pyc"])
        for name in ("BuiltinImporter", "FrozenImporter", "PathFinder"):
            self.assertIn(getattr(machinery, name), sys.meta_path)
        self.assertLessEqual({".py", ".pyc"}, set(machinery.all_suffixes()))

    def test_inspect(self) -> None:
        module = sample.sub.module
        self.assertEqual(inspect.getfile(module), module.__file__)
        self.assertEqual(inspect.getfile(module.fail), module.__file__)
        self.assertIs(inspect.getmodule(module.fail), module)
        self.assertEqual(inspect.getsourcefile(module.fail), module.__file__)
        self.assertEqual(inspect.getabsfile(module), os.path.normcase(module.__file__))
        self.assertEqual(inspect.getmodulename(module.__file__), "module")
        self.assertEqual(inspect.getdoc(sample), "A package.")
        with self.assertRaises(TypeError):
            inspect.getfile(sys)
        if HAS_SOURCE:
            self.assertEqual(inspect.getsourcelines(module.fail)[1], 4)
            self.assertEqual(inspect.getcomments(module.fail), None)
            self.assertEqual(
                linecache.getline(module.__file__, 1, vars(module)), '"""A module."""\n'
            )
        frame = inspect.currentframe()
        self.assertIs(inspect.getmodule(frame), sys.modules[__name__])

    def test_own_import_function(self) -> None:
        import builtins

        imported: list[str] = []
        original = builtins.__import__

        def own(name: str, *args: object, **kwargs: object) -> object:
            imported.append(name)
            return original(name, *args, **kwargs)

        with restored():
            for name in [name for name in sys.modules if name.startswith("sample_namespace")]:
                del sys.modules[name]
            builtins.__import__ = own
            try:
                import sample_namespace.inner.module
            finally:
                builtins.__import__ = original
            self.assertEqual(imported[0], "sample_namespace.inner.module")
            self.assertTrue(sample_namespace.inner.module.INNER)
