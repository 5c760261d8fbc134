"""Tests of the tool that makes C source of cffi build scripts, from its command line."""

from __future__ import annotations

import contextlib
import io
import tempfile
import unittest
from pathlib import Path

from tools.cffi.cli import main
from tools.common.errors import ToolError

_SCRIPT = """\
from cffi import FFI
ffibuilder = FFI()
ffibuilder.cdef("int add(int, int); typedef struct {{ int x; ...; }} point; struct s {{ int a; }};")
ffibuilder.set_source("package._module", {source!r}{keywords})
"""
_SOURCE = "int add(int a, int b) { return a + b; }\n"


class GenerateTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def _generate(self, script: str, *, suffix: str = ".c", builder: str = "ffibuilder") -> str:
        path = self.folder / "build_module.py"
        path.write_text(script, encoding="utf-8")
        output = self.folder / f"_module{suffix}"
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
            main([
                "--script", str(path), "--builder", builder,
                "--module", "package._module", "--output", str(output),
            ])  # fmt: skip
        self.assertEqual(printed.getvalue(), "")
        text = output.read_text(encoding="utf-8")
        output.unlink()
        return text

    def _error(self, script: str, **options: str) -> str:
        with self.assertRaises(ToolError) as caught:
            self._generate(script, **options)
        self.assertFalse(list(self.folder.glob("_module*")))
        return str(caught.exception).removeprefix(f"{self.folder / 'build_module.py'}: ")

    def test_module_in_c(self) -> None:
        script = _SCRIPT.format(source=_SOURCE, keywords=', libraries=["z"], include_dirs=["x"]')
        text = self._generate(script)
        self.assertIn(_SOURCE, text)
        self.assertIn("PyInit__module", text)
        self.assertNotIn(str(self.folder), text)
        self.assertEqual(text, self._generate(script))

    def test_module_in_cpp(self) -> None:
        script = _SCRIPT.format(source=_SOURCE, keywords=', source_extension=".cpp"')
        self.assertIn(_SOURCE, self._generate(script, suffix=".cpp"))
        self.assertIn('".c" is what the rule', self._error(script))
        self.assertIn(
            '".cpp" is what the rule',
            self._error(_SCRIPT.format(source=_SOURCE, keywords=""), suffix=".cpp"),
        )

    def test_function_that_returns_the_builder(self) -> None:
        script = _SCRIPT.format(source=_SOURCE, keywords="") + "def get(): return ffibuilder\n"
        self.assertIn(_SOURCE, self._generate(script, builder="get"))

    def test_script_is_not_the_main_module(self) -> None:
        script = _SCRIPT.format(source=_SOURCE, keywords="")
        self._generate(script + "assert __name__ != '__main__'\n")

    def test_what_scripts_import_and_read(self) -> None:
        (self.folder / "beside.py").write_text(f"SOURCE = {_SOURCE!r}\n", encoding="utf-8")
        script = "import beside, pathlib\nassert pathlib.Path(__file__).is_file()\n"
        self._generate(script + _SCRIPT.format(source=_SOURCE, keywords=""))

    def test_abi_mode(self) -> None:
        self.assertIn("ABI mode", self._error(_SCRIPT.format(source=None, keywords="")))

    def test_other_module(self) -> None:
        script = _SCRIPT.format(source=_SOURCE, keywords="").replace("package._module", "other")
        self.assertEqual(
            self._error(script),
            'set_source() names the module "other", the rule "package._module"',
        )

    def test_no_source(self) -> None:
        script = "from cffi import FFI\nffibuilder = FFI()\n"
        self.assertIn("has not been called", self._error(script))

    def test_no_builder(self) -> None:
        for script in ("", "ffibuilder = 1\n", "def ffibuilder(): pass\n"):
            with self.subTest(script):
                self.assertIn("no cffi.FFI called ffibuilder", self._error(script))

    def test_script_that_fails(self) -> None:
        self.assertIn("ZeroDivisionError: division", self._error("1 / 0\n"))
        self.assertIn("SyntaxError", self._error("(\n"))
        script = "from cffi import FFI\nffibuilder = FFI()\nffibuilder.cdef('int f(')\n"
        self.assertIn("CDefError", self._error(script))

    def test_script_that_uses_c(self) -> None:
        script = "from cffi import FFI\nffibuilder = FFI()\nffibuilder.sizeof('int')\n"
        self.assertIn("a build script describes C", self._error(script))


if __name__ == "__main__":
    unittest.main()
