"""Checks of the importer that are about executables only: run as the main module of one.

What holds in every Python is in the package `ordinary`. The packages beside this file are packed
with it, with their sources.
"""

from __future__ import annotations

import importlib
import importlib.resources
import importlib.util
import inspect
import linecache
import os
import pkgutil
import subprocess
import sys
import threading
import traceback
import types
import unittest
from pathlib import Path

import _packed_resources
import sample
import sample.sub.module

ROOT = _packed_resources.root


def inside(path: str) -> str:
    """Returns the path that a program sees of something in the packed tree."""
    return ROOT + os.sep + path.replace("/", os.sep)


class Finding(unittest.TestCase):
    """Finders, loader and what they put into modules."""

    def test_order_of_finders(self) -> None:
        import importlib.abc

        self.assertIsInstance(sys.meta_path[0], _packed_resources.PackedFinder)
        self.assertIsInstance(sys.meta_path[0], importlib.abc.MetaPathFinder)
        self.assertEqual(sys.path, [ROOT])
        self.assertEqual(sys.executable, ROOT)

    def test_standard_library(self) -> None:
        for module in (os, subprocess, importlib.resources):
            self.assertTrue(module.__file__.startswith(ROOT + os.sep), module)

    def test_frozen_modules(self) -> None:
        # There is one more for other interpreters, for which importlib must not take `encodings`.
        import _imp

        self.assertTrue(_imp.is_frozen("os"))
        self.assertIsNotNone(_imp.find_frozen("os", withdata=True))
        self.assertFalse(_imp.is_frozen("encodings"))
        self.assertIsNone(_imp.find_frozen("encodings"))
        self.assertNotIn("encodings", _imp._frozen_module_names())
        hidden = {name: sys.modules.pop(name) for name in list(sys.modules) if "importlib" in name}
        sys.modules.update(dict.fromkeys(("_frozen_importlib", "_frozen_importlib_external")))
        try:
            fresh = __import__("importlib")
            self.assertIs(fresh.import_module("sample"), sample)
        finally:
            sys.modules.update(hidden)

    def test_other_interpreters(self) -> None:
        new_api = sys.version_info >= (3, 13)
        interpreters = importlib.import_module("_interpreters" if new_api else "_xxsubinterpreters")
        code = f"""if True:
            import _imp, json, os, sys, sample, encodings
            assert _imp.is_frozen("os") and not _imp.is_frozen("encodings")
            assert sample.__file__ == {sample.__file__!r}, sample.__file__
            assert type(encodings.__spec__.loader) is type(sample.__spec__.loader), encodings
            assert json.loads("[1]") == [1]
            with open(os.path.join(os.path.dirname(sample.__file__), "data", "text.txt")) as file:
                assert file.read() == "hello \\xe4\\n"
            assert callable(exit)
            """
        for configuration in ("isolated", "legacy"):
            for _ in range(2):
                with self.subTest(configuration):
                    interpreter = (
                        interpreters.create(configuration)
                        if new_api
                        else interpreters.create(isolated=configuration == "isolated")
                    )
                    self.assertIsNone(interpreters.run_string(interpreter, code))
                    interpreters.destroy(interpreter)
        self.assertIs(type(sys.modules["encodings"].__loader__), type(sample.__loader__))

    def test_precedence(self) -> None:
        import abc
        import math
        import resource
        import time

        # There are abc.py, resource.py, math/data.txt and time/data.txt beside this file.
        self.assertTrue(hasattr(abc, "ABCMeta"))
        self.assertTrue(resource.OURS)
        self.assertEqual(math.factorial(3), 6)
        self.assertTrue(callable(time.monotonic))
        self.assertEqual(importlib.util.find_spec("math").origin, "built-in")

    def test_missing(self) -> None:
        for name in ("sample.nothing", "nothing", "sample.sub.module.nothing", "\udc80"):
            with self.subTest(name=name), self.assertRaises(ModuleNotFoundError) as caught:
                importlib.import_module(name)
            self.assertEqual(caught.exception.name, name)
        self.assertIsNone(importlib.util.find_spec("nothing"))

    def test_find_spec_arguments(self) -> None:
        finder = sys.meta_path[0]
        self.assertEqual(finder.find_spec("sample", None, None).name, "sample")
        self.assertEqual(finder.find_spec(fullname="sample", path=None, target=None).name, "sample")
        self.assertEqual(finder.find_spec("sample.sub").name, "sample.sub")
        self.assertRaises(TypeError, finder.find_spec)
        self.assertRaises(TypeError, finder.find_spec, 1)
        self.assertIsNone(finder.invalidate_caches())
        importlib.invalidate_caches()

    def test_traceback_without_importlib(self) -> None:
        try:
            import sample.failing  # noqa: F401
        except RuntimeError as error:
            names = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
        self.assertEqual([name for name in names if "importlib" in name], [])

    def test_threads(self) -> None:
        names = ["decimal", "fractions", "statistics", "csv", "configparser", "tarfile"]
        errors: list[BaseException] = []

        def load() -> None:
            try:
                for name in names:
                    importlib.import_module(name)
            except BaseException as error:
                errors.append(error)

        threads = [threading.Thread(target=load) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(errors, [])


class Loading(unittest.TestCase):
    """Methods of the loader."""

    def setUp(self) -> None:
        self.loader = sample.__loader__

    def test_get_code(self) -> None:
        code = self.loader.get_code("sample.sub.module")
        self.assertIsInstance(code, types.CodeType)
        self.assertEqual(code.co_filename, inside("sample/sub/module.py"))
        self.assertIsNone(self.loader.get_code("sample_namespace"))

    def test_get_source(self) -> None:
        self.assertIn("on purpose", self.loader.get_source("sample.sub.module"))
        self.assertIsNone(self.loader.get_source("sample_namespace"))
        self.assertIn("def fail", inspect.getsource(sample.sub.module.fail))
        self.assertEqual(
            linecache.getline(sample.sub.module.__file__, 1, vars(sample.sub.module)),
            '"""A module."""\n',
        )

    def test_get_filename(self) -> None:
        self.assertEqual(self.loader.get_filename("sample"), sample.__file__)
        self.assertRaises(ImportError, self.loader.get_filename, "sample_namespace")

    def test_unknown_module(self) -> None:
        for method in ("get_code", "get_source", "get_filename", "is_package"):
            with self.subTest(method=method), self.assertRaises(ImportError) as caught:
                getattr(self.loader, method)("nothing")
            self.assertEqual((caught.exception.name, caught.exception.path), ("nothing", ROOT))

    def test_get_data(self) -> None:
        self.assertEqual(self.loader.get_data(inside("sample/data/text.txt")), "hello ä\n".encode())
        self.assertEqual(self.loader.get_data(inside("sample/data/empty.txt")), b"")
        self.assertIn(b"on purpose", self.loader.get_data(sample.sub.module.__file__))
        self.assertEqual(pkgutil.get_data("sample", "data/deep/bytes.bin"), b"\x00\x01\xff")
        for path in ("/etc/passwd", inside("nothing"), f"{ROOT}x", inside("\udc80"), ""):
            with self.subTest(path=path):
                self.assertRaises(FileNotFoundError, self.loader.get_data, path)
        self.assertRaises(IsADirectoryError, self.loader.get_data, inside("sample"))

    def test_wrong_arguments(self) -> None:
        self.assertRaises(TypeError, self.loader.exec_module, None)
        self.assertRaises(TypeError, self.loader.get_code, 1)
        self.assertRaises(TypeError, self.loader.get_code, "sample", "sample")
        self.assertRaises(TypeError, self.loader.get_data, None)
        self.assertRaises(TypeError, type(self.loader))
        self.assertRaises(ImportError, self.loader.exec_module, types.ModuleType("nothing"))


class Paths(unittest.TestCase):
    """Entries of sys.path and __path__ inside the executable."""

    def test_hook(self) -> None:
        finder = pkgutil.get_importer(inside("sample"))
        self.assertIsInstance(finder, _packed_resources.PackedPathEntryFinder)
        self.assertEqual(finder.find_spec("sample.sub").name, "sample.sub")
        self.assertIsNone(finder.find_spec("nothing"))
        self.assertRaises(ImportError, _packed_resources.path_hook, "/usr/lib")
        self.assertRaises(ImportError, _packed_resources.path_hook, ROOT + "x")
        self.assertRaises(ImportError, _packed_resources.path_hook, None)

    def test_run_path(self) -> None:
        import runpy

        path = inside("vendored/_vendor/foreign.py")
        namespace = runpy.run_path(path, run_name="other")
        self.assertEqual(namespace["VENDORED"], "other")
        self.assertEqual(namespace["__file__"], path)
        self.assertRaises(ImportError, _packed_resources.path_hook, path)
        self.assertRaises(ImportError, _packed_resources.path_hook, inside("sample/data/text.txt"))

    def test_run_path_of_other_main(self) -> None:
        import runpy
        import tempfile

        # Not the program's own, which is a packed module of this name.
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "__main__.py").write_text("VALUE = 5\n", encoding="utf-8")
            self.assertEqual(runpy.run_path(folder)["VALUE"], 5)
        self.assertEqual(pkgutil.get_importer(ROOT).find_spec("__main__").name, "__main__")

    def test_open_code(self) -> None:
        import io
        import tempfile

        with io.open_code(inside("sample/data/text.txt")) as file:
            self.assertEqual(file.read(), "hello ä\n".encode())
        with io.open_code(sample.__file__) as file:
            self.assertEqual(file.read().decode(), inspect.getsource(sample))
        # Without a source, what a .pyc file holds.
        with io.open_code(os.__file__) as file:
            code = pkgutil.read_code(file)
        self.assertEqual(code.co_filename, os.__file__)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "a.py")
            path.write_bytes(b"pass")
            with io.open_code(str(path)) as file:
                self.assertEqual(file.read(), b"pass")
        for path in (inside("nothing.py"), inside("sample"), ROOT + "x"):
            self.assertRaises(OSError, io.open_code, path)
        self.assertRaises(TypeError, io.open_code, None)


