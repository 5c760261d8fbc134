"""Tests that programs work wherever they are, by whatever name and from whatever folder."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import tempfile
import unittest
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.e2e import isolated

EXECUTABLE = Path(os.environ["EXECUTABLE"]).absolute()
PLATFORM = os.environ["PLATFORM"]


class _TestCase(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name).resolve()
        self.program = self.folder / "program"
        shutil.copy(EXECUTABLE, self.program)

    def facts(self, command: Sequence[str | bytes | Path], **options: object) -> dict[str, object]:
        """What a command, the program, prints."""
        options = {"env": {}, **options}
        result = subprocess.run(command, capture_output=True, check=False, timeout=60, **options)
        self.assertEqual((result.returncode, result.stderr), (0, b""))
        return json.loads(result.stdout)

    def assert_complete(
        self, facts: dict[str, object], executable: bytes | Path, argv: Sequence[str | bytes | Path]
    ) -> None:
        """Checks that a program knows where it is, and finds what is packed in it."""
        path = os.fsencode(executable)
        self.assertEqual(bytes.fromhex(facts["executable"]), path)
        self.assertEqual([bytes.fromhex(entry) for entry in facts["path"]], [path])
        self.assertEqual(bytes.fromhex(facts["file"]), path + b"/tests/e2e/paths/facts.py")
        for arguments in (facts["argv"], facts["orig_argv"]):
            self.assertEqual([bytes.fromhex(text) for text in arguments], [*map(os.fsencode, argv)])
        self.assertEqual(
            facts["packed"],
            {
                "joined": "packed",
                "bytes": "packed",
                "resolved": "packed",
                "resources": "packed",
                "listed": "beside.txt",
                "own source": '"""Prints what a process knows of its surroundings, and what it '
                "finds of what is packed.",
            },
        )
        if "--start" in argv:
            self.assertEqual(
                facts["started"],
                {"interpreter": f"{path.hex()} ff", "spawned": path.hex()},
            )

    def exec(self, run: Callable[[], object]) -> dict[str, object]:
        """The same of a process that calls one of the exec functions."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.dup2(writing, 1)
                os.close(reading)
                run()
            finally:
                os._exit(127)
        os.close(writing)
        with os.fdopen(reading, "rb") as output:
            text = output.read()
        self.assertEqual(os.waitpid(child, 0)[1], 0, text)
        return json.loads(text)


class BytesTest(_TestCase):
    """Text of the system that is not UTF-8."""

    def test_arguments_and_environment(self) -> None:
        argv = [self.program, b"\xff\xfe", "ä", b"\xed\xa0\x80", b"", b"\xc3"]
        env = {b"N\xe4ME": b"\xff=\xfe", b"LC_ALL": b"C", b"TEXT": "ä€".encode()}
        facts = self.facts(argv, env=env)
        self.assert_complete(facts, self.program, argv)
        self.assertEqual(
            {bytes.fromhex(name): bytes.fromhex(v) for name, v in facts["environment"].items()}, env
        )

    def test_paths(self) -> None:
        for name in (b"l\xe4tin \xff", b"two\nlines", "ä€🐍".encode(), b"\xed\xb3\xbf", b" $x'\"*"):
            with self.subTest(name):
                folder = os.fsencode(self.folder) + b"/" + name
                Path(os.fsdecode(folder)).mkdir()
                program = folder + b"/pr\xf6gram"
                shutil.copy(self.program, program)
                for env in ({}, {"LC_ALL": "C"}, {"LC_ALL": "C.UTF-8"}):
                    facts = self.facts([program, "--start"], cwd=folder, env=env)
                    self.assert_complete(facts, program, [program, "--start"])
                    self.assertEqual(bytes.fromhex(facts["folder"]), folder)

    def test_error_message(self) -> None:
        program = os.fsencode(self.folder) + b"/pr\xf6gram"
        shutil.copy(self.program, program)
        result = subprocess.run([program, "--raise"], env={}, capture_output=True, check=False)
        self.assertEqual(result.returncode, 1)
        where = b'File "' + os.fsencode(self.folder) + rb"/pr\udcf6gram/tests/e2e/paths/facts.py"
        self.assertIn(where, result.stderr)


class NamesTest(_TestCase):
    """Other names than the file's own."""

    def test_links(self) -> None:
        for name, make in (("symbolic", os.symlink), ("hard", os.link)):
            link = self.folder / "links" / name
            link.parent.mkdir(exist_ok=True)
            make(self.program, link)
            executable = link if name == "hard" else self.program
            with self.subTest(name):
                facts = self.facts([link, "--start"])
                self.assert_complete(facts, executable, [link, "--start"])

    def test_renamed(self) -> None:
        for name in ("python3", "program (deleted)", "-c", "x" * 255):
            with self.subTest(name):
                self.program = self.program.rename(self.folder / name)
                facts = self.facts([self.program, "--start"])
                self.assert_complete(facts, self.program, [self.program, "--start"])

    def test_first_argument(self) -> None:
        for name in ("", "x", "odd/name", "/usr/bin/python3", "-c", "./program", "x" * 100_000):
            with self.subTest(name[:20]):
                facts = self.facts([name, "--start"], executable=self.program)
                self.assert_complete(facts, self.program, [name, "--start"])

    def test_no_arguments_at_all(self) -> None:
        # Linux since 5.18 gives the program an empty argv[0]; before, there was none.
        execve = ctypes.CDLL(None).execve
        nothing = (ctypes.c_char_p * 1)(None)
        facts = self.exec(lambda: execve(os.fsencode(self.program), nothing, nothing))
        self.assertEqual(bytes.fromhex(facts["executable"]), os.fsencode(self.program))
        self.assertIn(facts["argv"], ([""], [facts["executable"]]))

    def test_found_by_path(self) -> None:
        env = {"PATH": f"/nonexistent:{self.folder}"}
        facts = self.exec(lambda: os.execvpe("program", ["program", "--start"], env))
        self.assert_complete(facts, self.program, ["program", "--start"])

    def test_relative(self) -> None:
        facts = self.facts(["./program", "--start"], cwd=self.folder)
        self.assert_complete(facts, self.program, ["./program", "--start"])

    def test_descriptor(self) -> None:
        file = os.open(self.program, os.O_RDONLY)
        self.addCleanup(os.close, file)
        os.set_inheritable(file, True)
        for path in (file, f"/proc/self/fd/{file}"):
            facts = self.exec(lambda path=path: os.execve(path, ["x", "--start"], {}))
            self.assert_complete(facts, self.program, ["x", "--start"])

    def test_file_without_name(self) -> None:
        file = os.memfd_create("in memory")
        self.addCleanup(os.close, file)
        with self.program.open("rb") as program:
            os.sendfile(file, program.fileno(), 0, self.program.stat().st_size)
        facts = self.exec(lambda: os.execve(file, ["x"], {}))
        self.assert_complete(facts, b"/memfd:in memory", ["x"])


