"""Tests of command lines."""

from __future__ import annotations

import json
import sys
import tempfile
import unittest
from pathlib import Path

from tools.sdist.toolchain import Command, absolute, read_toolchain


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

    def test_neither_folder_gets_into_outputs(self) -> None:
        facts = {"words": ["cc"], "environment": {}}
        toolchain = read_toolchain(
            dict.fromkeys(("c", "cxx", "link", "program"), facts),
            Path("/execroot"),
            [Path("/source")],
        )
        self.assertIn("-ffile-prefix-map=/execroot/=", toolchain.c.words)
        self.assertIn("-ffile-prefix-map=/source/=", toolchain.cxx.words)
        self.assertEqual(list(toolchain.link.words), ["cc"])


if __name__ == "__main__":
    unittest.main()