class Resources(unittest.TestCase):
    """importlib.resources."""

    def test_files(self) -> None:
        files = importlib.resources.files("sample")
        self.assertEqual((files / "data" / "text.txt").read_text(encoding="utf-8"), "hello ä\n")
        self.assertEqual((files / "data/deep/bytes.bin").read_bytes(), b"\x00\x01\xff")
        self.assertEqual(files.joinpath("data", "..", "data", "empty.txt").read_bytes(), b"")
        names = {entry.name for entry in files.iterdir()}
        self.assertEqual(names, {"data", "sub", "__init__.py", "failing.py"})
        self.assertTrue(files.is_dir())
        self.assertFalse(files.is_file())
        self.assertTrue((files / "__init__.py").is_file())
        self.assertFalse((files / "nothing").exists())
        with self.assertRaises(FileNotFoundError):
            (files / "nothing").read_bytes()
        with self.assertRaises(NotADirectoryError):
            list((files / "data/text.txt").iterdir())
        with (files / "data/text.txt").open("r", encoding="utf-8") as file:
            self.assertEqual(file.readlines(), ["hello ä\n"])
        with (files / "data/text.txt").open("rb") as file:
            self.assertEqual(file.read(5), b"hello")
        with self.assertRaises(ValueError):
            (files / "data/text.txt").open("w")
        self.assertEqual(files.parent, importlib.resources.files("vendored").parent)
        self.assertEqual((files / "data/text.txt").suffix, ".txt")
        self.assertFalse(files.joinpath("../../../etc/passwd").exists())

    def test_module_functions(self) -> None:
        self.assertEqual(_packed_resources.kind(""), "directory")
        self.assertEqual(_packed_resources.kind("sample/data/text.txt"), "file")
        self.assertIsNone(_packed_resources.kind("sample/"))
        view = _packed_resources.read("sample/data/text.txt")
        self.assertTrue(view.readonly)
        self.assertRaises(TypeError, _packed_resources.read, 1)
        self.assertRaises(TypeError, _packed_resources.is_module_path, 1)
        self.assertRaises(IsADirectoryError, _packed_resources.read, "sample")
        self.assertRaises(
            NotADirectoryError, _packed_resources.list_directory, "sample/data/text.txt"
        )
        self.assertRaises(FileNotFoundError, _packed_resources.list_directory, "nothing")
        self.assertTrue(_packed_resources.files_are_visible)
        self.assertEqual(_packed_resources.relative_path(ROOT), "")
        self.assertEqual(_packed_resources.relative_path(Path(inside("a/b"))), "a/b")
        self.assertEqual(_packed_resources.relative_path(inside("a/../b/./c")), "b/c")
        self.assertIsNone(_packed_resources.relative_path(Path(ROOT).parent))
        self.assertIsNone(_packed_resources.relative_path(inside("..")))
        self.assertRaises(TypeError, _packed_resources.relative_path, None)
        self.assertRaises(ValueError, _packed_resources.relative_path, inside("\0"))


