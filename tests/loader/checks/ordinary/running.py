"""`runpy`, and tools that look at modules as files."""

from __future__ import annotations

import compileall
import contextlib
import importlib.util
import io
import marshal
import modulefinder
import os
import py_compile
import runpy
import shutil
import sys
import unittest

import sample.sub.module

from ordinary.support import HAS_SOURCE, PACKED, folder_with, inside, restored


class RunModule(unittest.TestCase):
    """runpy.run_module, which is what `python -m` does"""

    def test_module(self) -> None:
        with restored():
            namespace = runpy.run_module("vendored._vendor.foreign")
            self.assertEqual(namespace["VENDORED"], "vendored._vendor.foreign")
            self.assertEqual(namespace["__file__"], inside("vendored/_vendor/foreign.py"))
            self.assertEqual(namespace["__package__"], "vendored._vendor")
            self.assertEqual(namespace["__spec__"].name, "vendored._vendor.foreign")
            self.assertIs(namespace["__loader__"], namespace["__spec__"].loader)

    def test_run_name(self) -> None:
        with restored():
            namespace = runpy.run_module("vendored._vendor.foreign", {"GIVEN": 1}, run_name="other")
            self.assertEqual((namespace["__name__"], namespace["VENDORED"]), ("other", "other"))
            self.assertEqual(namespace["GIVEN"], 1)
            self.assertNotIn("other", sys.modules)

    def test_package(self) -> None:
        arguments, main = list(sys.argv), sys.modules["__main__"]
        with restored():
            namespace = runpy.run_module("runnable")
            self.assertEqual(namespace["__name__"], "runnable.__main__")
            self.assertEqual(namespace["__file__"], inside("runnable/__main__.py"))
            self.assertEqual(namespace["ARGUMENTS"], arguments)
            self.assertIs(namespace["MAIN"], main)
        for name, message in (
            ("sample", "No module named sample.__main__; 'sample' is a package and cannot be"),
            ("sample_namespace", "No module named sample_namespace.__main__"),
            ("nothing", "No module named nothing"),
            ("sample.nothing", "No module named sample.nothing"),
        ):
            with self.subTest(name), self.assertRaisesRegex(ImportError, message):
                runpy.run_module(name)

    def test_as_main(self) -> None:
        main, arguments = sys.modules["__main__"], list(sys.argv)
        output = io.StringIO()
        with restored(), contextlib.redirect_stdout(output):
            namespace = runpy.run_module("runnable", run_name="__main__", alter_sys=True)
        self.assertEqual(
            output.getvalue(), f"runnable runnable.__main__ runnable {arguments[1:]}\n"
        )
        self.assertEqual(namespace["ARGUMENTS"][0], inside("runnable/__main__.py"))
        self.assertIsNot(namespace["MAIN"], main)
        self.assertIs(sys.modules["__main__"], main)
        self.assertEqual(sys.argv, arguments)


class RunPath(unittest.TestCase):
    """runpy.run_path, which is what `python PATH` does"""

    def test_folder(self) -> None:
        output = io.StringIO()
        with folder_with(
            {"__main__.py": "import beside", "beside.py": "print(__file__)"}
        ) as folder:
            with contextlib.redirect_stdout(output):
                runpy.run_path(str(folder), run_name="__main__")
            self.assertEqual(output.getvalue(), f"{folder / 'beside.py'}\n")

    def test_file(self) -> None:
        with folder_with({"a.py": "import sample\nNAME = __name__"}) as folder:
            namespace = runpy.run_path(str(folder / "a.py"), run_name="other")
            self.assertEqual(namespace["NAME"], "other")
            py_compile.compile(str(folder / "a.py"), str(folder / "a.pyc"))
            self.assertEqual(runpy.run_path(str(folder / "a.pyc"))["NAME"], "<run_path>")

    def test_own_folder(self) -> None:
        with restored():
            namespace = runpy.run_path(inside("runnable"))
            self.assertEqual(namespace["__name__"], "<run_path>")
            self.assertEqual(namespace["__file__"], inside("runnable/__main__.py"))
            self.assertEqual(namespace["__spec__"].name, "__main__")
            self.assertRaises(ImportError, runpy.run_path, inside("sample"))

    def test_own_file(self) -> None:
        path = inside("vendored/_vendor/foreign.py")
        namespace = runpy.run_path(path, run_name="other")
        self.assertEqual((namespace["VENDORED"], namespace["__file__"]), ("other", path))
        self.assertIsNone(namespace["__spec__"])
        self.assertRaises(FileNotFoundError, runpy.run_path, inside("sample/nothing.py"))


class Tools(unittest.TestCase):
    """compileall, modulefinder and the like"""

    def test_compileall(self) -> None:
        with folder_with({"package/__init__.py": "", "package/a.py": "A = 1"}) as folder:
            self.assertTrue(compileall.compile_dir(folder, quiet=2))
            compiled = importlib.util.cache_from_source(str(folder / "package/a.py"))
            self.assertTrue(os.path.exists(compiled))
            (folder / "package/b.py").write_text("if", encoding="utf-8")
            self.assertFalse(compileall.compile_dir(folder, quiet=2))

    @unittest.skipUnless(HAS_SOURCE, "there are no sources")
    def test_compileall_of_copy(self) -> None:
        with folder_with({}) as folder:
            shutil.copytree(inside("sample"), folder / "copy")
            self.assertTrue(compileall.compile_dir(folder, quiet=2))

    def test_modulefinder(self) -> None:
        files = {
            "script.py": "import beside, sample.sub\nimport no.such",
            "beside.py": "import sys",
        }
        with folder_with(files) as folder:
            finder = modulefinder.ModuleFinder([str(folder), *sys.path])
            finder.run_script(str(folder / "script.py"))
        self.assertLessEqual(
            {"__main__", "beside", "sample", "sample.sub", "sys"}, set(finder.modules)
        )
        self.assertEqual(finder.modules["beside"].__file__, str(folder / "beside.py"))
        self.assertEqual(finder.modules["sample"].__path__, [inside("sample")])
        self.assertEqual(finder.modules["sample.sub"].__path__, [inside("sample/sub")])
        self.assertIn("no.such", finder.badmodules)

    def test_open_code(self) -> None:
        with io.open_code(inside("sample/data/text.txt")) as file:
            self.assertEqual(file.read(), "hello ä\n".encode())
        if HAS_SOURCE:
            with io.open_code(sample.sub.module.__file__) as file:
                self.assertEqual(file.read()[:3], b'"""')
        self.assertRaises(OSError, io.open_code, inside("nothing.py"))
        self.assertRaises(OSError, io.open_code, inside("sample"))

    def test_raw_file(self) -> None:
        path = inside("sample/data/text.txt")
        with io.FileIO(path) as file:
            self.assertEqual((file.read(), file.name), ("hello ä\n".encode(), path))
        self.assertRaises(FileNotFoundError, io.FileIO, inside("nothing"))
        self.assertRaises(OSError, io.FileIO, inside("sample"))

    @unittest.skipUnless(PACKED, "files of bytecode lie elsewhere")
    def test_compiled_file(self) -> None:
        # Of the standard library there is no source.
        path = importlib.util.find_spec("colorsys").origin + "c"
        self.assertIn("rgb_to_hsv", runpy.run_path(path))
        with io.open_code(path) as file:
            content = file.read()
        self.assertEqual(content[:4], importlib.util.MAGIC_NUMBER)
        self.assertIn("rgb_to_hsv", marshal.loads(content[16:]).co_names)
