"""Tests of command lines."""

from __future__ import annotations

import json
import sys
import tempfile
import unittest
from pathlib import Path

from tools.sdist.toolchain import Command, Toolchain, absolute, read_toolchain


class AbsoluteTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        (self.root / "external/zig~1/include").mkdir(parents=True)

    def test_paths(self) -> None:
        path = "external/zig~1/include"
        for before in ("", "-I", "-isystem", "-L", "--sysroot=", "-Wl,", "-Wl,-rpath="):
            with self.subTest(before):
                self.assertEqual(absolute(before + path, self.root), f"{before}{self.root}/{path}")

    def test_others_stay(self) -> None:
        for word in ("-O3", "-DX=no/such", "/usr/include", "-Wl,-z,now", "external", "-Ino/such"):
            with self.subTest(word):
                self.assertEqual(absolute(word, self.root), word)

    def test_two_paths(self) -> None:
        self.assertEqual(
            absolute("-Wl,external/zig~1,external/zig~1/include", self.root),
            f"-Wl,{self.root}/external/zig~1,{self.root}/external/zig~1/include",
        )


class CommandTest(unittest.TestCase):
    def test_order_and_environment(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            program = Path(folder) / "program"
            output = Path(folder) / "output"
            program.write_text(
                f"#!{sys.executable}\nimport json, os, sys\n"
                f"json.dump([sys.argv[1:], os.environ['A']], open({str(output)!r}, 'w'))\n"
            )
            program.chmod(0o755)
            Command([str(program), "-x"], {"A": "1"}).run(["f.c"])
            self.assertEqual(json.loads(output.read_text()), [["-x", "f.c"], "1"])
            Command([str(program), "-x"], {"A": "2"}).run_with_inputs_first(["f.o"], "f.so")
            self.assertEqual(json.loads(output.read_text()), [["f.o", "-x", "-o", "f.so"], "2"])


class ToolchainTest(unittest.TestCase):
    def _read(self) -> Toolchain:
        command = {"words": ["cc"], "environment": {}}
        facts = {
            **dict.fromkeys(("c", "cxx", "link", "program"), command),
            "libraries": {"ffi": {"files": ["bin/libffi.a"], "options": ["-lm"]}},
        }
        return read_toolchain(facts, Path("/execroot"), [Path("/source")])

    def test_neither_folder_gets_into_outputs(self) -> None:
        toolchain = self._read()
        self.assertIn("-ffile-prefix-map=/execroot/=", toolchain.c.words)
        self.assertIn("-ffile-prefix-map=/source/=", toolchain.cxx.words)
        self.assertEqual(list(toolchain.link.words), ["cc"])

    def test_libraries(self) -> None:
        library = self._read().libraries["ffi"]
        self.assertEqual(library.files, [Path("/execroot/bin/libffi.a")])
        self.assertEqual(library.options, ["-lm"])

    def test_headers_of_the_machine_are_left_out(self) -> None:
        kept = ["-c", "/usr/a.c", "-I.", "-Iown", "-I/source/b", "-isystem/execroot", "-DX=/usr"]
        foreign = ["-I/usr/include/ffi", "-isystem/opt", "-iwithsysroot/usr/include", "-I/"]
        self.assertEqual(self._read().without_foreign_headers([*kept, *foreign]), kept)


if __name__ == "__main__":
    unittest.main()
