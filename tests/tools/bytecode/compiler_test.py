"""Tests of the compilation of one source."""

from __future__ import annotations

import importlib.util
import marshal
import unittest
from pathlib import Path
from typing import Any

from tools.bytecode.compiler import (
    Source,
    compile_module,
    deferred_error,
    marshalled,
    pyc_header,
)


def _source(content: bytes) -> Source:
    return Source(Path("src/m.py"), content)


def _run(content: bytes, optimize: int = 0) -> dict[str, Any]:
    code = marshal.loads(marshalled(compile_module(_source(content), "m.py", optimize, set())))
    namespace: dict[str, Any] = {"__name__": "m"}
    exec(code, namespace)
    return namespace


class CompileTest(unittest.TestCase):
    def test_file_name_is_the_virtual_path(self) -> None:
        code = compile_module(_source(b"def f(): pass"), "pkg/m.py", 0, set())
        self.assertEqual(code.co_filename, "pkg/m.py")
        functions = [value for value in code.co_consts if hasattr(value, "co_filename")]
        self.assertEqual([function.co_filename for function in functions], ["pkg/m.py"])

    def test_encodings(self) -> None:
        for content in (
            b"# coding: latin-1\nx = '\xfc'\n",
            b"\xef\xbb\xbfx = '\xc3\xbc'\n",
            b"#!/usr/bin/python\n# -*- coding: cp1252 -*-\nx = '\xfc'\n",
            b"x = '\xc3\xbc'",
        ):
            with self.subTest(content):
                self.assertEqual(_run(content)["x"], "ü")

    def test_line_ends(self) -> None:
        self.assertEqual(_run(b"x = '''a\r\nb'''\r\nif x:\r\n    y = 1\r\n")["x"], "a\nb")

    def test_empty_file(self) -> None:
        self.assertNotIn("x", _run(b""))

    def test_optimize(self) -> None:
        source = b"def f():\n    'doc'\n    assert False\nd = f.__doc__\n"
        with self.assertRaises(AssertionError):
            _run(source, 0)["f"]()
        self.assertIsNone(_run(source, 1)["f"]())
        self.assertEqual(_run(source, 1)["d"], "doc")
        self.assertIsNone(_run(source, 2)["d"])

    def test_future_statements_of_the_tool_are_not_inherited(self) -> None:
        self.assertEqual(_run(b"def f(x: 1): pass")["f"].__annotations__, {"x": 1})

    def test_every_failure_is_a_syntax_error(self) -> None:
        for content in (
            b"x = (",
            b"\xff",
            b"# coding: no-such-codec\n",
            b"x = 1\0",
            b"(" * 1000 + b")" * 1000,
            b"-" * 200000 + b"1",
        ):
            with self.subTest(content[:20]), self.assertRaises(SyntaxError):
                compile_module(_source(content), "m.py", 0, set())

    def test_syntax_warnings_are_collected(self) -> None:
        found: set[str] = set()
        for _ in range(2):
            compile_module(_source(b"\nx = 1 is 1\n"), "m.py", 0, found)
        self.assertEqual(len(found), 1)
        self.assertRegex(found.pop(), r'^src/m\.py:2: SyntaxWarning: "is" with ')

    def test_deferred_error_looks_like_the_real_one(self) -> None:
        # Found by the parser, and by the compiler, which would read the line from the file.
        for content, text in (
            (b"a\nprint 'x'\n", "print 'x'\n"),
            (b"a\nreturn 1\n", "return 1\n"),
            (b"# coding: latin-1\nreturn '\xfc'\n", "return 'ü'\n"),
        ):
            with self.subTest(text):
                source = _source(content)
                with self.assertRaises(SyntaxError) as real:
                    compile_module(source, "m.py", 0, set())
                code = deferred_error(real.exception, source, "pkg/m.py", 0)
                with self.assertRaises(SyntaxError) as deferred:
                    exec(code, {})
                for name in ("msg", "offset", "end_lineno", "end_offset"):
                    expected = getattr(real.exception, name)
                    self.assertEqual(getattr(deferred.exception, name), expected, name)
                self.assertEqual(deferred.exception.lineno, 2)
                self.assertEqual(deferred.exception.filename, "pkg/m.py")
                self.assertEqual(deferred.exception.text, text)

    def test_deferred_error_without_a_line(self) -> None:
        source = _source(b"# coding: no-such-codec\n")
        with self.assertRaises(SyntaxError) as real:
            compile_module(source, "m.py", 0, set())
        with self.assertRaises(SyntaxError) as deferred:
            exec(deferred_error(real.exception, source, "pkg/m.py", 0), {})
        self.assertEqual(deferred.exception.msg, real.exception.msg)


class PycTest(unittest.TestCase):
    def test_header_is_what_python_reads(self) -> None:
        header = pyc_header(_source(b"x = 1"))
        self.assertEqual(header[:4], importlib.util.MAGIC_NUMBER)
        self.assertEqual(header[4:8], b"\x01\0\0\0")
        self.assertEqual(header[8:], importlib.util.source_hash(b"x = 1"))


if __name__ == "__main__":
    unittest.main()
