"""Checks what developers use to look into programs, from inside an executable with all sources.

Packed files may be visible or hidden.
"""

from __future__ import annotations

import contextlib
import doctest
import faulthandler
import gc
import inspect
import io
import json
import linecache
import os
import pdb
import sys
import tempfile
import threading
import traceback
import unittest
import warnings
from pathlib import Path

import _packed_resources
import watched

LINE = '    return {"größe": 12}["größe"] / number  # é\n'
LINE_NUMBER = 14
VISIBLE = Path(watched.__file__).exists()


def written_to_stderr(action: object) -> str:
    """Returns what a function writes to standard error."""
    with contextlib.redirect_stderr(io.StringIO()) as errors:
        action()
    return errors.getvalue()


class Lines(unittest.TestCase):
    """Source lines, which are packed compressed."""

    def setUp(self) -> None:
        linecache.clearcache()

    def test_compressed(self) -> None:
        path, _, _, size, stored_size = watched.__loader__.get_storage("watched")
        self.assertEqual(path, "watched/__init__.py")
        self.assertLess(0, stored_size)
        self.assertLess(stored_size, size)

    def test_get_source(self) -> None:
        self.assertIn(LINE, watched.__loader__.get_source("watched"))
        self.assertIn("class JSONDecoder", json.__loader__.get_source("json.decoder"))
        # An empty source is a source, too.
        self.assertEqual(watched.__loader__.get_source("empty_module"), "")

    def test_linecache(self) -> None:
        self.assertTrue(linecache.lazycache(watched.__file__, vars(watched)))
        linecache.checkcache()
        self.assertEqual(linecache.getline(watched.__file__, LINE_NUMBER), LINE)
        linecache.checkcache()
        self.assertEqual(linecache.getline(watched.__file__, LINE_NUMBER), LINE)
        linecache.clearcache()
        line = linecache.getline(watched.__file__, LINE_NUMBER)
        self.assertEqual(line, LINE if VISIBLE else "")

    def test_inspect(self) -> None:
        source = inspect.getsource(watched.divide)
        self.assertTrue(source.startswith("def divide(number):\n"), source)
        self.assertTrue(source.endswith(LINE))
        self.assertEqual(inspect.getsourcelines(watched.divide)[1], 6)
        self.assertEqual(inspect.getcomments(watched.divide), "# A comment: ä.\n")
        self.assertEqual(inspect.getsourcefile(watched), watched.__file__)
        self.assertIs(inspect.getmodule(watched.Deleted), watched)
        self.assertIn("def __del__", inspect.getsource(watched.Deleted))
        self.assertIn("def iterencode", inspect.getsource(json.JSONEncoder))


class Errors(unittest.TestCase):
    """What is written about errors and warnings."""

    PLACE = f'  File "{watched.__file__}", line {LINE_NUMBER}, in divide\n{LINE}'

    def setUp(self) -> None:
        linecache.clearcache()

    def test_traceback(self) -> None:
        try:
            watched.divide(0)
        except ZeroDivisionError:
            text = traceback.format_exc()
        self.assertIn(self.PLACE + "           ~~~~~~~~~~~~~~~~~~~~~~~^~~~~~~~\n", text)

    def test_thread(self) -> None:
        def fail() -> None:
            thread = threading.Thread(target=watched.divide, args=(0,))
            thread.start()
            thread.join()

        text = written_to_stderr(fail)
        self.assertIn(self.PLACE, text)
        self.assertIn("self._target(*self._args, **self._kwargs)\n", text)

    def test_unraisable(self) -> None:
        def fail() -> None:
            watched.Deleted()
            gc.collect()

        text = written_to_stderr(fail)
        self.assertRegex(text, r"\AException ignored in: <function Deleted\.__del__ at 0x\w+>\n")
        self.assertIn(self.PLACE, text)
        self.assertTrue(text.endswith("\nZeroDivisionError: division by zero\n"), text)
        self.assertIs(sys.unraisablehook, sys.__unraisablehook__)
        self.assertIs(sys.unraisablehook.__self__, sys)
        self.assertEqual(sys.unraisablehook.__name__, "unraisablehook")
        with self.assertRaisesRegex(TypeError, "must be UnraisableHookArgs"):
            sys.unraisablehook(None)

    def test_unraisable_without_stderr(self) -> None:
        with contextlib.redirect_stderr(None):
            watched.Deleted()
            gc.collect()

    def test_warning(self) -> None:
        def warn() -> None:
            with warnings.catch_warnings():
                warnings.simplefilter("always")
                warnings.warn_explicit(
                    "a warning",
                    UserWarning,
                    watched.__file__,
                    LINE_NUMBER,
                    module_globals=vars(watched),
                )

        text = written_to_stderr(warn)
        line = f"  {LINE.strip()}\n" if VISIBLE else ""
        expected = f"{watched.__file__}:{LINE_NUMBER}: UserWarning: a warning\n{line}"
        self.assertEqual(text, expected)

    def test_faulthandler(self) -> None:
        with tempfile.TemporaryFile() as file:
            faulthandler.dump_traceback(file)
            file.seek(0)
            text = file.read().decode("utf-8", "replace")
        self.assertIn(" in test_faulthandler", text)
        self.assertIn(Path(_packed_resources.root).name, text)


class Tools(unittest.TestCase):
    """doctest and pdb."""

    def test_doctest(self) -> None:
        with contextlib.redirect_stdout(io.StringIO()) as output:
            results = doctest.testmod(watched)
        self.assertEqual((results.failed, results.attempted), (1, 2))
        self.assertIn(f'File "{watched.__file__}", line 11, in watched.divide\n', output.getvalue())

    def test_pdb(self) -> None:
        commands = io.StringIO("b watched.divide\nl\nw\np number\nc\n")
        output = io.StringIO()
        debugger = pdb.Pdb(stdin=commands, stdout=output, nosigint=True, readrc=False)
        debugger.use_rawinput = False
        self.assertEqual(debugger.runcall(watched.divide, 4), 3.0)
        text = output.getvalue()
        file = os.path.normcase(watched.__file__)
        self.assertIn(f"> {file}({LINE_NUMBER})divide()\n-> {LINE.strip()}\n", text)
        self.assertIn(f"(Pdb) Breakpoint 1 at {file}:6\n", text)
        self.assertIn(f"\n {LINE_NUMBER}  ->\t{LINE} {LINE_NUMBER + 1}  \t\n", text)
        self.assertIn("\n(Pdb) 4\n", text)


if __name__ == "__main__":
    unittest.main()
