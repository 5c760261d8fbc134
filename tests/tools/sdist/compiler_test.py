"""Tests of what setuptools makes of the toolchain, with a compiler that writes what it was told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from tests.tools.isolate import objects
from tests.tools.isolate.objects import Symbol
from tools.isolate.archive import read_archive

_COMPILER = f"""\
#!{sys.executable}
import pathlib, shutil, sys
if "broken.c" in sys.argv:
    sys.exit(1)
output = sys.argv[sys.argv.index("-o") + 1]
open(output, "w").write(" ".join(sys.argv[1:]))
template = pathlib.Path(sys.argv[0]).with_name("object")
if template.exists() and output.endswith(".o"):
    shutil.copy(output, output + ".arguments")
    shutil.copy(template, output)
"""

# In a process of its own: setuptools stays changed.
_BUILD = """
import json, sys
from pathlib import Path
sys.path[:] = json.loads(sys.argv[1])
import setuptools
from tools.sdist.compiler import install
from tools.sdist.libraries import Library
from tools.sdist.toolchain import Command, Toolchain
from tools.sdist.windows_imports import PythonDlls
def command(language):
    return Command([sys.argv[4], language], {})
toolchain = Toolchain(
    command("c"),
    command("c++"),
    command("link"),
    command("program"),
    libraries={"ffi": Library([Path("given/libffi.a")], ["-Wl,-for-ffi"])},
    roots=[Path("/headers")],
)
dlls = PythonDlls("python3x.dll", "python3.dll", {"Py_Version"})
recorder = install(toolchain, Path("/headers"), dlls if sys.argv[3] == "windows" else None)
extension = json.loads(sys.argv[2])
# Of JSON, whose pairs are lists.
extension["define_macros"] = [tuple(macro) for macro in extension.pop("define_macros", [])]
libraries = [tuple(library) for library in extension.pop("c_libraries", [])]
sys.argv = ["setup.py", "-q", "build_clib", "--build-clib=clib", "build_ext", "--build-lib=lib"]
try:
    setuptools.setup(
        name="sample", libraries=libraries, ext_modules=[setuptools.Extension("p.m", **extension)]
    )
except SystemExit as error:
    print(error)
print(json.dumps([{k: [str(f) for f in v] for k, v in recorder.modules.items()}, recorder.errors]))
"""


class CompilerTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name).resolve()
        for name in ("a.c", "b.cpp", "broken.c"):
            (self.folder / name).touch()
        self.compiler = self.folder / "compiler"
        self.compiler.write_text(_COMPILER)
        self.compiler.chmod(0o755)

    def _build(
        self, kind: str = "linux", **extension: object
    ) -> tuple[dict[str, list[str]], list[str]]:
        arguments = [json.dumps(sys.path), json.dumps(extension), kind, str(self.compiler)]
        result = subprocess.run(
            [sys.executable, "-c", _BUILD, *arguments],
            check=False,
            capture_output=True,
            cwd=self.folder,
            env={**os.environ, "SETUPTOOLS_USE_DISTUTILS": "local"},
            text=True,
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        modules, errors = json.loads(result.stdout.splitlines()[-1])
        return modules, errors

    def _written(self, pattern: str) -> str:
        (file,) = self.folder.glob(pattern)
        return file.read_text()

    def test_compiles_and_links(self) -> None:
        modules, errors = self._build(
            sources=["a.c", "b.cpp"],
            define_macros=[("X", "1")],
            extra_compile_args=["-more"],
            extra_link_args=["-lstdc++", "-Wl,-s"],
            include_dirs=["own", "/usr/include/ffi"],
            libraries=["m"],
        )
        self.assertEqual(errors, [])
        self.assertEqual([Path(file).name for file in modules["p.m"]], ["a.o", "b.o"])
        compiled = self._written("build/**/a.o")
        self.assertTrue(compiled.startswith("c "), compiled)
        self.assertTrue(compiled.endswith(" -more"), compiled)
        self.assertIn(" -DX=1 -Iown -I/headers -c a.c -o ", compiled)
        self.assertTrue(self._written("build/**/b.o").startswith("c++ "))
        # The toolchain has those libraries.
        linked = self._written("lib/p/m.*").split()
        self.assertEqual(linked[2:5], ["-Wl,-s", "link", "-o"])

    def test_library_of_its_own(self) -> None:
        modules, errors = self._build(
            sources=["a.c"], c_libraries=[("own", {"sources": ["b.cpp"]})]
        )
        self.assertEqual(errors, [])
        archive = Path(modules["p.m"][-1])
        self.assertEqual(archive.name, "libown.a")
        self.assertEqual([m.name for m in read_archive(archive.read_bytes())], ["b.o"])

    def test_missing_library(self) -> None:
        modules, errors = self._build(sources=["a.c"], libraries=["yaml"])
        self.assertEqual(modules, {})
        (error,) = errors
        self.assertTrue(error.startswith("p.m needs the C library yaml, which it does not"), error)

    def test_given_library(self) -> None:
        modules, errors = self._build(sources=["a.c"], libraries=["ffi"])
        self.assertEqual(errors, [])
        self.assertEqual(Path(modules["p.m"][-1]), self.folder / "given/libffi.a")
        self.assertEqual(
            self._written("lib/p/m.*").split()[1:4],
            ["given/libffi.a", "-Wl,-for-ffi", "link"],
        )

    def test_broken_source(self) -> None:
        modules, errors = self._build(sources=["broken.c"])
        self.assertEqual((modules, errors), ({}, ["broken.c cannot be compiled"]))

    def test_windows(self) -> None:
        needed = Symbol("PyList_New", defined=False)
        (self.folder / "object").write_bytes(objects.coff(Symbol("PyInit_m"), needed))
        modules, errors = self._build("windows", sources=["a.c"], extra_compile_args=["/O2", "-x"])
        self.assertEqual((list(modules), errors), (["p.m"], []))
        # What executables are linked of is without the import library.
        self.assertEqual([Path(file).name for file in modules["p.m"]], ["a.o"])
        self.assertTrue(self._written("build/**/a.o.arguments").endswith("a.o -x"))
        linked = self._written("lib/p/m.*").split()
        self.assertEqual(linked[2], "link")
        self.assertIn(b"PyList_New\0python3x.dll\0", Path(self.folder, linked[1]).read_bytes())


if __name__ == "__main__":
    unittest.main()
