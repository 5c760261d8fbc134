"""Tests of the compiler and archiver of builds, with a toolchain that writes what it was told."""

from __future__ import annotations

import contextlib
import io
import json
import os
import platform
import sys
import tempfile
import unittest
from pathlib import Path

from tests.tools.isolate import objects
from tests.tools.isolate.objects import Symbol
from tools.common.errors import ToolError
from tools.isolate.archive import read_archive
from tools.sdist.driver import (
    RECORD,
    Link,
    expanded,
    links,
    main,
    parse_link,
    usable_options,
)

_PROGRAM = f"""\
#!{sys.executable}
import sys
arguments = sys.argv[1:]
if "-o" in arguments:
    open(arguments[arguments.index("-o") + 1], "w").write(" ".join(arguments))
else:
    print(" ".join(arguments))
if "broken.c" in arguments:
    sys.exit(3)
"""


class DriverTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name).resolve()
        self.addCleanup(os.chdir, Path.cwd())
        os.chdir(self.folder)
        self.records = self.folder / "records"
        self.records.mkdir()
        program = self.folder / "program"
        program.write_text(_PROGRAM)
        program.chmod(0o755)
        self.toolchain = {
            name: {"words": [str(program), name], "environment": {}}
            for name in ("c", "cxx", "link", "program")
        }
        self._build_for("linux")
        self._write(
            "facts.json",
            json.dumps(
                {
                    "folder": str(self.folder),
                    "records": str(self.records),
                    "root": str(self.folder / "root"),
                    "source": str(self.folder),
                    "target": str(self.folder / "target.json"),
                }
            ),
        )

    def _build_for(self, sys_platform: str) -> None:
        (self.folder / "include").mkdir(exist_ok=True)
        target = {
            "extension_suffix": ".so",
            "headers": [str(self.folder / "include")],
            "machine": "x86_64",
            "python_version": platform.python_version(),
            "standard_library": [],
            "sys_platform": sys_platform,
            "system": "",
            "wheel_platform": "",
        }
        libraries = {"ffi": {"files": ["libffi.a"], "options": ["-lpthread"]}}
        self._write(
            "target.json",
            json.dumps({**self.toolchain, "libraries": libraries, "target": target}),
        )

    def _write(self, name: str, content: str) -> None:
        (self.folder / name).write_text(content)

    def _run(self, program: str, *arguments: str) -> int:
        return main([program, "facts.json", *arguments])

    def test_compiles(self) -> None:
        self._write("options", "-DA='b c'\n-DE")
        self.assertEqual(self._run("c++", "-flto=thin", "@options", "-c", "a.cc", "-o", "a.o"), 0)
        words = (self.folder / "a.o").read_text().split(" -ffile-prefix-map=")
        self.assertEqual(words[0], "cxx")
        self.assertTrue(words[-1].endswith(" -DA=b c -DE -c a.cc -o a.o"), words)
        self.assertEqual(self._run("cc", "-c", "broken.c", "-o", "b.o"), 3)

    def test_links_a_shared_module(self) -> None:
        for name in ("a.o", "own/libown.a"):
            (self.folder / name).parent.mkdir(exist_ok=True)
            self._write(name, "")
        command = ["-shared", "-fPIC", "-o", "m.so", "a.o", "-Lown", "-lown", "-lm", "-Wl,-x"]
        self.assertEqual(self._run("cc", *command), 0)
        self.assertEqual(
            (self.folder / "m.so").read_text().split()[:4],
            ["a.o", "own/libown.a", "-Wl,-x", "link"],
        )
        (record,) = self.records.glob(f"*/{RECORD}")
        self.assertEqual(
            json.loads(record.read_text()),
            {
                "output": str(self.folder / "m.so"),
                "files": [str(self.folder / "a.o"), str(self.folder / "own/libown.a")],
            },
        )

    def test_links_a_program_of_a_source(self) -> None:
        self.assertEqual(self._run("cc", "-DX", "a.c", "-o", "check"), 0)
        words = (self.folder / "check").read_text().split()
        self.assertEqual(words[1], "program")
        self.assertTrue(Path(words[0]).read_text().startswith("c "))
        self.assertIn(" -DX -c a.c -o ", Path(words[0]).read_text())
        self.assertEqual(list(self.records.glob(f"*/{RECORD}")), [])

    def test_given_library(self) -> None:
        self._write("a.o", "")
        self.assertEqual(self._run("cc", "-shared", "a.o", "-lffi", "-o", "m.so"), 0)
        given = str(self.folder / "root/libffi.a")
        self.assertEqual(
            (self.folder / "m.so").read_text().split()[:4], ["a.o", given, "-lpthread", "link"]
        )

    def test_missing_library(self) -> None:
        self._write("a.o", "")
        # One of the machine that builds does not count.
        outside = Path(tempfile.mkdtemp())
        (outside / "libyaml.a").touch()
        with self.assertRaisesRegex(ToolError, "needs the C library yaml, which it does not bring"):
            self._run("cc", "-shared", "a.o", f"-L{outside}", "-lyaml", "-o", "m.so")

    def test_strange_input(self) -> None:
        self._write("a.txt", "")
        with self.assertRaisesRegex(ToolError, "a.txt: is neither a source nor"):
            self._run("cc", "a.txt", "-o", "m")

    def test_questions(self) -> None:
        self.assertFalse(links(["--version"]))
        self.assertFalse(links(["-print-search-dirs"]))
        self.assertEqual(self._run("cc", "-v"), 0)
        self.assertTrue(links(["-Wl,--version"]))
        self.assertEqual(self._run("cc", "-Wl,--version"), 0)
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            self.assertEqual(self._run("ar", "--version"), 0)
        self.assertIn("ar", output.getvalue())

    def test_names_of_libraries_stay(self) -> None:
        with self.assertRaisesRegex(ToolError, "install_name_tool: names and run paths .* stay"):
            self._run("install_name_tool", "-add_rpath", "@loader_path", "m.so")

    def test_parse_link(self) -> None:
        self.assertEqual(
            parse_link(["-O2", "-I", "d", "-L", "e", "-l", "z", "a.o", "-bundle", "-u", "_f"]),
            Link(
                shared=True,
                inputs=["a.o"],
                libraries=["z"],
                folders=["e"],
                compile_options=["-O2", "-I", "d"],
                arguments=["-lz", "a.o", "-u", "_f"],
            ),
        )

    def test_options_about_what_follows(self) -> None:
        whole = ["-Wl,--whole-archive", "a.a", "-Wl,--no-whole-archive", "b.o"]
        link = parse_link(whole)
        self.assertEqual((link.inputs, link.arguments), (["a.a", "b.o"], whole))
        for words in (["-Wl,-force_load", "a.a"], ["-Wl,-force_load,a.a"]):
            link = parse_link([*words, "b.o"])
            self.assertEqual(link.inputs, ["a.a", "b.o"])
            self.assertEqual(link.arguments, ["-Wl,-force_load,a.a", "b.o"])

    def test_options_that_are_left_out(self) -> None:
        words = ["-Wl,-fatal_warnings,-x", "m.o", "-Wl,-fatal_warnings"]
        self.assertEqual(list(usable_options(words, "darwin")), ["-Wl,-x", "m.o"])
        self.assertEqual(list(usable_options(words, "linux")), words)

    def _answer(self, sys_platform: str, *options: str) -> tuple[int, str, str]:
        self._build_for(sys_platform)
        output, errors = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
            status = self._run("cc", *options)
        return status, output.getvalue(), errors.getvalue()

    def test_answers_as_a_linker(self) -> None:
        answer = "LLD 12.0.0 (ld64.lld)\n"
        self.assertEqual(self._answer("darwin", "-Wl,--version"), (0, answer, ""))
        self.assertEqual(self._answer("darwin", "-Wl,-v"), (0, "", answer))
        status, _, errors = self._answer("darwin", "-Wl,--as-needed")
        self.assertEqual((status, errors), (1, "ld: error: unknown argument: --as-needed\n"))

    def test_response_file_in_another(self) -> None:
        self._write("one", "a @two")
        self._write("two", '"b c"')
        self.assertEqual(list(expanded(["@one", "@none", "d"])), ["a", "b c", "@none", "d"])

    def _ar(self, operation: str, *files: str) -> list[str]:
        self.assertEqual(self._run("ar", operation, "lib.a", *files), 0)
        return [member.name for member in read_archive((self.folder / "lib.a").read_bytes())]

    def test_archives(self) -> None:
        for name in ("one/a.o", "two/a.o", "b.o"):
            (self.folder / name).parent.mkdir(exist_ok=True)
            (self.folder / name).write_bytes(objects.elf(Symbol("of_" + name.replace("/", "_"))))
        self.assertEqual(self._ar("csrD", "one/a.o", "two/a.o"), ["a.o", "a.o"])
        self.assertIn(b"of_two_a.o\0", (self.folder / "lib.a").read_bytes())
        self.assertEqual(self._ar("q", "b.o"), ["a.o", "a.o", "b.o"])
        self.assertEqual(self._ar("-rcs", "b.o"), ["a.o", "a.o", "b.o"])
        self.assertEqual(self._run("ranlib", "lib.a"), 0)
        with self.assertRaisesRegex(ToolError, "ar t: archives are only made here"):
            self._ar("t")


if __name__ == "__main__":
    unittest.main()