class Environment(unittest.TestCase):
    """What the program sees of the interpreter's configuration."""

    def test_main(self) -> None:
        main = sys.modules["__main__"]
        self.assertEqual(main.__file__, inside("check_importer.py"))
        self.assertIsNone(main.__spec__)
        self.assertIsNone(main.__package__)
        self.assertIsNone(main.__cached__)

    def test_isolated(self) -> None:
        flags = sys.flags
        self.assertEqual(
            (flags.isolated, flags.ignore_environment, flags.no_user_site, flags.no_site),
            (1, 1, 1, 1),
        )
        self.assertTrue(flags.safe_path)
        self.assertEqual(flags.utf8_mode, 1)
        self.assertTrue(sys.dont_write_bytecode)
        self.assertEqual(flags.hash_randomization, 1)
        self.assertNotIn("site", sys.modules)

    def test_site_builtins(self) -> None:
        with self.assertRaises(SystemExit) as caught:
            exit(3)
        self.assertEqual(caught.exception.code, 3)
        self.assertRaises(SystemExit, quit)
        self.assertIn("exit", repr(exit))
        self.assertIn("Ctrl-Z plus Return" if os.name == "nt" else "Ctrl-D", repr(exit))
        self.assertIn("Python Software Foundation", repr(copyright))
        self.assertIn("license.html", repr(license))
        self.assertIn("help", repr(help))
        self.assertIn("python.org", repr(credits))


if __name__ == "__main__":
    unittest.main()