class FoldersTest(_TestCase):
    """Paths that are long, and folders that are gone."""

    def test_long_path(self) -> None:
        longest = os.pathconf("/", "PC_PATH_MAX") - 1
        here = os.open(".", os.O_RDONLY)
        self.addCleanup(os.close, here)
        self.addCleanup(os.fchdir, here)
        folder = str(self.folder)
        os.chdir(folder)
        while len(folder) + 200 < longest:
            name = "d" * min(200, longest - len(folder) - 100)
            Path(name).mkdir()
            os.chdir(name)
            folder += f"/{name}"
        name = "p" * (longest - len(folder) - 1)
        os.link(self.program, name)
        program = f"{folder}/{name}"
        self.assertEqual(len(program), longest)
        facts = self.facts([program, "--start"], cwd="/")
        self.assert_complete(facts, os.fsencode(program), [program, "--start"])

    def test_folder_that_is_gone(self) -> None:
        for path in (self.program, "../program"):
            gone = self.folder / "gone"
            gone.mkdir()

            def run(path: str | Path = path, gone: Path = gone) -> None:
                os.chdir(gone)
                gone.rmdir()
                os.execve(path, [str(path)], {})

            facts = self.exec(run)
            self.assert_complete(facts, self.program, [path])
            self.assertIsNone(facts["folder"])

    def test_replaced_while_it_runs(self) -> None:
        script = 'exec 3<"$1"; rm "$1"; cp "$2" "$1"; exec /proc/self/fd/3'
        facts = self.facts(["/bin/sh", "-c", script, "sh", self.program, EXECUTABLE])
        self.assertEqual(bytes.fromhex(facts["executable"]), os.fsencode(self.program))

    def test_no_proc(self) -> None:
        words = isolated.own_mounts(("mount", "-t", "tmpfs", "none", "/proc"))
        link = self.folder / "link"
        link.symlink_to("program")
        for path in (self.program, link, "./program", "../../." + str(self.program)):
            with self.subTest(path):
                facts = self.facts([*words, path, "--start"], cwd=self.folder)
                self.assert_complete(facts, self.program, [path, "--start"])

    def test_root_of_its_own(self) -> None:
        # No other file, no device, no folder for temporary files.
        isolated.copy_libraries(self.program, self.folder)
        facts = self.facts([*isolated.own_root(self.folder), "/program"])
        self.assert_complete(facts, "/program", ["/program"])


if PLATFORM.endswith("_gnu"):

    class DynamicLoaderTest(_TestCase):
        """The dynamic loader, started as a program; a static executable has none."""

        def test_start(self) -> None:
            link = self.folder / "link"
            link.symlink_to(self.program)
            for words, name in (
                ([self.program], self.program),
                (["./program"], "./program"),
                (["--argv0", "x", link], "x"),
            ):
                with self.subTest(words):
                    command = [isolated.DYNAMIC_LOADER, *words, "--start"]
                    facts = self.facts(command, cwd=self.folder)
                    self.assert_complete(facts, self.program, [name, "--start"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
