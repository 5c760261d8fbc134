"""Tests of `emulators.run` with a program that tells what it was given."""

from __future__ import annotations

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from tests.emulators import emulators


class ProbeTest(unittest.TestCase):
    """The program sees what the caller gives, and the caller what the program does."""

    def tell(self, *arguments: emulators.Argument, **options: object) -> str:
        result = emulators.under_test(*arguments, **options)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return result.stdout

    def test_arguments(self) -> None:
        arguments = ["plain", "two words", "", 'a "quoted" word', "back\\slash\\"]
        self.assertEqual(self.tell("arguments", *arguments), "".join(a + "\n" for a in arguments))

    def test_argument_outside_ascii(self) -> None:
        argument = expected = "Größe 雪"
        if os.environ["PLATFORM"] == "windows_x86_64":  # main() gets the code page 1252
            expected = argument.encode("cp1252", "replace").decode("utf-8", "surrogateescape")
        self.assertEqual(self.tell("arguments", argument), expected + "\n")

    def test_environment(self) -> None:
        self.assertEqual(self.tell("variable", "GIVEN", env={"GIVEN": "here"}), "here\n")
        self.assertEqual(self.tell("arguments", "run", env={"TMPDIR": "/tmp"}), "run\n")
        os.environ["NOT_GIVEN"] = "there"
        self.assertEqual(self.tell("variable", "NOT_GIVEN"), "(unset)\n")

    def test_input(self) -> None:
        self.assertEqual(self.tell("input", stdin="one\ntwo\n"), "one\ntwo\n")
        self.assertEqual(self.tell("input"), "")

    def test_large_output(self) -> None:
        text = "0123456789\n" * 100_000
        self.assertEqual(self.tell("input", stdin=text), text)

    def test_path(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "file ä.txt"
            file.write_text("content\n", encoding="utf-8")
            self.assertEqual(self.tell("file", file), "content\n")
            self.assertEqual(
                self.tell("variable", "FILE", env={"FILE": file}), self.tell("arguments", file)
            )

    def test_working_folder(self) -> None:
        with tempfile.TemporaryDirectory(prefix="working-") as folder:
            name = self.tell("folder", cwd=Path(folder)).strip().replace("\\", "/")
            self.assertEqual(name.rpartition("/")[2], Path(folder).name)

    def test_failure(self) -> None:
        result = emulators.under_test("fail", "3")
        self.assertEqual((result.returncode, result.stdout, result.stderr), (3, "", "failing\n"))

    def test_crash(self) -> None:
        self.assertNotEqual(emulators.under_test("crash").returncode, 0)

    def test_timeout(self) -> None:
        with self.assertRaises(subprocess.TimeoutExpired):
            emulators.under_test("hang", timeout=3)
        self.assertEqual(self.tell("arguments", "after"), "after\n")


if __name__ == "__main__":
    unittest.main()
