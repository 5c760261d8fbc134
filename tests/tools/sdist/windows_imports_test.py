"""Tests of import libraries for Python's DLL."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from tests.tools.isolate import objects
from tests.tools.isolate.objects import Symbol
from tools.isolate.archive import Member, read_archive, write_archive
from tools.sdist.windows_imports import needed_names, python_data, python_dlls, write_imports

_HEADER = """\
PyAPI_DATA(PyObject *) PyExc_OSError;
PyAPI_DATA(int) (*PyOS_InputHook)(void);
PyAPI_DATA(const char) _Py_table[256];
PyAPI_DATA(const PyTypeObject *) const Py_Kinds[2];
PyAPI_FUNC(PyObject *) PyLong_FromLong(long);
"""


class WindowsImportsTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "cpython").mkdir()
        (self.folder / "cpython/object.h").write_text(_HEADER)

    def _file(self, name: str, content: bytes) -> Path:
        file = self.folder / name
        file.write_bytes(content)
        return file

    def test_data_in_headers(self) -> None:
        self.assertEqual(
            python_data(self.folder),
            {"PyExc_OSError", "PyOS_InputHook", "_Py_table", "Py_Kinds"},
        )

    def test_needed_names(self) -> None:
        one = objects.coff(
            Symbol("PyInit_m"),
            Symbol("PyList_New", defined=False),
            Symbol("__imp_PyExc_OSError", defined=False),
            Symbol("malloc", defined=False),
        )
        two = objects.coff(
            Symbol("Py_defined_here"),
            Symbol("_Py_Dealloc", defined=False),
            Symbol("Py_used_there", defined=False),
        )
        three = objects.coff(Symbol("Py_used_there"), Symbol("Py_defined_here", defined=False))
        files = [
            self._file("one.o", one),
            self._file("both.a", write_archive([Member("two.o", two), Member("three.o", three)])),
        ]
        self.assertEqual(needed_names(files), ["PyExc_OSError", "PyList_New", "_Py_Dealloc"])

    def test_import_library(self) -> None:
        needed = [Symbol("PyList_New", defined=False), Symbol("PyExc_OSError", defined=False)]
        file = self._file("m.o", objects.coff(*needed))
        dlls = python_dlls("3.13.5", self.folder)
        library = self.folder / "imports.a"

        write_imports(library, [file], dlls, limited_api=False)
        # Signature, version, machine, time, size, hint, kind: by name, and data or code.
        start = bytes.fromhex("0000 ffff 0000 6486 00000000")
        data, code = (member.content for member in read_archive(library.read_bytes()))
        self.assertEqual(
            data, start + bytes.fromhex("1c000000 0000 0500") + b"PyExc_OSError\0python313.dll\0"
        )
        self.assertEqual(
            code, start + bytes.fromhex("19000000 0000 0400") + b"PyList_New\0python313.dll\0"
        )
        # The index: a function can be called without `__declspec(dllimport)`.
        index = b"__imp_PyExc_OSError\0__imp_PyList_New\0PyList_New\0"
        self.assertIn(index, library.read_bytes())

        write_imports(library, [file], dlls, limited_api=True)
        self.assertIn(b"\0python3.dll\0", library.read_bytes())


if __name__ == "__main__":
    unittest.main()
